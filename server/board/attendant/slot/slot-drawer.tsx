import { Anchor, DataList, Drawer, Stack, Title } from '@mantine/core';
import { type ReactNode, useRef } from 'react';
import type { LedState } from '../../../../shared/led.ts';
import type { BoardSnapshot, SlotView } from '../../../../shared/live/board-events.ts';
import { fadedLook } from '../../attention.ts';
import { driverLabel, formatDuration, formatMoment, formatMoney } from '../../format.ts';
import { stateIcons, TriangleIcon } from '../../icons.tsx';
import { useNow } from '../../live/clock.ts';
import { locale, texts } from '../../texts.ts';
import { isKiosk } from '../kiosk.ts';
import { LedDot } from '../led-dots.tsx';
import { Since } from '../since.tsx';
import { HistoryTimeline } from '../timeline/timeline.tsx';
import { words as timelineWords } from '../timeline/words.ts';
import { SlotActions } from './slot-actions.tsx';
import classes from './slot-drawer.module.css';

interface SlotDrawerProps {
  lot: BoardSnapshot['lot'];
  /** Undefined while closed, and when the slot is gone. */
  slot: SlotView | undefined;
  slots: readonly SlotView[];
  skewMs: number;
  onClose: () => void;
}

/** Everything the board knows of one slot, going on live while it is open. */
export function SlotDrawer({ lot, slot, slots, skewMs, onClose }: SlotDrawerProps) {
  // While the drawer slides away it goes on showing what it showed.
  const last = useRef(slot);
  if (slot !== undefined) last.current = slot;
  const shown = slot ?? last.current;

  return (
    <Drawer
      opened={slot !== undefined}
      onClose={onClose}
      position="right"
      size={isKiosk ? '32rem' : 'md'}
      title={shown === undefined ? '' : texts.drawer.title(shown.code)}
      classNames={{ title: classes['title'] }}
      data-testid="slot-drawer"
    >
      {shown !== undefined && <Details lot={lot} slot={shown} slots={slots} skewMs={skewMs} onClose={onClose} />}
    </Drawer>
  );
}

interface DetailsProps {
  lot: BoardSnapshot['lot'];
  slot: SlotView;
  slots: readonly SlotView[];
  skewMs: number;
  onClose: () => void;
}

