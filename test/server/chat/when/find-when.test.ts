import { expect } from 'chai';
import fc from 'fast-check';
import { findWhen, meantMinute, readDay, readLength, readTime } from '../../../../server/chat/when/read-when.ts';
import { resolveWhen } from '../../../../server/chat/when/resolve-when.ts';

const DAY = 86_400_000;
/** A Thursday, ten in the morning. */
const NOW = Date.UTC(2026, 10, 26, 10);
const TODAY = NOW / DAY - 10 / 24;
const PLACE = { now: NOW, timeZone: 'UTC', openingHours: null };

const clock = (time?: { minuteOfDay: number; isHalfDay: boolean }): string => {
  if (!time) return '';
  const pad = (number: number) => String(number).padStart(2, '0');
  const { minuteOfDay } = time;
  return ` ${pad(Math.floor(minuteOfDay / 60))}:${pad(minuteOfDay % 60)}${time.isHalfDay ? '?' : ''}`;
};
/** Day, time, `-end`, `+minutes` and what is left of the text. A question mark: morning or evening. */
const read = (text: string): string => {
  const found = findWhen(text, TODAY, 600);
  if (!found) return 'nothing';
  const { day, time, until, minutes } = found.when;
  const date = day === undefined ? '' : new Date(day * DAY).toISOString().slice(5, 10);
  const end = until ? ` -${clock(until).trim()}` : '';
  return `${date}${clock(time)}${end}${minutes === undefined ? '' : ` +${minutes}`} [${found.rest}]`.trim();
};

const PHRASES: readonly (readonly [string, string])[] = [
  ['book A tomorrow 5pm 2h', '11-27 17:00 +120 [book a]'],
  ['book A tomorrow 14:30 for 2h', '11-27 14:30 +120 [book a]'],
  ['book A day after tomorrow 10am till 1pm', '11-28 10:00 -13:00 [book a]'],
  ['today 5.30 pm', '11-26 17:30 []'],
  ['tonight 9', '11-26 21:00 []'],
  ['tmrw 5', '11-27 05:00? []'],
  ['at 17', '17:00 []'],
  ['at 5', '05:00? []'],
  ['noon', '12:00 []'],
  ['midnight', '00:00 []'],
  ['5-7pm', '17:00 -19:00 []'],
  ['from 5 to 7 pm', '17:00 -19:00 []'],
  ['from 10 to 12', '10:00? -12:00? []'],
  ['10am-12pm', '10:00 -12:00 []'],
  ['17:00-19:30', '17:00 -19:30 []'],
  ['09:00', '09:00 []'],
  ['9:00', '09:00? []'],
  ['17h', '+1020 []'],
  ['monday', '11-30 []'],
  ['next thursday', '12-03 []'],
  ['on friday at noon', '11-27 12:00 []'],
  ['sat 10:00', '11-28 10:00? []'],
  ['30/11', '11-30 []'],
  ['30-11-2026', '11-30 []'],
  ['2026-11-30 9am', '11-30 09:00 []'],
  ['30.11.2026', '11-30 []'],
  ['1/12 17:30', '12-01 17:30 []'],
  ['30 nov', '11-30 []'],
  ['30th of november', '11-30 []'],
  ['nov 30 at 5pm', '11-30 17:00 []'],
  ['3 january', '01-03 []'],
  ['28th 6pm', '11-28 18:00 []'],
  ['for 2 hours', '+120 []'],
  ['1.5h', '+90 []'],
  ['1h30', '+90 []'],
  ['2 hours and 15 minutes', '+135 []'],
  ['half an hour', '+30 []'],
  ['90 min', '+90 []'],
  ['2 days', '+2880 []'],
  ['in 2 hours', '11-26 12:00 []'],
  ['a week from now', '12-03 []'],
  ['book B this weekend', '11-28 [book b]'],
  ['kal sham 5 baje', '11-27 17:00 []'],
  ['kal subah saadhe 9 baje', '11-27 09:30 []'],
  ['aaj dopahar 2 baje', '11-26 14:00 []'],
  ['parso raat 11 baje', '11-28 23:00 []'],
  ['paune 6 baje', '05:45? []'],
  ['sava 4 baje sham', '16:15 []'],
  ['kal 5 se 7 baje tak', '11-27 05:00? -07:00? []'],
  ['somvar ko 10 baje', '11-30 10:00? []'],
  ['do ghante', '+120 []'],
  ['dedh ghanta', '+90 []'],
  ['dhai ghante ke liye', '+150 []'],
  ['aadha ghanta', '+30 []'],
  ['कल शाम 5 बजे', '11-27 17:00 []'],
  ['कल शाम ५ बजे', '11-27 17:00 []'],
  ['परसों सुबह 10 बजे 2 घंटे के लिए', '11-28 10:00 +120 []'],
  ['आज दोपहर 1 बजे', '11-26 13:00 []'],
  ['साढ़े 5 बजे', '05:30? []'],
  ['सोमवार को', '11-30 []'],
  ['30 नवंबर', '11-30 []'],
  ['डेढ़ घंटा', '+90 []'],
  ['पांच घंटे', '+300 []'],
  ['book A', 'nothing'],
  ['book B12', 'nothing'],
  ['status', 'nothing'],
  ['cancel PW-7K3M9Q', 'nothing'],
  ['top up 20', 'nothing'],
  ['extend 30', 'nothing'],
  ['2', 'nothing'],
];

