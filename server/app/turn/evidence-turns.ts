import { reasonMark } from '../../chat/choices.ts';
import type { DisputedStay, WhyLine, WhySight } from '../../chat/evidence-reply.ts';
import { reasonIn } from '../../chat/reason.ts';
import type { Reply } from '../../chat/reply.ts';
import type { Dispute } from '../../domain/dispute.ts';
import type { Lot } from '../../domain/lot.ts';
import type { ParkingSession } from '../../domain/parking-session.ts';
import { addWords, openDispute } from '../dispute-bill.ts';
import type { Client, DriverDesk } from '../driver-desk.ts';
import type { TimelineObservation } from '../slot-evidence.ts';
import { type StayTimeline, type TimelineLine, timelineOf } from '../stay-timeline.ts';
import { feeSince, whyFee } from './why-fee.ts';

/** What the turns answer that are about the evidence behind a bill. */

/** A reply about a stay, and the lot whose currency and time it is told in; none where there is no stay. */
export interface StayAnswer {
  readonly reply: Reply;
  readonly about: Lot | undefined;
}

/** The bill of the driver's stay, the running one or the last, and what each line rests on; or a fee that came after it. */
export async function whyTurn(desk: DriverDesk, client: Client): Promise<StayAnswer> {
  const running = desk.session(client.driver.id);
  const session = running ?? (await lastStay(desk, client));
  const fee = running ? null : await feeSince(desk, client.driver.id, session?.endedAt ?? 0);
  if (fee) return { reply: await whyFee(desk, fee), about: desk.book.find(fee.lotId) };
  if (!session) return { reply: { kind: 'why-nothing' }, about: undefined };
  return { reply: await whyReply(desk, session), about: desk.book.find(session.lotId) };
}

async function whyReply(desk: DriverDesk, session: ParkingSession): Promise<Reply> {
  const timeline = await timelineOf(desk.tx, desk.book, session, desk.now);
  const { bill, booking, slotCode, transfers, refundedMinor, dispute } = timeline;
  return {
    kind: 'why',
    slot: slotCode,
    reference: booking?.reference ?? null,
    from: session.startedAt,
    to: session.endedAt,
    amountMinor: bill?.amountMinor ?? null,
    refundedMinor,
    lines: (bill?.lines ?? []).map((line) => lineOf(timeline, line)),
    came: cameOf(timeline),
    left: leftOf(timeline),
    silentSince: timeline.gaps.find(({ to }) => to === null)?.from ?? null,
    // A bill of nothing has no transfer that could be reversed.
    isCorrected:
      session.toldMinor !== null ||
      transfers.some(({ kind, sessionId }) => kind === 'reversal' && sessionId === session.id),
    dispute: dispute && { number: dispute.number, state: dispute.state },
  };
}

/** An answer about a case; `pending` where what is wrong with the bill may follow. */
export interface DisputeAnswer extends StayAnswer {
  readonly pending: string | null;
}

export async function disputeTurn(
  desk: DriverDesk,
  client: Client,
  words: string,
  reference: string | null,
): Promise<DisputeAnswer> {
  const session =
    reference === null
      ? ((await lastStay(desk, client)) ?? desk.session(client.driver.id))
      : await stayOf(desk, client, reference);
  if (reference !== null && session === undefined)
    return { reply: { kind: 'reference-unknown', reference }, about: undefined, pending: null };
  const outcome = await openDispute(desk, session ?? null, words, 'driver');
  const reason = reasonIn(words, reference);
  if (!outcome.ok && outcome.code === 'already-disputed') return addedTo(desk, outcome.dispute, reason);
  const about = desk.book.find(session?.lotId ?? null);
  const answer = (reply: Reply): DisputeAnswer => ({ reply, about, pending: null });
  if (!outcome.ok) {
    if (outcome.code === 'too-many-disputes') return answer({ kind: 'dispute-too-many', limit: outcome.limit });
    return answer({ kind: outcome.code === 'stay-not-over' ? 'dispute-not-over' : 'dispute-nothing' });
  }
  const { dispute, balanceMinor } = outcome;
  const { amountMinor } = dispute;
  const stay = await disputedStay(desk, dispute);
  if (dispute.state === 'open') {
    const asksReason = reason === '';
    const reply = { kind: 'dispute-opened', ...stay, amountMinor, asksReason } as const;
    return { reply, about, pending: asksReason ? reasonMark(dispute.id) : null };
  }
  desk.noteBalance(client.driver.id, dispute.currency, balanceMinor);
  return answer({ kind: 'dispute-refunded', ...stay, amountMinor, balanceMinor });
}

