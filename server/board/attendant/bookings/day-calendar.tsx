import { ActionIcon, Group, Skeleton, Tooltip, UnstyledButton } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { type CSSProperties, type MouseEvent, useState } from 'react';
import type { Booking } from '../../../../shared/http/api.ts';
import type { BoardSnapshot } from '../../../../shared/live/board-events.ts';
import { driverLabel, formatMoment } from '../../format.ts';
import { BackIcon, NextIcon, PlusIcon } from '../../icons.tsx';
import { useNow } from '../../live/clock.ts';
import { usePolled } from '../../live/use-polled.ts';
import { locale } from '../../texts.ts';
import { dayAfter, spanOfDay, wallAt } from '../../zone.ts';
import { fetchBookings } from './api.ts';
import classes from './day-calendar.module.css';
import { endOf, holdsItsSlot } from './holds.ts';
import type { Place } from './new-booking-dialog.tsx';
import { words } from './words.ts';

const pollMs = 30_000;
const halfHourMs = 1_800_000;

interface DayCalendarProps {
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

/** One day of the lot, a row for each slot: who has it when, and where it is free. */
export function DayCalendar({ lot, slots, skewMs, version, today, onOpen, onPlace }: DayCalendarProps) {
  const [day, setDay] = useState(today);
  const span = spanOfDay(day, lot.timeZone);
  const query = { lot: lot.code, state: null, slot: null, q: '', span };
  const { value: page } = usePolled(() => fetchBookings(query), `${day} ${version}`, pollMs);
  const now = useNow() + skewMs;
  const step = (days: number) => setDay(dayAfter(day, days));
  const share = (at: number): number => Math.min(1, Math.max(0, (at - span.from) / (span.to - span.from)));
  const hours = Math.round((span.to - span.from) / 3_600_000);
  const shown = page?.bookings.filter(holdsItsSlot) ?? [];

  /** The half-hour that was clicked. */
  function placeAt(slot: string, event: MouseEvent<HTMLElement>): Place {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const at = span.from + ((event.clientX - left) / width) * (span.to - span.from);
    return { slot, wall: wallAt(Math.floor(at / halfHourMs) * halfHourMs, lot.timeZone) };
  }

  return (
    <>
      <Group gap="xs">
        <ActionIcon variant="default" size="lg" aria-label={words.before} onClick={() => step(-1)}>
          <BackIcon />
        </ActionIcon>
        <DatePickerInput value={day} onChange={(next) => next !== null && setDay(next)} w="12rem" />
        <ActionIcon
          variant="default"
          size="lg"
          aria-label={words.after}
          data-testid="day-after"
          onClick={() => step(1)}
        >
          <NextIcon />
        </ActionIcon>
      </Group>
      {page === null && <Skeleton height="16rem" radius="md" role="status" aria-label={words.loading} />}
      {page !== null && (
        <div className={classes['scroll']} data-testid="calendar">
          <div className={classes['calendar']}>
            <div className={classes['hours']} aria-hidden="true">
              {Array.from({ length: hours }, (_, hour) =>
                wallAt(span.from + hour * 3_600_000, lot.timeZone).slice(11, 13),
              ).map((label, hour) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: an hour that comes twice is two
                <span key={hour}>{label}</span>
              ))}
            </div>
            <ul className={classes['rows']}>
              {slots.map((slot) => (
                <li key={slot} className={classes['row']} aria-label={slot}>
                  <span className={classes['slot']}>
                    {slot}
                    {onPlace !== null && (
                      <ActionIcon
                        size="sm"
                        variant="subtle"
                        color="gray"
                        aria-label={words.addOn(slot)}
                        data-testid={`add-${slot}`}
                        onClick={() => onPlace({ slot, wall: null })}
                      >
                        <PlusIcon size="0.9rem" />
                      </ActionIcon>
                    )}
                  </span>
                  <div className={classes['track']} style={{ '--pw-hours': hours } as CSSProperties}>
                    {/* The pointer's way; the keyboard has the button beside the slot. */}
                    {onPlace !== null && (
                      <UnstyledButton
                        className={classes['place']}
                        tabIndex={-1}
                        aria-hidden="true"
                        onClick={(event) => onPlace(placeAt(slot, event))}
                      />
                    )}
                    {now > span.from && now < span.to && (
                      <span className={classes['now']} style={{ insetInlineStart: `${share(now) * 100}%` }} />
                    )}
                    {shown
                      .filter((booking) => booking.slot === slot)
                      .map((booking) => (
                        <Bar key={booking.id} booking={booking} lot={lot} now={now} share={share} onOpen={onOpen} />
                      ))}
                  </div>
                </li>
              ))}
            </ul>
          </div>
        </div>
      )}
    </>
  );
}

interface BarProps {
  booking: Booking;
  lot: BoardSnapshot['lot'];
  now: number;
  share: (at: number) => number;
  onOpen: (id: string) => void;
}

function Bar({ booking, lot, now, share, onOpen }: BarProps) {
  const { id, reference, driver, state, startsAt } = booking;
  const end = endOf(booking, now);
  const [left, right] = [share(Date.parse(startsAt)), share(end)];
  const moment = (at: string | number) => formatMoment(new Date(at).toISOString(), now, lot.timeZone, locale);
  const label = words.bar(reference, driverLabel(driver), moment(startsAt), moment(end), words.states[state]);
  return (
    <Tooltip label={label} multiline>
      <UnstyledButton
        className={classes['bar']}
        data-state={state}
        data-testid={`bar-${reference}`}
        style={{ insetInlineStart: `${left * 100}%`, width: `${Math.max(right - left, 0.01) * 100}%` }}
        aria-label={label}
        onClick={() => onOpen(id)}
      >
        {driverLabel(driver)}
      </UnstyledButton>
    </Tooltip>
  );
}
