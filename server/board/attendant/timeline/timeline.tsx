import { Button, Skeleton, Text, Timeline } from '@mantine/core';
import { useState } from 'react';
import type { BoardSnapshot } from '../../../../shared/live/board-events.ts';
import { formatMoment, formatMoney } from '../../format.ts';
import { usePolled } from '../../live/use-polled.ts';
import { locale } from '../../texts.ts';
import { fetchBookingHistory, fetchStayTimeline } from './api.ts';
import { type Entry, entriesOf } from './entries.ts';
import { words } from './words.ts';

/** So many lines are shown until somebody wants all of them. */
const shownFirst = 6;

interface TimelineProps {
  lot: BoardSnapshot['lot'];
  bookingId: string | null;
  sessionId: string | null;
  now: number;
  /** Read again whenever this moves. */
  version: number | string;
}

/** What was seen, done and charged at a slot, as far as the booking and the stay that are there now go. */
export function HistoryTimeline({ lot, bookingId, sessionId, now, version }: TimelineProps) {
  const read = async () => {
    if (sessionId !== null) {
      const stay = await fetchStayTimeline(sessionId);
      return entriesOf(stay, stay.booking?.createdAt ?? null);
    }
    if (bookingId === null) return [];
    const history = await fetchBookingHistory(bookingId);
    return entriesOf(history, history.createdAt);
  };
  const { value: entries } = usePolled<Entry[]>(read, `${bookingId} ${sessionId} ${version}`, 60_000);
  const [showsAll, setAll] = useState(false);
  if (entries === null) return <Skeleton height="6rem" role="status" aria-label={words.loading} />;
  if (entries.length === 0) return <Text c="dimmed">{words.empty}</Text>;
  const shown = showsAll ? entries : entries.slice(0, shownFirst);
  const moment = (at: string) => formatMoment(at, now, lot.timeZone, locale);
  return (
    <>
      <Timeline active={shown.length} bulletSize={14} lineWidth={2} data-testid="timeline">
        {shown.map((entry) => (
          <Timeline.Item key={entry.id} title={titleOf(entry)} data-kind={entry.kind}>
            <Text size="sm" c="dimmed" className="pw-number">
              {[moment(entry.at), ...detailsOf(entry, lot.currency, moment)].join(' · ')}
            </Text>
          </Timeline.Item>
        ))}
      </Timeline>
      {shown.length < entries.length && (
        <Button variant="subtle" size="compact-sm" mt="xs" onClick={() => setAll(true)}>
          {words.all(entries.length)}
        </Button>
      )}
    </>
  );
}

function titleOf(entry: Entry): string {
  switch (entry.kind) {
    case 'booked':
      return words.changes['booking.create'] ?? '';
    case 'change':
      return words.changes[entry.change.action] ?? entry.change.action;
    case 'seen':
      return words.seen[entry.seen.type] ?? entry.seen.type;
    case 'money':
      return words.money[entry.transfer.kind] ?? entry.transfer.kind;
    case 'silence':
      return words.silence;
  }
}

function detailsOf(entry: Entry, currency: string, moment: (at: string) => string): string[] {
  switch (entry.kind) {
    case 'booked':
      return [words.by.driver];
    case 'change': {
      const { by, before, after } = entry.change;
      const who = by === 'driver' || by === 'system' ? words.by[by] : words.by.staff;
      const end = after && after.endsAt !== before?.endsAt ? [words.until(moment(after.endsAt))] : [];
      return [who, ...(after && after.slot !== before?.slot ? [words.onSlot(after.slot)] : []), ...end];
    }
    case 'seen': {
      const { source, occurredAt, receivedAt, status } = entry.seen;
      const isLate = occurredAt !== null && Date.parse(receivedAt) - Date.parse(occurredAt) > 60_000;
      return [
        source === 'staff' ? words.byHand : words.bySensor(source.replace(/^snapshot:/, '')),
        ...(isLate ? [words.late(moment(receivedAt))] : []),
        ...(status === 'applied' ? [] : [words.ignored]),
      ];
    }
    case 'money':
      return [formatMoney(Math.abs(entry.transfer.amountMinor), currency, locale)];
    case 'silence':
      return [entry.until === null ? words.stillSilent : words.silentUntil(moment(entry.until))];
  }
}