/** What is wrong with the bill, said after the case was opened without it. Without words nothing is added. */
export async function reasonTurn(
  desk: DriverDesk,
  client: Client,
  disputeId: string,
  reason: string,
): Promise<DisputeAnswer> {
  const dispute = await desk.tx.disputes.lockById(disputeId);
  if (dispute?.driverId !== client.driver.id)
    return { reply: { kind: 'dispute-nothing' }, about: undefined, pending: null };
  const answer = await addedTo(desk, dispute, reason);
  return reason === '' ? { ...answer, pending: null } : answer;
}

/** The driver's words in an open case; without any they are asked for. A decided case stays as it is. */
async function addedTo(desk: DriverDesk, known: Dispute, reason: string): Promise<DisputeAnswer> {
  const dispute = (reason === '' ? null : await addWords(desk, known.id, reason)) ?? known;
  const stay = await disputedStay(desk, dispute);
  const about = desk.book.find(dispute.lotId);
  const { state } = dispute;
  if (state === 'open' && reason !== '') {
    const isCut = !dispute.words.endsWith(reason);
    return { reply: { kind: 'dispute-noted', ...stay, isCut }, about, pending: null };
  }
  const asksReason = state === 'open';
  const pending = asksReason ? reasonMark(dispute.id) : null;
  return { reply: { kind: 'dispute-already', ...stay, state, asksReason }, about, pending };
}

async function disputedStay(desk: DriverDesk, { number, sessionId, openedAt }: Dispute): Promise<DisputedStay> {
  const [session] = await desk.tx.sessions.byIds([sessionId]);
  return { number, slot: session ? await desk.codeOf(session.slotId) : '', from: session?.startedAt ?? openedAt };
}

async function lastStay(desk: DriverDesk, client: Client): Promise<ParkingSession | null> {
  const stays = await desk.tx.sessions.ofDriver(client.driver.id, 2);
  return stays.find(({ endedAt }) => endedAt !== null) ?? null;
}

/** The last stay of a booking of the driver's; undefined where there is no such booking. */
async function stayOf(desk: DriverDesk, client: Client, reference: string): Promise<ParkingSession | null | undefined> {
  const bookings = await desk.tx.bookings.list({ driverId: client.driver.id, limit: 200 });
  const booking = bookings.find((one) => one.reference === reference);
  if (!booking) return undefined;
  const stays = await desk.tx.sessions.byIds(await desk.tx.evidence.sessionsOf(booking.id));
  return stays.sort((a, b) => b.startedAt - a.startedAt)[0] ?? null;
}

/** A line of the bill, with what its amount is made of and what is particular about its evidence. */
function lineOf({ observations, controllers }: StayTimeline, line: TimelineLine): WhyLine {
  const { kind, name, from, to, amountMinor, increments, incrementSeconds, ratePerHourMinor, evidence } = line;
  const isTime = increments !== null && incrementSeconds !== null && ratePerHourMinor !== null;
  const isOfStay = kind === 'time' || kind === 'flat' || kind === 'free' || kind === 'grace';
  const checks = observations.filter(({ source, type }) => source === 'staff' && type === 'checked');
  return {
    ...{ kind, name, from, to, amountMinor },
    sold: isTime ? { increments, incrementSeconds, ratePerHourMinor } : null,
    isChecked: isOfStay && checks.some(({ id }) => evidence.includes(id)),
    isOutOfTouch:
      isOfStay &&
      controllers.some((span) => span.status !== 'online' && span.from < to && (span.to === null || span.to > from)),
  };
}

/** Who saw the car come, and when we learned of it; null where nobody did. */
function cameOf({ observations, session }: StayTimeline): WhySight | null {
  const found = observations.find(({ type, status }) => type === 'occupied' && status === 'applied');
  if (!found) return null;
  return { by: sourceOf(found), at: session.startedAt, learnedAt: found.receivedAt, isInitial: found.initial };
}

/** Who saw the car leave; null where it was not seen and the stay ends at its last supported moment. */
function leftOf({ observations, session }: StayTimeline): WhySight | null {
  const { endedAt: at, endFoundBy, endReason } = session;
  if (at === null || endFoundBy === 'supported') return null;
  if (endReason === 'driver') return { by: 'driver', at, learnedAt: at, isInitial: false };
  const found = observations.findLast(
    ({ type, status, initial }) => type === 'vacated' && status === 'applied' && !initial,
  );
  return found ? { by: sourceOf(found), at, learnedAt: found.receivedAt, isInitial: false } : null;
}

function sourceOf({ source }: TimelineObservation): WhySight['by'] {
  return source === 'staff' ? 'attendant' : 'sensor';
}
