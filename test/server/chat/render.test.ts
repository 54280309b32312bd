import { expect } from 'chai';
import fc from 'fast-check';
import { interpret } from '../../../server/chat/grammar.ts';
import { readOneLine } from '../../../server/chat/one-line.ts';
import { plain } from '../../../server/chat/phrasing.ts';
import { LONGEST_REPLY, render } from '../../../server/chat/render.ts';
import type { Reply, ReplyContext } from '../../../server/chat/reply.ts';
import { readStaffText } from '../../../server/chat/staff/staff-grammar.ts';
import { isForStaff } from '../../../server/chat/staff/staff-reply.ts';
import { ALL_SAMPLES, CONTEXT, NOW, SAMPLES } from './samples.ts';

const HOUR = 3_600_000;
/** What the samples of staff name in bold that is no command, and patterns of commands. */
const STAFF_NAMES = new Set(['meera', 'North', 'C', 'D', 'who', 'topup +91… 20', 'board LOT']);
const say = (reply: Reply, context: Partial<ReplyContext> = {}) => render(reply, { ...CONTEXT, ...context });

describe('chat replies', () => {
  for (const [kind, samples] of Object.entries(SAMPLES)) {
    it(`${kind}: complete, short, and with a next step`, () => {
      expect(samples).to.not.be.empty;
      for (const sample of samples) {
        for (const now of [{ now: NOW }, {}]) {
          const { now: _now, ...timeless } = CONTEXT;
          const text = render(sample, { ...timeless, ...now });
          expect(text).to.not.match(/[{}]|undefined|NaN|null|\[object| {2}|\s$|^\s|Invalid/);
          // Staff work by short words, and know what comes next.
          expect(text.length).to.be.within(isForStaff(sample) ? 5 : 20, LONGEST_REPLY);
          if (isForStaff(sample)) continue;
          expect(text, 'what to do next').to.match(/\*[a-z ]+[A-Z0-9-]*\*|attendant|drive away|Arrive/i);
        }
      }
    });
  }

  it('names only commands that the grammar understands', () => {
    const known = { slots: ['A', 'B', 'C', 'D'], lots: ['main', 'north-2'] };
    const names = new Set(['Main', 'A', 'B', 'main', 'north-2', 'North, level 2', 'Where is the entrance?']);
    // What people read out of a case is no command.
    const isNumber = /^PR-/;
    for (const sample of ALL_SAMPLES) {
      for (const [, command] of render(sample, CONTEXT).matchAll(/\*([^*\n]+)\*/g)) {
        if (names.has(command!) || isNumber.test(command!) || readOneLine(command!, known, 0, [])) continue;
        if (isForStaff(sample) && (STAFF_NAMES.has(command!) || readStaffText(command!, known.lots))) continue;
        expect(interpret(command!, known).kind, command).to.not.be.oneOf(['unknown', 'near-miss']);
      }
    }
  });

  it('tells a booking as the design does', () => {
    expect(say(SAMPLES.booked[0]!)).to.equal(
      '✅ *A* is yours at Main. Ref PW-7K3M9Q.\nIt is held for you until 22:30 today.\n' +
        'Billing starts when your car is seen: $2.00 an hour. Changed your mind? Send *cancel*.',
    );
  });

  it('chooses plural forms', () => {
    expect(say(SAMPLES['too-many-no-shows'][0]!)).to.include('3 bookings of yours were');
    expect(say(SAMPLES['too-many-no-shows'][1]!)).to.include('1 booking of yours was ');
    expect(say(SAMPLES['which-slot'][1]!)).to.include('One slot is free: B.');
    expect(say(SAMPLES.slots[1]!)).to.include('to take it.');
    expect(say(SAMPLES.slots[2]!)).to.include('to take one.');
  });

  it('counts what is taken and what is not offered, and never calls an unknown slot free', () => {
    const text = say(SAMPLES.slots[0]!);
    expect(text).to.include('🟢 2 free · 🔵 1 reserved · 🔴 2 taken · ⚪ 2 not in use').and.include('Free: A, D\n');
  });

  it('offers the waiting list wherever nothing is free', () => {
    const none = [SAMPLES.slots[3]!, SAMPLES['which-slot'][2]!, SAMPLES['slot-taken'][1]!, SAMPLES['slot-has-car'][1]!];
    for (const reply of none) expect(say(reply), reply.kind).to.include('*wait*');
    for (const reply of SAMPLES.help) expect(say(reply)).to.include('. *wait* – ');
    expect(say(SAMPLES.slots[0]!)).to.not.include('*wait*');
  });

  it('tells the welcome credit once it is there', () => {
    expect(say(SAMPLES.menu[1]!)).to.include('$100.00 of welcome credit');
    expect(say(SAMPLES.booked[1]!)).to.include('$100.00 of credit');
    expect(say(SAMPLES.booked[2]!)).to.not.include('Welcome');
  });
});

describe('chat replies: amounts', () => {
  const balance = (balanceMinor: number, currency: string, locale = 'en') =>
    say({ kind: 'balance', balanceMinor, promoMinor: 0 }, { currency, locale }).replaceAll('\u00a0', ' ');

  it('knows the minor units of a currency', () => {
    expect(balance(1250, 'USD')).to.include('Balance $12.50.');
    expect(balance(1250, 'JPY')).to.include('Balance ¥1,250.');
    expect(balance(1250, 'KWD')).to.include('Balance KWD 1.250.');
    expect(balance(12_345_600, 'INR', 'en-IN')).to.include('Balance ₹1,23,456.00.');
    expect(balance(0, 'USD')).to.include('Balance $0.00.');
  });

  it('says that a negative balance is owed', () => {
    expect(balance(-300, 'USD')).to.include('You owe $3.00.').and.not.include('-');
    expect(say(SAMPLES['balance-too-low'][1]!)).to.include('You owe $2.50').and.include('$3.50 or more');
  });

  it('falls back to English for a language it has not, and for nonsense', () => {
    for (const locale of ['fr', 'xx-YY', '', 'en-!!', '__proto__', 'constructor'])
      expect(balance(1250, 'USD', locale), locale).to.include('Balance $12.50.');
  });
});

describe('chat replies: times', () => {
  const until = (holdUntil: number, context: Partial<ReplyContext>) =>
    say(
      { kind: 'status-reserved', slot: 'A', reference: 'PW-7K3M9Q', holdUntil, endsAt: holdUntil, ahead: [] },
      context,
    );

  it('uses the zone of the lot, also for what is today', () => {
    expect(until(NOW + 12 * HOUR, { timeZone: 'Asia/Kolkata' })).to.include('before 04:00 tomorrow.');
    expect(until(NOW + 12 * HOUR, { timeZone: 'America/New_York' })).to.include('before 17:30 today.');
    expect(until(NOW + 72 * HOUR, { timeZone: 'UTC' })).to.include('before 10:30 on Tue 24 Nov.');
    expect(until(Date.UTC(2026, 10, 22), { timeZone: 'UTC' })).to.include('before 00:00 tomorrow.');
  });

  it('keeps to the calendar when the clocks change', () => {
    const timeZone = 'America/New_York';
    // 8 March 2026 lasts 23 hours there, 1 November 25.
    expect(until(Date.UTC(2026, 2, 8, 6, 59), { timeZone, now: Date.UTC(2026, 2, 8, 5) })).to.include('01:59 today');
    expect(until(Date.UTC(2026, 2, 8, 7, 0), { timeZone, now: Date.UTC(2026, 2, 8, 5) })).to.include('03:00 today');
    expect(until(Date.UTC(2026, 2, 9, 3, 59), { timeZone, now: Date.UTC(2026, 2, 8, 5) })).to.include('23:59 today');
    expect(until(Date.UTC(2026, 2, 9, 4, 0), { timeZone, now: Date.UTC(2026, 2, 8, 5) })).to.include('00:00 tomorrow');
    expect(until(Date.UTC(2026, 10, 2, 4, 59), { timeZone, now: Date.UTC(2026, 10, 1, 4) })).to.include('23:59 today');
    expect(until(Date.UTC(2026, 10, 2, 5, 0), { timeZone, now: Date.UTC(2026, 10, 1, 4) })).to.include(
      '00:00 tomorrow',
    );
  });

  it('does not guess what is today when it is not told the time', () => {
    const { now: _now, ...timeless } = CONTEXT;
    const text = render(SAMPLES['status-active'][0]!, timeless);
    expect(text).to.include('since 09:10 on Sat 21 Nov. Ref').and.not.include('today');
  });

  it('puts durations as people do', () => {
    const left = (durationSeconds: number) =>
      say({ kind: 'left-done', slot: 'A', durationSeconds, amountMinor: 0, balanceMinor: 0 });
    const cases: [number, string][] = [
      [0, '0 s'],
      [45, '45 s'],
      [59.9, '59 s'],
      [60, '1 min'],
      [3599, '59 min'],
      [3600, '1 h'],
      [4800, '1 h 20 min'],
      [86_399, '23 h 59 min'],
      [86_400, '1 d'],
      [93_600, '1 d 2 h'],
      [-5, '0 s'],
    ];
    for (const [seconds, text] of cases) expect(left(seconds)).to.include(`closed: ${text}, no charge`);
  });

  it('tells a stay over midnight with both days', () => {
    expect(say(SAMPLES.bill[0]!)).to.include('09:10 – 10:30 today (1 h 20 min)');
    expect(say(SAMPLES.bill[2]!)).to.include('08:30 on Fri 20 Nov – 10:30 today (1 d 2 h)');
  });
});

describe('chat replies: hostile input', () => {
  it('inserts names and typed words as text', () => {
    for (const evil of [
      '{slot}',
      '{n, plural, other {x}}',
      '*bold*',
      '_it_\n*book A*',
      '```x```',
      '<b>x</b>',
      '%s',
      "'{'",
      '\u202eevil',
      '\u0000',
      '\ud800',
    ]) {
      for (const text of [
        say({ kind: 'slot-unknown', asked: evil, slots: ['A'] }),
        say({ kind: 'lot-unknown', asked: evil, lots: [{ code: 'main', name: evil }] }),
        say({ kind: 'menu', lotName: evil, welcome: null }),
      ]) {
        expect(text).to.not.match(/undefined|_it_|`|\u202e|\*\*\*/);
        expect(text.split('*').length % 2, text).to.equal(1);
      }
    }
    expect(say({ kind: 'slot-unknown', asked: '{slot}', slots: ['A'] })).to.include('“{slot}”');
    expect(plain('a\n*b*')).to.equal('a b');
  });

  it('fits one message whatever there is to list', () => {
    const name = 'N'.repeat(5000);
    const codes = Array.from({ length: 500 }, (_, i) => `SLOT${String(i).padStart(4, '0')}`);
    const slots = codes.map((code) => ({ code, state: 'free' as const }));
    const lots = codes.map((code) => ({ code, name }));
    const line = {
      slot: 'SLOT0001',
      reference: 'PW-7K3M9Q',
      outcome: 'completed' as const,
      at: NOW,
      durationSeconds: 93_600,
      amountMinor: 123_456_789,
      currency: 'USD',
    };
    const replies: Reply[] = [
      { kind: 'slots', lotName: name, slots, ratePerHourMinor: 200 },
      { kind: 'which-slot', purpose: 'book', free: codes },
      { kind: 'slot-unknown', asked: name, slots: codes },
      { kind: 'slot-taken', slot: 'A', free: codes },
      { kind: 'which-lot', lots },
      { kind: 'lot-unknown', asked: name, lots },
      { kind: 'history', lines: Array.from({ length: 500 }, () => line) },
      { kind: 'help', lotName: '😀'.repeat(3000) },
    ];
    for (const reply of replies) {
      expect(say(reply, { locale: 'hi' }), 'in Hindi').to.match(/[.!।]$|\*$|और$/);
      const text = say(reply);
      expect(text.length, reply.kind).to.be.at.most(LONGEST_REPLY);
      expect(text, 'nothing was cut off').to.match(/[.!।]$|\*$|more$/);
    }
    expect(say(replies[0]!)).to.match(/ and 4\d\d more\n/);
  });

  it('never breaks on any strings and numbers', () => {
    const text = fc.string({ unit: 'binary', maxLength: 50 });
    const amount = fc.integer({ min: -1e12, max: 1e12 });
    const reply: fc.Arbitrary<Reply> = fc.oneof(
      fc.record({ kind: fc.constant('slot-unknown' as const), asked: text, slots: fc.array(text) }),
      fc.record({ kind: fc.constant('balance' as const), balanceMinor: amount, promoMinor: amount }),
      fc.record({ kind: fc.constant('did-you-mean' as const), command: text, namesTime: fc.boolean() }),
      fc.record({
        kind: fc.constant('bill' as const),
        slot: text,
        from: fc.integer({ min: 0, max: 4e12 }),
        to: fc.integer({ min: 0, max: 4e12 }),
        durationSeconds: fc.nat(),
        amountMinor: amount,
        refundedMinor: amount,
        balanceMinor: amount,
      }),
    );
    const zone = fc.constantFrom('UTC', 'Asia/Kolkata', 'Pacific/Apia', 'America/St_Johns', 'Australia/Lord_Howe');
    fc.assert(
      fc.property(reply, zone, (one, timeZone) => {
        const rendered = say(one, { timeZone });
        expect(rendered.length).to.be.at.most(LONGEST_REPLY);
        expect(rendered).to.not.match(/NaN|Invalid/);
      }),
    );
  });
});
