import type { Pace, Paces } from './ports/message-sender.ts';

/** The generic cell rate algorithm: one number tells how much was sent, and whose turn is when. */
interface Lane {
  /** When what was taken so far would have gone out at the pace, without a burst. */
  usedUntil: number;
  heldUntil: number;
  /** The clock, when it was looked at last. */
  at: number;
}

/** So many drivers, and messages that wait, are remembered before the oldest are forgotten. */
const MOST = 20_000;

/**
 * Keeps messages to what a provider takes: so many from one number, so many to one driver. What comes in one burst goes out
 * in one burst, so nobody who asks waits; who is sent much waits for their own messages alone. What has to wait has a time of its
 * own, so that those who wait do not all come back at once. In memory: after a restart the provider itself says where it was too
 * much.
 */
export class Pacer {
  /** Of our own numbers, which are few. */
  private readonly numbers = new Map<string, Lane>();
  /** Who was written to last comes last. */
  private readonly recipients = new Map<string, Lane>();
  /** When each message that waits may go, and whether its number's turn is counted already. */
  private readonly places = new Map<string, { readonly due: number; readonly hasNumber: boolean }>();

  /** 0 where the message may go now, and then it counts; else how many ms it has to wait, and then that time is its own. */
  take(messageId: string, number: string, recipient: string, paces: Paces, now: number): number {
    const ofRecipient = laneOf(this.recipients, recipient, now);
    const ofNumber = laneOf(this.numbers, number, now);
    forgetOldest(this.recipients);
    const place = this.places.get(messageId);
    const holds = (lane: Lane): boolean => place !== undefined && place.due >= lane.heldUntil;
    if (place && place.due > now && holds(ofRecipient) && holds(ofNumber))
      return this.wait(messageId, place.due, place.hasNumber, now);
    // The driver's turn first: what waits for that takes nothing of the number, which others go by meanwhile.
    const due = holds(ofRecipient) ? now : turnOf(ofRecipient, paces.recipient, now);
    if (due > now) return this.wait(messageId, due, false, now);
    const isCounted = place?.hasNumber && holds(ofNumber);
    const dueOfNumber = isCounted ? now : turnOf(ofNumber, paces.number, now);
    if (dueOfNumber > now) return this.wait(messageId, dueOfNumber, true, now);
    this.places.delete(messageId);
    return 0;
  }

  private wait(messageId: string, due: number, hasNumber: boolean, now: number): number {
    this.places.delete(messageId);
    this.places.set(messageId, { due, hasNumber });
    forgetOldest(this.places);
    return due - now;
  }

  /** The provider has said itself that it is too much: nothing goes before then, and after it no burst. */
  hold(scope: 'number' | 'recipient', whose: string, pace: Pace, until: number): void {
    const lane = (scope === 'number' ? this.numbers : this.recipients).get(whose);
    if (!lane || until <= lane.heldUntil) return;
    lane.heldUntil = until;
    lane.usedUntil = Math.max(lane.usedUntil, until + (pace.burst - 1) * pace.everyMs);
  }
}

function laneOf(lanes: Map<string, Lane>, key: string, now: number): Lane {
  const lane = lanes.get(key) ?? { usedUntil: now, heldUntil: 0, at: now };
  // A clock that was set back gives nothing and takes nothing.
  const back = Math.max(0, lane.at - now);
  lane.usedUntil -= back;
  lane.at = now;
  lanes.delete(key);
  lanes.set(key, lane);
  return lane;
}

/** When the next message may go; it counts from now on. */
function turnOf(lane: Lane, { burst, everyMs }: Pace, now: number): number {
  const due = Math.max(now, lane.heldUntil, lane.usedUntil + (1 - burst) * everyMs);
  lane.usedUntil = Math.max(lane.usedUntil, now) + everyMs;
  return due;
}

function forgetOldest(known: Map<string, unknown>): void {
  if (known.size <= MOST) return;
  let left = MOST / 10;
  for (const key of known.keys()) {
    if (left-- <= 0) return;
    known.delete(key);
  }
}
