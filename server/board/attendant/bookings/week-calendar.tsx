import { ActionIcon, Button, Group, Select, Skeleton, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { useState } from 'react';
import type { Booking } from '../../../../shared/http/api.ts';
import type { BoardSnapshot } from '../../../../shared/live/board-events.ts';
import { driverLabel, formatMoment } from '../../format.ts';
import { BackIcon, NextIcon, PlusIcon } from '../../icons.tsx';
import { useNow } from '../../live/clock.ts';
import { usePolled } from '../../live/use-polled.ts';
import { locale } from '../../texts.ts';
import { dayAfter, spanOfDay } from '../../zone.ts';
import { fetchBookings } from './api.ts';
import { endOf, holdsItsSlot } from './holds.ts';
import type { Place } from './new-booking-dialog.tsx';
import classes from './week-calendar.module.css';
import { words } from './words.ts';

const pollMs = 30_000;
const daysShown = 7;
const middayOf = (day: string): Date => new Date(`${day}T12:00Z`);
const dayFormat = new Intl.DateTimeFormat(locale, {
  timeZone: 'UTC',
  weekday: 'short',
  day: 'numeric',
  month: 'short',
});

interface WeekCalendarProps {
  lot: BoardSnapshot['lot'];
  slots: readonly string[];
  skewMs: number;
  version: string;
  /** Today in the lot, as `2026-11-02`. */
  today: string;
  onOpen: (id: string) => void;
  /** Somebody wants to book there; null where they may not. */
  onPlace: ((place: Place) => void) | null;
}

/** Seven days of one slot, a column for each, or one below the other where there is no room: who has it when. */
export function WeekCalendar({ lot, slots, skewMs, version, today, onOpen, onPlace }: WeekCalendarProps) {
  const [wanted, setWanted] = useState<string | null>(null);
  const [first, setFirst] = useState(today);
  // A slot that was retired meanwhile is none to look at.
  const slot = slots.find((code) => code === wanted) ?? slots[0] ?? null;
  const days = Array.from({ length: daysShown }, (_, index) => dayAfter(first, index));
  const spans = days.map((day) => spanOfDay(day, lot.timeZone));
  const span = { from: spans[0]?.from ?? 0, to: spans.at(-1)?.to ?? 0 };
  const asked = `${slot} ${first}`;
  const { value } = usePolled(
    async () => ({ of: asked, ...(await fetchBookings({ lot: lot.code, state: null, slot, q: '', span })) }),
    `${asked} ${version}`,
    pollMs,
  );
  // Another slot's week is not shown under this one's name.
  const shown = value?.of === asked ? value.bookings.filter(holdsItsSlot) : null;
  const now = useNow() + skewMs;

  return (
    <>
      <Group gap="xs">
        <Select
          aria-label={words.slot}
          data={[...slots]}
          value={slot}
          onChange={setWanted}
          allowDeselect={false}
          searchable
          w="9rem"
          data-testid="week-slot"
        />
        <ActionIcon
          variant="default"
          size="lg"
          aria-label={words.weekBefore}
          data-testid="week-before"
          onClick={() => setFirst(dayAfter(first, -daysShown))}
        >
          <BackIcon />
        </ActionIcon>
        <DatePickerInput value={first} onChange={(next) => next !== null && setFirst(next)} w="12rem" />
        <ActionIcon
          variant="default"
          size="lg"
          aria-label={words.weekAfter}
          data-testid="week-after"
          onClick={() => setFirst(dayAfter(first, daysShown))}
        >
          <NextIcon />
        </ActionIcon>
        {first !== today && (
          <Button variant="default" onClick={() => setFirst(today)}>
            {words.today}
          </Button>
        )}
      </Group>
      {shown === null && <Skeleton height="16rem" radius="md" role="status" aria-label={words.loading} />}
      {shown !== null && slot !== null && (
        <ul className={classes['week']} aria-label={words.weekOf(slot)} data-testid="week">
          {days.map((day, index) => {
            const { from, to } = spans[index] ?? span;
            const held = shown.filter((one) => Date.parse(one.startsAt) < to && endOf(one, now) > from);
            const label = dayFormat.format(middayOf(day));
            return (
              <li key={day} className={classes['day']} data-today={day === today} data-testid={`week-${day}`}>
                <div className={classes['head']}>
                  <span>{label}</span>
                  {onPlace !== null && day >= today && (
                    <ActionIcon
                      size="sm"
                      variant="subtle"
                      color="gray"
                      aria-label={words.addOnDay(slot, label)}
                      data-testid={`add-on-${day}`}
                      onClick={() => onPlace({ slot, wall: day === today ? null : `${day}T09:00` })}
                    >
                      <PlusIcon size="0.9rem" />
                    </ActionIcon>
                  )}
                </div>
                {held.length === 0 && <p className={classes['none']}>{words.freeDay}</p>}
                {held.map((booking) => (
                  <Held key={booking.id} booking={booking} lot={lot} now={now} day={{ from, to }} onOpen={onOpen} />
                ))}
              </li>
            );
          })}
        </ul>
      )}
    </>
  );
}

interface HeldProps {
  booking: Booking;
  lot: BoardSnapshot['lot'];
  now: number;
  day: { from: number; to: number };
  onOpen: (id: string) => void;
}

/** A booking on one of its days: what goes over midnight is cut there, and stands on the next day too. */
function Held({ booking, lot, now, day, onOpen }: HeldProps) {
  const { id, reference, driver, state, startsAt } = booking;
  const [from, to] = [Math.max(Date.parse(startsAt), day.from), Math.min(endOf(booking, now), day.to)];
  // Within the column of a day its date need not be said again.
  const clock = (at: number) => formatMoment(new Date(at).toISOString(), at, lot.timeZone, locale);
  const span = `${clock(from)} – ${to === day.to ? '24:00' : clock(to)}`;
  return (
    <UnstyledButton
      className={classes['held']}
      data-state={state}
      data-testid={`held-${reference}`}
      onClick={() => onOpen(id)}
    >
      <span className="pw-number">{span}</span>
      <span className={classes['who']}>{driverLabel(driver)}</span>
      <VisuallyHidden>{`${reference}, ${words.states[state]}`}</VisuallyHidden>
    </UnstyledButton>
  );
}
