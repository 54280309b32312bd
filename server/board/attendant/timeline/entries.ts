import type { BookingHistory } from '../../../../shared/http/evidence.ts';

/** One line of a timeline. `at` as ISO 8601. */
export type Entry =
  | { readonly kind: 'booked'; readonly at: string; readonly id: string }
  | {
      readonly kind: 'change';
      readonly at: string;
      readonly id: string;
      readonly change: BookingHistory['changes'][number];
    }
  | {
      readonly kind: 'seen';
      readonly at: string;
      readonly id: string;
      readonly seen: BookingHistory['observations'][number];
    }
  | {
      readonly kind: 'money';
      readonly at: string;
      readonly id: string;
      readonly transfer: BookingHistory['transfers'][number];
    }
  | { readonly kind: 'silence'; readonly at: string; readonly id: string; readonly until: string | null };

/** What is told of, as a booking's history and a stay's timeline both have it. */
export type Told = Pick<BookingHistory, 'changes' | 'observations' | 'controllers' | 'transfers'>;

/** Everything that is known of a slot's booking and stay as one list, the newest first. `bookedAt` as ISO 8601. */
export function entriesOf({ changes, observations, controllers, transfers }: Told, bookedAt: string | null): Entry[] {
  // Of what drivers book themselves the log of the staff has nothing.
  const isMade = changes.some(({ action }) => action === 'booking.create');
  const entries: Entry[] = [
    ...(bookedAt === null || isMade ? [] : [{ kind: 'booked', at: bookedAt, id: 'booked' } as const]),
    ...changes.map((change, index) => ({ kind: 'change', at: change.at, id: `change ${index}`, change }) as const),
    ...observations.map(
      (seen) => ({ kind: 'seen', at: seen.occurredAt ?? seen.receivedAt, id: `seen ${seen.id}`, seen }) as const,
    ),
    ...transfers.map(
      (transfer) => ({ kind: 'money', at: transfer.createdAt, id: `money ${transfer.id}`, transfer }) as const,
    ),
    // A controller that is there is what everybody expects.
    ...controllers
      .filter(({ status }) => status !== 'online')
      .map(({ from, to }, index) => ({ kind: 'silence', at: from, id: `silence ${index}`, until: to }) as const),
  ];
  return entries.sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
}
