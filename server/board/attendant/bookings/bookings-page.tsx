import { Button, Group, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { wallAt } from '../../zone.ts';
import classes from '../page.module.css';
import type { PageProps } from '../page-props.ts';
import { useMay } from '../staff.ts';
import { goTo, useViewRest } from '../view.ts';
import { BookingDrawer } from './booking-drawer.tsx';
import { BookingTable } from './booking-table.tsx';
import { DayCalendar } from './day-calendar.tsx';
import { NewBookingDialog, type Place } from './new-booking-dialog.tsx';
import { WeekCalendar } from './week-calendar.tsx';
import { words } from './words.ts';

/** Everything that is or was booked in the lot, as a list, a day, or a slot's week; the address names the booking that is open. */
export function BookingsPage({ lot, slots, skewMs, onOpenSlot }: PageProps) {
  const opened = useViewRest();
  const [shown, setShown] = useState<'list' | 'calendar' | 'week'>('list');
  const [place, setPlace] = useState<Place | null>(null);
  const [moved, setMoved] = useState(0);
  const mayAct = useMay('attendant');
  const hasMoved = () => setMoved((count) => count + 1);
  // Whatever happens at a slot may be a booking's.
  const version = `${moved} ${slots.reduce((sum, slot) => sum + slot.version, 0)}`;
  const today = wallAt(Date.now() + skewMs, lot.timeZone).slice(0, 10);
  const codes = slots.map(({ code }) => code);
  const shared = { lot, skewMs, version, slots: codes, onOpen: (id: string) => goTo('bookings', id) };
  return (
    <section className={classes['page']} aria-label={words.heading} data-testid="bookings">
      <Group justify="space-between">
        <h2 className={classes['heading']}>{words.heading}</h2>
        <Group gap="xs">
          <SegmentedControl
            aria-label={words.as}
            data={[
              { value: 'list', label: words.list },
              { value: 'calendar', label: words.calendar },
              { value: 'week', label: words.week },
            ]}
            value={shown}
            onChange={(value) => setShown(value as 'list' | 'calendar' | 'week')}
          />
          {mayAct && (
            <Button data-testid="new-booking" onClick={() => setPlace({ slot: null, wall: null })}>
              {words.add}
            </Button>
          )}
        </Group>
      </Group>
      {shown === 'list' && <BookingTable {...shared} />}
      {shown === 'calendar' && <DayCalendar {...shared} today={today} onPlace={mayAct ? setPlace : null} />}
      {shown === 'week' && <WeekCalendar {...shared} today={today} onPlace={mayAct ? setPlace : null} />}
      <BookingDrawer
        id={opened === '' ? null : opened}
        lot={lot}
        slots={codes}
        skewMs={skewMs}
        version={version}
        onMoved={hasMoved}
        onOpenSlot={onOpenSlot}
        onClose={() => goTo('bookings')}
      />
      {place !== null && (
        <NewBookingDialog
          place={place}
          lot={lot}
          slots={codes}
          skewMs={skewMs}
          onClose={() => setPlace(null)}
          onBooked={hasMoved}
        />
      )}
    </section>
  );
}