describe('days, times and lengths in a text', () => {
  for (const [text, expected] of PHRASES) {
    it(`${text} → ${expected}`, () => {
      expect(read(text)).to.equal(expected);
    });
  }

  it('reads a day, a time or a length alone as the answer to one question', () => {
    expect(readDay('28', TODAY)).to.equal(TODAY + 2);
    expect(readDay('२८', TODAY)).to.equal(TODAY + 2);
    expect(readDay('31/02', TODAY)).to.equal(null);
    expect(readDay('20/11', TODAY), 'gone by stays so').to.equal(TODAY - 6);
    expect(readTime('5')).to.deep.equal({ minuteOfDay: 300, isHalfDay: true });
    expect(readTime('25')).to.equal(null);
    expect(readLength('do ghante')).to.equal(120);
    expect(readLength('soon')).to.equal(null);
  });

  it('takes the half of the day that is open and not past, and by day of two such', () => {
    const five = { minuteOfDay: 300, isHalfDay: true };
    expect(meantMinute(five, TODAY, PLACE), 'five in the morning is past').to.equal(1020);
    expect(meantMinute(five, TODAY + 1, PLACE), 'by day').to.equal(1020);
    const night = [{ days: null, from: 0, to: 480 }];
    expect(meantMinute(five, TODAY + 1, { ...PLACE, openingHours: night }), 'where it is open').to.equal(300);
    expect(meantMinute({ minuteOfDay: 60, isHalfDay: false }, TODAY, PLACE)).to.equal(60);
  });

  it('comes to a window: the usual length where none is said, an end on the next day where it must be', () => {
    const windowOf = (text: string) => {
      const found = resolveWhen(findWhen(text, TODAY)!.when, PLACE, 720);
      if (found.kind !== 'window') return found.kind;
      return [found.window.from, found.window.to].map((at) => new Date(at).toISOString().slice(5, 16));
    };
    expect(windowOf('tomorrow 5pm')).to.deep.equal(['11-27T17:00', '11-28T05:00']);
    expect(windowOf('tomorrow 10pm till 2am')).to.deep.equal(['11-27T22:00', '11-28T02:00']);
    expect(windowOf('9pm 2h')).to.deep.equal(['11-26T21:00', '11-26T23:00']);
    expect(windowOf('9am 1h'), 'the next nine o’clock').to.deep.equal(['11-27T09:00', '11-27T10:00']);
    expect(windowOf('for 2h')).to.deep.equal(['11-26T10:00', '11-26T12:00']);
    expect(windowOf('tomorrow')).to.equal('time-missing');
  });

  it('skips the hour that a clock skips, and takes the first of two', () => {
    const berlin = { now: Date.UTC(2026, 2, 28, 12), timeZone: 'Europe/Berlin', openingHours: null };
    const today = berlin.now / DAY - 0.5;
    const skipped = resolveWhen(findWhen('tomorrow 02:30 1h', today)!.when, berlin, 60);
    expect(skipped.kind === 'window' && new Date(skipped.window.from).toISOString()).to.equal(
      '2026-03-29T01:00:00.000Z',
    );
  });

  it('never throws and reads nothing that is none, whatever is written', () => {
    const piece = fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.constantFrom(...PHRASES.map(([text]) => text), '5', ':', '.', '/', '-', ' ', 'pm', 'बजे', '99', '00:00', 'tak'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const found = findWhen(pieces.join(' '), TODAY, 600);
        if (!found) return;
        const { day, time, until, minutes } = found.when;
        for (const one of [time, until]) if (one) expect(one.minuteOfDay).to.be.within(0, 1439);
        if (day !== undefined) expect(Number.isSafeInteger(day)).to.equal(true);
        if (minutes !== undefined) expect(Number.isSafeInteger(minutes)).to.equal(true);
      }),
      { numRuns: 3000 },
    );
  });
});
