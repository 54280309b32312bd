import { Anchor, Badge, DataList, Drawer, Group, Skeleton, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Booking } from '../../../../shared/http/api.ts';
import type { BoardSnapshot } from '../../../../shared/live/board-events.ts';
import { driverLabel, formatMoment, formatMoney } from '../../format.ts';
import { useNow } from '../../live/clock.ts';
import { usePolled } from '../../live/use-polled.ts';
import { locale } from '../../texts.ts';
import classes from '../page.module.css';
import { HistoryTimeline } from '../timeline/timeline.tsx';
import { words as timelineWords } from '../timeline/words.ts';
import { hrefOf } from '../view.ts';
import { fetchBooking } from './api.ts';
import { BookingActions } from './booking-actions.tsx';
import { words } from './words.ts';

const pollMs = 15_000;

interface BookingDrawerProps {
  id: string | null;
  lot: BoardSnapshot['lot'];
  slots: readonly string[];
  skewMs: number;
  version: string;
  onMoved: () => void;
  onOpenSlot: (code: string) => void;
  onClose: () => void;
}

/** One booking: what it is, what can be done with it, and its history. */
export function BookingDrawer({ id, onClose, ...rest }: BookingDrawerProps) {
  return (
    <Drawer
      opened={id !== null}
      onClose={onClose}
      position="right"
      title={words.columns.reference}
      data-testid="booking-drawer"
    >
      {id !== null && <Details key={id} id={id} {...rest} />}
    </Drawer>
  );
}

function Details({
  id,
  lot,
  slots,
  skewMs,
  version,
  onMoved,
  onOpenSlot,
}: Omit<BookingDrawerProps, 'onClose' | 'id'> & { id: string }) {
  const { value: booking } = usePolled<Booking>(() => fetchBooking(id), version, pollMs);
  const now = useNow() + skewMs;
  if (booking === null) return <Skeleton height="14rem" role="status" aria-label={words.loading} />;
  const moment = (at: string) => formatMoment(at, now, lot.timeZone, locale);
  const money = (minor: number) => formatMoney(minor, lot.currency, locale);
  const { reference, state, slot, driver, driverId, chargedMinor, refundedMinor, feeMinor, addOns, notes } = booking;
  return (
    <Stack>
      <Group gap="xs">
        <strong className={classes['mono']} data-testid="booking-reference">
          {reference}
        </strong>
        <Badge variant="light" data-testid="booking-state">
          {words.states[state]}
        </Badge>
      </Group>
      <BookingActions booking={booking} lot={lot} slots={slots} onMoved={onMoved} />
      <DataList gap="xs">
        <Row label={words.slot}>
          <Anchor component="button" type="button" onClick={() => onOpenSlot(slot)}>
            {slot}
          </Anchor>
        </Row>
        <Row label={words.driver}>
          <Anchor href={hrefOf('drivers', driverId)}>{driverLabel(driver)}</Anchor>
          {driver.plate !== null && <span className={classes['mono']}> {driver.plate}</span>}
        </Row>
        <Row label={words.starts}>{moment(booking.startsAt)}</Row>
        <Row label={words.ends}>{moment(booking.endsAt)}</Row>
        {state === 'reserved' && <Row label={words.heldUntil}>{moment(booking.holdUntil)}</Row>}
        {booking.arrivedAt !== null && <Row label={words.arrived}>{moment(booking.arrivedAt)}</Row>}
        {booking.endedAt !== null && <Row label={words.ended}>{moment(booking.endedAt)}</Row>}
        {chargedMinor !== null && <Row label={words.charged}>{money(chargedMinor)}</Row>}
        {refundedMinor > 0 && <Row label={words.refunded}>{money(refundedMinor)}</Row>}
        {feeMinor !== 0 && <Row label={words.fee}>{money(feeMinor)}</Row>}
        {addOns.length > 0 && <Row label={words.services}>{addOns.map(({ name }) => name).join(', ')}</Row>}
        {notes !== null && <Row label={words.notes}>{notes}</Row>}
        {booking.followUpDate !== null && <Row label={words.followUp}>{booking.followUpDate}</Row>}
      </DataList>
      <section>
        <h3>{timelineWords.heading}</h3>
        <HistoryTimeline lot={lot} bookingId={id} sessionId={booking.sessionId} now={now} version={version} />
      </section>
    </Stack>
  );
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <DataList.Item>
      <DataList.ItemLabel>{label}</DataList.ItemLabel>
      <DataList.ItemValue className="pw-number">{children}</DataList.ItemValue>
    </DataList.Item>
  );
}
