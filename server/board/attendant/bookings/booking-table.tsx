import { Anchor, Badge, Button, EmptyState, Group, Select, Skeleton, Table, TextInput } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { Booking } from '../../../../shared/http/api.ts';
import type { BoardSnapshot } from '../../../../shared/live/board-events.ts';
import { driverLabel, formatMoment, formatMoney } from '../../format.ts';
import { SearchIcon } from '../../icons.tsx';
import { useNow } from '../../live/clock.ts';
import { usePolled } from '../../live/use-polled.ts';
import { locale } from '../../texts.ts';
import { spanOfDay } from '../../zone.ts';
import { tellFailure } from '../feedback.tsx';
import classes from '../page.module.css';
import { hrefOf } from '../view.ts';
import { WideTable } from '../wide-table.tsx';
import { type BookingPage, type BookingQuery, fetchBookings } from './api.ts';
import { words } from './words.ts';

const waitMs = 250;
const pollMs = 30_000;
const states = ['reserved', 'active', 'completed', 'cancelled', 'expired'] as const;

interface BookingTableProps {
  lot: BoardSnapshot['lot'];
  slots: readonly string[];
  skewMs: number;
  version: string;
}

/** Bookings by state, day, slot and driver, page by page. */
export function BookingTable({ lot, slots, skewMs, version }: BookingTableProps) {
  const [state, setState] = useState<string | null>(null);
  const [slot, setSlot] = useState<string | null>(null);
  const [day, setDay] = useState<string | null>(null);
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), waitMs);
  const [older, setOlder] = useState<{ of: string; page: BookingPage } | null>(null);
  const query: BookingQuery = {
    ...{ lot: lot.code, state, slot, q },
    span: day === null ? null : spanOfDay(day, lot.timeZone),
  };
  const key = JSON.stringify(query);
  const { value: first } = usePolled(() => fetchBookings(query), `${key} ${version}`, pollMs);
  const more = older?.of === key ? older.page : null;
  const bookings = first === null ? null : [...first.bookings, ...(more?.bookings ?? [])];
  const next = more === null ? (first?.next ?? null) : more.next;

  async function showMore(): Promise<void> {
    try {
      const page = await fetchBookings(query, next);
      setOlder({ of: key, page: { bookings: [...(more?.bookings ?? []), ...page.bookings], next: page.next } });
    } catch (error) {
      tellFailure(error);
    }
  }

  return (
    <>
      <Group gap="xs" align="flex-end">
        <TextInput
          type="search"
          aria-label={words.find}
          placeholder={words.find}
          leftSection={<SearchIcon size="1.1em" />}
          data-testid="find-booking"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Select
          aria-label={words.state}
          placeholder={words.anyState}
          data={states.map((value) => ({ value, label: words.states[value] }))}
          value={state}
          onChange={setState}
          clearable
          w="10rem"
          data-testid="filter-state"
        />
        <Select
          aria-label={words.slot}
          placeholder={words.anySlot}
          data={[...slots]}
          value={slot}
          onChange={setSlot}
          clearable
          searchable
          w="9rem"
          data-testid="filter-slot"
        />
        <DatePickerInput
          placeholder={words.anyDay}
          value={day}
          onChange={setDay}
          clearable
          w="11rem"
          data-testid="filter-day"
        />
      </Group>
      {bookings === null && <Skeleton height="14rem" radius="md" role="status" aria-label={words.loading} />}
      {bookings?.length === 0 && <EmptyState title={words.empty} role="status" py="xl" />}
      {bookings !== null && bookings.length > 0 && (
        <WideTable label={words.heading} minWidth={560} highlightOnHover>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words.columns.reference}</Table.Th>
              <Table.Th>{words.columns.slot}</Table.Th>
              <Table.Th>{words.columns.driver}</Table.Th>
              <Table.Th>{words.columns.when}</Table.Th>
              <Table.Th ta="end">{words.columns.paid}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {bookings.map((booking) => (
              <Row key={booking.id} booking={booking} lot={lot} skewMs={skewMs} />
            ))}
          </Table.Tbody>
        </WideTable>
      )}
      {next !== null && (
        <Button variant="default" onClick={() => void showMore()}>
          {words.more}
        </Button>
      )}
    </>
  );
}

function Row({ booking, lot, skewMs }: { booking: Booking; lot: BoardSnapshot['lot']; skewMs: number }) {
  const { id, reference, slot, driver, driverId, state, startsAt, endsAt, chargedMinor, refundedMinor, feeMinor } =
    booking;
  const now = useNow() + skewMs;
  const paid = chargedMinor === null && feeMinor === 0 ? null : (chargedMinor ?? 0) - refundedMinor + feeMinor;
  return (
    <Table.Tr data-testid="booking-row">
      <Table.Td>
        <Anchor href={hrefOf('bookings', id)} className={classes['mono']} fw={600}>
          {reference}
        </Anchor>{' '}
        <Badge variant="light">{words.states[state]}</Badge>
      </Table.Td>
      <Table.Td>{slot}</Table.Td>
      <Table.Td>
        <Anchor href={hrefOf('drivers', driverId)}>{driverLabel(driver)}</Anchor>
        {driver.plate !== null && <div className={`${classes['soft']} ${classes['mono']}`}>{driver.plate}</div>}
      </Table.Td>
      <Table.Td className="pw-number">
        {formatMoment(startsAt, now, lot.timeZone, locale)} – {formatMoment(endsAt, now, lot.timeZone, locale)}
      </Table.Td>
      <Table.Td ta="end" className="pw-number">
        {paid === null ? '—' : formatMoney(paid, lot.currency, locale)}
      </Table.Td>
    </Table.Tr>
  );
}
