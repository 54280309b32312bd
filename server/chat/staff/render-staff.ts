import { MOST_LINES, type Phrasing, plain, yesNo } from '../phrasing.ts';
import type { StaffReply, StaffSlot } from './staff-reply.ts';

const MOST_WORDS = 200;

/** What staff are told, in words. */
export function renderStaff(reply: StaffReply, p: Phrasing): string {
  const { say, money } = p;
  switch (reply.kind) {
    case 'staff-linked':
      return say(reply.kind, { login: plain(reply.login), mayAct: yesNo(reply.role !== 'viewer') });
    case 'staff-link-refused':
      return say(reply.kind, { isThrottled: yesNo(reply.isThrottled) });
    case 'staff-help':
      return say(reply.kind, {
        login: plain(reply.login),
        mayAct: yesNo(reply.mayAct),
        hasAlerts: yesNo(reply.hasAlerts),
      });
    case 'staff-board':
      return renderBoard(reply, p);
    case 'staff-slot':
      return slotLine(reply.slot, p);
    case 'staff-plate': {
      const lines = p.lines(
        reply.found.map((slot) => slotLine(slot, p)),
        MOST_LINES,
      );
      return say(reply.kind, { plate: plain(reply.plate), count: reply.found.length, lines });
    }
    case 'staff-slot-unknown':
      return say(reply.kind, { slot: plain(reply.slot), lot: plain(reply.lotName) });
    case 'staff-which-lot':
      return say(reply.kind, { lots: p.codes(reply.lots), example: plain(reply.example) });
    case 'staff-forbidden':
    case 'staff-dropped':
    case 'staff-number':
    case 'staff-amount-refused':
      return say(reply.kind);
    case 'staff-changed':
    case 'staff-in-needless':
    case 'staff-out':
    case 'staff-seen':
      return say(reply.kind, { slot: plain(reply.slot) });
    case 'staff-in': {
      const { code, driver } = reply.slot;
      return say(reply.kind, { slot: plain(code), hasDriver: yesNo(driver !== null), driver: plain(driver ?? '') });
    }
    case 'staff-nothing-there':
      return say(reply.kind, { slot: plain(reply.slot.code), state: stateOf(reply.slot.state) });
    case 'staff-cancelled':
      return say(reply.kind, { slot: plain(reply.slot), reference: plain(reply.reference) });
    case 'staff-ask-out':
    case 'staff-ask-cancel':
    case 'staff-ask-top-up':
      return renderQuestion(reply, p);
    case 'staff-topped-up': {
      const { driver, amountMinor, balanceMinor } = reply;
      return say(reply.kind, { driver: plain(driver), added: money(amountMinor), ...p.balance(balanceMinor) });
    }
    case 'staff-driver-unknown':
      return say(reply.kind, { phone: plain(reply.phone), isSeveral: yesNo(reply.isSeveral) });
    case 'staff-refused':
      return say(reply.kind, { code: reply.code });
    default:
      return renderAlert(reply, p);
  }
}

type Question = Extract<StaffReply, { kind: 'staff-ask-out' | 'staff-ask-cancel' | 'staff-ask-top-up' }>;

function renderQuestion(reply: Question, p: Phrasing): string {
  const { say, money } = p;
  if (reply.kind === 'staff-ask-top-up') {
    const { driver, phone, amountMinor, balanceMinor } = reply;
    const who = { driver: plain(driver), phone: plain(phone) };
    return say(reply.kind, { ...who, added: money(amountMinor), ...p.balance(balanceMinor) });
  }
  const { code, driver, stay } = reply.slot;
  const of = { slot: plain(code), driver: plain(driver ?? '') };
  if (reply.kind === 'staff-ask-cancel') return say(reply.kind, { ...of, reference: plain(reply.reference) });
  return say(reply.kind, {
    ...of,
    hasDriver: yesNo(driver !== null),
    since: p.moment(reply.since),
    cost: p.cost(stay?.costMinor ?? null),
  });
}

