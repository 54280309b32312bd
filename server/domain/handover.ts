/** A conversation that a person answers instead of Parkwire. Times in ms since the epoch. */
export interface Handover {
  readonly id: string;
  readonly driverId: string;
  /** Where the driver was when it began; null where several lots are possible. */
  readonly lotId: string | null;
  readonly openedBy: 'driver' | 'staff';
  readonly openedAt: number;
  /** The driver wrote last, or asked for a person, and has no answer yet. */
  readonly isWaiting: boolean;
  /** When the driver wrote last, the words that asked for a person included. */
  readonly heardAt: number;
  /** When staff wrote last; null where nobody has. */
  readonly answeredAt: number | null;
  /** Who of the staff sees to it. */
  readonly takenBy: string | null;
  readonly closedAt: number | null;
  readonly closedBy: 'driver' | 'staff' | 'time' | null;
}

/**
 * A conversation in which nobody says anything for so long goes back to Parkwire. An hour less than the day for which
 * WhatsApp lets us write freely after the driver's last words, so that the driver can still be told.
 */
export const HANDOVER_LAPSE_MS = 23 * 3_600_000;

/** The last word of either side. */
export function lastWordAt({ heardAt, answeredAt }: Handover): number {
  return Math.max(heardAt, answeredAt ?? 0);
}

export function hasLapsed(handover: Handover, now: number): boolean {
  return handover.closedAt === null && now - lastWordAt(handover) >= HANDOVER_LAPSE_MS;
}