function Details({ lot, slot, slots, skewMs, onClose }: DetailsProps) {
  const now = useNow() + skewMs;
  const Icon = stateIcons[slot.state];
  const moment = (at: string) => formatMoment(at, now, lot.timeZone, locale);
  const words = texts.drawer;
  return (
    <Stack gap="lg">
      <div className={classes['state']} data-slot-state={slot.state}>
        <span className={classes['icon']}>
          <Icon size="1.4rem" />
        </span>
        <span>
          {texts.states[slot.state]}
          {slot.state === 'unknown' && (
            <small className={classes['lastKnown']}>{texts.slot.lastKnown[fadedLook(slot)]}</small>
          )}
        </span>
      </div>

      {!isKiosk && <SlotActions lot={lot} slot={slot} slots={slots} onLeave={onClose} />}

      <Section title={words.session} isEmpty={slot.session === null}>
        {slot.session !== null && (
          <>
            <Row label={words.parked}>
              <Since at={slot.session.startedAt} skewMs={skewMs} />
              {slot.session.overstay && <span className={classes['mark']}>{words.overstay}</span>}
            </Row>
            <Row label={words.started}>{moment(slot.session.startedAt)}</Row>
            <Row label={words.cost}>
              {slot.session.costMinor === null
                ? words.noTariff
                : formatMoney(slot.session.costMinor, lot.currency, locale)}
            </Row>
          </>
        )}
      </Section>

      {slot.disowned !== null && (
        <Section title={words.disowned} isEmpty={false}>
          <Row label={words.started}>{moment(slot.disowned.startedAt)}</Row>
          <Row label={words.left}>{moment(slot.disowned.endedAt)}</Row>
          <Row label={words.said}>{moment(slot.disowned.at)}</Row>
          <DriverRows driver={slot.disowned.by} />
        </Section>
      )}

      {slot.displaced !== null && (
        <Section title={words.displaced} isEmpty={false}>
          <Row label={words.reference}>
            <span className={classes['mono']}>{slot.displaced.reference}</span>
          </Row>
          <Row label={words.movedTo}>{slot.displaced.movedTo ?? words.calledOff}</Row>
          <Row label={words.obstacle}>{words.obstacles[slot.displaced.obstacle]}</Row>
          <Row label={words.noticed}>{moment(slot.displaced.at)}</Row>
        </Section>
      )}

      <Section title={words.booking} isEmpty={slot.booking === null}>
        {slot.booking !== null && (
          <>
            <Row label={words.reference}>
              <span className={classes['mono']}>{slot.booking.reference}</span>
            </Row>
            <Row label={words.state}>{words.bookingStates[slot.booking.state]}</Row>
            <Row label={words.starts}>{moment(slot.booking.startsAt)}</Row>
            <Row label={words.ends}>
              <span data-testid="booking-ends">{moment(slot.booking.endsAt)}</span>
            </Row>
            {slot.booking.services.length > 0 && <Row label={words.services}>{slot.booking.services.join(', ')}</Row>}
            {slot.booking.notes !== null && <Row label={words.notes}>{slot.booking.notes}</Row>}
            {slot.booking.state === 'reserved' && <Row label={words.holdUntil}>{moment(slot.booking.holdUntil)}</Row>}
          </>
        )}
      </Section>

      <Section title={words.driver} isEmpty={slot.driver === null}>
        {slot.driver !== null && (
          <>
            <DriverRows driver={slot.driver} />
            {slot.driver.plate !== null && (
              <Row label={words.plate}>
                <span className={classes['mono']}>{slot.driver.plate}</span>
              </Row>
            )}
          </>
        )}
      </Section>

      {!isKiosk && (slot.session !== null || slot.booking !== null) && (
        <section className={classes['section']}>
          <Title order={3} className={classes['heading']}>
            {timelineWords.heading}
          </Title>
          <HistoryTimeline
            lot={lot}
            bookingId={slot.booking?.id ?? null}
            sessionId={slot.session?.id ?? null}
            now={now}
            version={slot.version}
          />
        </section>
      )}

      <Section title={words.led} isEmpty={false}>
        <Row label={words.desired}>
          <Led led={slot.led.desired} />
        </Row>
        <Row label={words.reported}>
          {slot.led.reported === null ? words.noReport : <Led led={slot.led.reported} />}
        </Row>
        {slot.led.drift && (
          <Row label={texts.led.drift}>
            <span className={classes['drift']}>
              <TriangleIcon size="1rem" /> {texts.led.driftExplained}
            </span>
          </Row>
        )}
      </Section>

      <Section title={words.controller} isEmpty={false}>
        {slot.controller === null ? (
          <p className={classes['none']}>{words.byHand}</p>
        ) : (
          <>
            <Row label={words.id}>
              <span className={classes['mono']}>{slot.controller.id}</span>
            </Row>
            <Row label={words.status}>{texts.controllerStates[slot.controller.status]}</Row>
            <Row label={words.lastSeen}>
              {slot.controller.lastSeenAt === null
                ? words.never
                : words.ago(
                    moment(slot.controller.lastSeenAt),
                    formatDuration(now - Date.parse(slot.controller.lastSeenAt), locale),
                  )}
            </Row>
          </>
        )}
      </Section>
    </Stack>
  );
}

function DriverRows({ driver }: { driver: { displayName: string; phone: string | null } }) {
  const name = driverLabel(driver);
  return (
    <>
      {name !== driver.phone && <Row label={texts.drawer.name}>{name}</Row>}
      <Row label={texts.drawer.phone}>
        {driver.phone === null ? (
          texts.drawer.noPhone
        ) : (
          <Anchor inherit href={`tel:${driver.phone}`}>
            {driver.phone}
          </Anchor>
        )}
      </Row>
    </>
  );
}

function Section({ title, isEmpty, children }: { title: string; isEmpty: boolean; children: ReactNode }) {
  return (
    <section className={classes['section']}>
      <Title order={3} className={classes['heading']}>
        {title}
      </Title>
      {isEmpty ? <p className={classes['none']}>{texts.drawer.none}</p> : <DataList gap="xs">{children}</DataList>}
    </section>
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

function Led({ led }: { led: LedState }) {
  return (
    <span className={classes['led']}>
      <LedDot look={led} /> {texts.led.look(led)}
      <span className={classes['soft']}>{texts.led.rev(led.rev)}</span>
    </span>
  );
}
