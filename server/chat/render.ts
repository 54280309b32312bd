import { type Phrasing, phrasingFor, plain, yesNo } from './phrasing.ts';
import { type Advice, renderAdvice } from './render-advice.ts';
import { renderBookingReply, withAhead } from './render-booking.ts';
import { renderDialogue } from './render-dialogue.ts';
import { renderEvidence } from './render-evidence.ts';
import { renderHandover } from './render-handover.ts';
import { othersOf, renderLanguage } from './render-language.ts';
import { exampleOf, freeOf, lotsOf, renderHistory, renderSlots } from './render-lists.ts';
import { type Notification, renderNotification } from './render-notification.ts';
import { type Queueing, type Reminding, renderQueueing, renderReminding } from './render-queueing.ts';
import { renderWallet } from './render-wallet.ts';
import type { Reply, ReplyContext } from './reply.ts';
import { renderStaff } from './staff/render-staff.ts';
import { isForStaff } from './staff/staff-reply.ts';
import type { WalletReply } from './wallet-reply.ts';

/** What WhatsApp takes in one message through every provider. */
export const LONGEST_REPLY = 1600;

/** Puts an outcome into words. The same reply and context always give the same text. */
export function render(reply: Reply, context: ReplyContext): string {
  const text = renderReply(reply, phrasingFor(context), context);
  return text.length <= LONGEST_REPLY ? text : `${text.slice(0, LONGEST_REPLY - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

function renderReply(reply: Reply, p: Phrasing, context: ReplyContext): string {
  if (isForStaff(reply)) return renderStaff(reply, p);
  const { say } = p;
  switch (reply.kind) {
    case 'menu':
      return say('menu', { lot: plain(reply.lotName), ...p.welcome(reply.welcome), others: othersOf(context) });
    case 'lot-chosen':
      return say('lot-chosen', { lot: plain(reply.lotName), ...p.welcome(reply.welcome) });
    case 'help': {
      const paysByLink = yesNo(reply.paysByLink === true);
      return say('help', { lot: plain(reply.lotName), paysByLink, others: othersOf(context) });
    }
    case 'unknown-text':
      return say(reply.kind, { lot: plain(reply.lotName) });
    case 'did-you-mean':
      return say('did-you-mean', {
        command: plain(reply.command),
        namesTime: yesNo(reply.namesTime),
        isSeveral: yesNo(reply.commands !== undefined),
        commands: p.list((reply.commands ?? []).map((command) => say('command-word', { command: plain(command) }))),
      });
    case 'slots':
      return renderSlots(reply, p);
    case 'which-slot':
      return say(`which-slot.${reply.purpose}`, freeOf(reply.free, p));
    case 'which-lot':
      return say('which-lot', lotsOf(reply.lots, p));
    case 'lot-unknown':
      return say('lot-unknown', { asked: plain(reply.asked, 20), count: reply.lots.length, ...lotsOf(reply.lots, p) });
    case 'booked':
      return say('booked', {
        slot: plain(reply.slot),
        lot: plain(reply.lotName),
        isLater: yesNo(reply.startsAt > (context.now ?? reply.startsAt)),
        span: p.span(reply.startsAt, reply.endsAt),
        ...heldOf(reply, p),
        ...p.rate(reply.ratePerHourMinor),
        hasDeposit: yesNo((reply.depositMinor ?? 0) > 0),
        deposit: p.money(reply.depositMinor ?? 0),
        ...p.welcome(reply.welcome),
      });
    case 'slot-unknown':
      return say('slot-unknown', {
        asked: plain(reply.asked, 20),
        codes: p.codes(reply.slots),
        count: reply.slots.length,
        example: exampleOf(reply.slots),
      });
    case 'slot-taken':
    case 'slot-has-car':
      return say(reply.kind, { slot: plain(reply.slot), ...freeOf(reply.free, p) });
    case 'slot-not-offered':
      return say('slot-not-offered', { slot: plain(reply.slot), reason: reply.reason, ...freeOf(reply.free, p) });
    case 'balance-too-low':
    case 'low-balance':
      return say(reply.kind, {
        ...p.balance(reply.balanceMinor),
        needed: p.money(reply.neededMinor),
        missing: p.money(Math.max(0, reply.neededMinor - reply.balanceMinor)),
      });
    case 'too-many-no-shows':
      return say('too-many-no-shows', { count: reply.count, until: p.moment(reply.until) });
    case 'parked':
      return say('parked', {
        slot: plain(reply.slot),
        since: p.moment(reply.since),
        cost: p.cost(reply.costMinor),
        reference: plain(reply.reference),
      });
    case 'already-parked':
    case 'no-car-there':
    case 'car-accounted-for':
    case 'cancel-too-late':
    case 'move-too-late':
    case 'left-still-seen':
      return say(reply.kind, { slot: plain(reply.slot) });
    case 'status-none':
      return withAhead(say('status-none', p.balance(reply.balanceMinor)), reply.ahead, p);
    case 'status-reserved':
      return withAhead(say('status-reserved', { slot: plain(reply.slot), ...heldOf(reply, p) }), reply.ahead, p);
    case 'status-active': {
      const text = say('status-active', {
        slot: plain(reply.slot),
        reference: plain(reply.reference),
        since: p.moment(reply.since),
        hasDuration: yesNo(context.now !== undefined),
        duration: context.now === undefined ? '' : p.duration((context.now - reply.since) / 1000),
        cost: p.cost(reply.costMinor),
        ...p.balance(reply.balanceMinor),
        endsAt: p.moment(reply.endsAt),
        overstay: yesNo(reply.overstay),
      });
      return withAhead(text, reply.ahead, p);
    }
    case 'balance':
      return say('balance', {
        ...p.balance(reply.balanceMinor),
        hasPromo: yesNo(reply.promoMinor > 0),
        promo: p.money(reply.promoMinor),
      });
    case 'reference-unknown':
      return say('reference-unknown', { reference: plain(reply.reference, 20) });
    case 'history':
      return renderHistory(reply.lines, context);
    case 'not-me-done':
      return say('not-me-done', {
        slot: plain(reply.slot),
        isHeld: yesNo(reply.holdUntil !== null),
        holdUntil: p.moment(reply.holdUntil ?? 0),
      });
    case 'not-me-returned':
      return say('not-me-returned', {
        slot: plain(reply.slot),
        span: p.span(reply.from, reply.to),
        isCharged: yesNo(reply.returnedMinor > 0),
        returned: p.money(reply.returnedMinor),
        isHeld: yesNo(reply.holdUntil !== null),
        holdUntil: p.moment(reply.holdUntil ?? reply.to),
        ...p.balance(reply.balanceMinor),
      });
    case 'not-me-limit':
      return say('not-me-limit', { slot: plain(reply.slot), count: reply.count, days: reply.days });
    case 'left-done':
      return say('left-done', {
        slot: plain(reply.slot),
        duration: p.duration(reply.durationSeconds),
        isCharged: yesNo(reply.amountMinor > 0),
        charge: p.money(reply.amountMinor),
        ...p.balance(reply.balanceMinor),
      });
    case 'text-too-long':
      return say('text-too-long', { limit: reply.limit });
    case 'declined':
    case 'nothing-to-confirm':
    case 'no-lot':
    case 'tariff-missing':
    case 'driver-blocked':
    case 'nothing-to-cancel':
    case 'nothing-to-change':
    case 'not-me-nothing':
    case 'left-nothing':
    case 'no-text':
    case 'too-many-messages':
    case 'try-again':
      return say(reply.kind);
    case 'window-taken':
    case 'window-refused':
    case 'bookings-overlap':
    case 'too-many-bookings':
    case 'cancelled':
    case 'cancel-asked':
    case 'how-long':
    case 'booking-changed':
    case 'extend-blocked':
      return renderBookingReply(reply, p);
    case 'why':
    case 'why-fee':
    case 'why-nothing':
    case 'dispute-opened':
    case 'dispute-refunded':
    case 'dispute-already':
    case 'dispute-noted':
    case 'dispute-too-many':
    case 'dispute-not-over':
    case 'dispute-nothing':
      return renderEvidence(reply, p);
    case 'ask':
    case 'booking-summary':
    case 'dialogue-help':
    case 'dialogue-left':
    case 'still-asking':
    case 'started-afresh':
    case 'bot-again':
    case 'not-an-answer':
    case 'menu-page':
    case 'availability':
    case 'availability-days':
    case 'upcoming':
    case 'hours':
    case 'faq':
    case 'person':
    case 'problem-asked':
    case 'problem-noted':
    case 'problem-list':
    case 'problem-changed':
    case 'nearest-lots':
    case 'silence':
    case 'media-unread':
      return renderDialogue(reply, p, (within) => renderReply(within, p, context));
    case 'handed-over':
    case 'handed-back':
    case 'handover-lapsed':
      return renderHandover(reply, p);
    case 'language-set':
    case 'which-language':
      return renderLanguage(reply, p, context);
    default:
      return renderOther(reply, p);
  }
}

function renderOther(reply: Advice | Notification | Queueing | Reminding | WalletReply, p: Phrasing): string {
  switch (reply.kind) {
    case 'waiting':
    case 'wait-needless':
    case 'wait-has-slot':
    case 'wait-left':
    case 'wait-not-in-line':
    case 'status-waiting':
    case 'wait-offer':
    case 'wait-lapsed':
    case 'wait-dropped':
      return renderQueueing(reply, p);
    case 'day-before':
    case 'before-start':
    case 'before-end':
    case 'no-show-warning':
    case 'follow-up':
      return renderReminding(reply, p);
    case 'car-detected':
    case 'bill':
    case 'bill-corrected':
    case 'dispute-decided':
    case 'no-show':
    case 'booking-withdrawn':
    case 'arrival-late-revived':
    case 'arrival-late-lost':
    case 'booking-moved':
    case 'slot-unavailable':
    case 'booking-unused':
      return renderNotification(reply, p);
    case 'top-up':
    case 'top-up-link-follows':
    case 'top-up-link-failed':
    case 'top-up-amount':
    case 'top-up-too-often':
    case 'top-up-link':
    case 'top-up-receipt':
    case 'refunded':
    case 'low-while-parked':
    case 'receipt':
      return renderWallet(reply, p);
    default:
      return renderAdvice(reply, p);
  }
}

function heldOf(held: { reference: string; holdUntil: number; endsAt: number }, p: Phrasing) {
  return {
    reference: plain(held.reference),
    holdUntil: p.moment(held.holdUntil),
    endsAt: p.moment(held.endsAt),
    isHeldToEnd: yesNo(held.holdUntil >= held.endsAt),
  };
}