type Alert = Extract<
  StaffReply,
  {
    kind: `staff-alert-${string}` | 'staff-alerts' | 'staff-decided' | 'staff-which-alert' | 'staff-no-alert';
  }
>;

function renderAlert(reply: Alert, p: Phrasing): string {
  const { say, money } = p;
  switch (reply.kind) {
    case 'staff-alerts':
      return say(reply.kind, { isOn: yesNo(reply.isOn) });
    case 'staff-alert-cars': {
      const cars = reply.cars.map(({ slot, since }) =>
        say('staff-alert-cars.car', { slot: plain(slot), since: p.moment(since) }),
      );
      return say(reply.kind, { lot: plain(reply.lotName), count: cars.length, cars: some(cars, p) });
    }
    case 'staff-alert-controllers': {
      const { lotName, controllers } = reply;
      return say(reply.kind, { lot: plain(lotName), count: controllers.length, controllers: p.codes(controllers) });
    }
    case 'staff-alert-rollout':
      return say(reply.kind, { lot: plain(reply.lotName), controller: p.codes([reply.controller]) });
    case 'staff-alert-dispute':
      return say(reply.kind, {
        number: plain(reply.number),
        driver: plain(reply.driver),
        charge: money(reply.amountMinor),
        hasWords: yesNo(reply.words !== ''),
        words: plain(reply.words, MOST_WORDS),
      });
    case 'staff-decided':
      return say(reply.kind, {
        number: plain(reply.number),
        isRefunded: yesNo(reply.refundedMinor > 0),
        refunded: money(reply.refundedMinor),
      });
    case 'staff-which-alert':
      return say(reply.kind, {
        names: p.codes(reply.names),
        first: plain(reply.names[0] ?? ''),
        word: reply.word,
      });
    case 'staff-no-alert':
      return say(reply.kind, { word: reply.word });
    default: {
      const missing: never = reply;
      return missing;
    }
  }
}

/** As many as read well in one sentence. */
function some(items: readonly string[], p: Phrasing): string {
  const shown = p.list(items.slice(0, MOST_LINES));
  return items.length <= MOST_LINES ? shown : p.say('list.more', { items: shown, more: items.length - MOST_LINES });
}

function renderBoard(reply: Extract<StaffReply, { kind: 'staff-board' }>, p: Phrasing): string {
  const { lotName, groups, strange, over, lost } = reply;
  const lines = groups.map(({ state, codes }) =>
    p.say('staff-board.group', { state: stateOf(state), count: codes.length, codes: p.codes(codes) }),
  );
  return p.say('staff-board', {
    lot: plain(lotName),
    groups: lines.join('\n'),
    hasStrange: yesNo(strange.length > 0),
    strange: p.codes(strange),
    hasOver: yesNo(over.length > 0),
    over: p.codes(over),
    hasLost: yesNo(lost.length > 0),
    lost: p.codes(lost),
  });
}

function slotLine({ code, state, driver, phone, plate, stay, booking }: StaffSlot, p: Phrasing): string {
  return p.say('staff-slot', {
    slot: plain(code),
    state: stateOf(state),
    hasDriver: yesNo(driver !== null),
    driver: plain(driver ?? ''),
    hasPhone: yesNo(phone !== null),
    phone: plain(phone ?? ''),
    hasPlate: yesNo(plate !== null),
    plate: plain(plate ?? ''),
    hasStay: yesNo(stay !== null),
    since: p.moment(stay?.since ?? 0),
    cost: p.cost(stay?.costMinor ?? null),
    isOver: yesNo(stay?.isOver === true),
    hasBooking: yesNo(booking !== null),
    reference: plain(booking?.reference ?? ''),
    span: booking ? p.span(booking.startsAt, booking.endsAt) : '',
  });
}

/** ICU's choices are words without a dash. */
const stateOf = (state: StaffSlot['state']): string => state.replaceAll('-', '');
