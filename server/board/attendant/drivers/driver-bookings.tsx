import { Anchor, Badge, Skeleton, Text } from '@mantine/core';
import { formatMoment, formatMoney } from '../../format.ts';
import { useNow } from '../../live/clock.ts';
import { usePolled } from '../../live/use-polled.ts';
import { locale } from '../../texts.ts';
import classes from '../page.module.css';
import { hrefOf } from '../view.ts';
import { fetchBookingsOf } from './api.ts';
import type { DriverPart } from './driver-part.ts';
import { words } from './words.ts';

/** What the driver has booked, the newest first. */
export function DriverBookings({ driver, lot, skewMs, version }: DriverPart) {
  const { value: bookings } = usePolled(() => fetchBookingsOf(driver.id), version, 60_000);
  const now = useNow() + skewMs;
  const moment = (at: string) => formatMoment(at, now, lot.timeZone, locale);
  return (
    <section className={classes['card']} data-testid="driver-bookings">
      <h3>{words.bookings}</h3>
      {bookings === null && <Skeleton height="6rem" />}
      {bookings?.length === 0 && <Text c="dimmed">{words.noBookings}</Text>}
      <ul className={classes['list']}>
        {bookings?.map(({ id, reference, slot, state, startsAt, endsAt, chargedMinor, refundedMinor }) => (
          <li key={id}>
            <Anchor href={hrefOf('bookings', id)} className={classes['mono']}>
              {reference}
            </Anchor>{' '}
            <Badge variant="light">{words.states[state]}</Badge>
            <div className={`${classes['soft']} pw-number`}>
              {slot}: {moment(startsAt)} – {moment(endsAt)}
              {chargedMinor !== null && ` · ${formatMoney(chargedMinor - refundedMinor, driver.currency, locale)}`}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
