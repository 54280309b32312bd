import { expect } from 'chai';
import fc from 'fast-check';
import { findWhen, meantMinute, readDay, readLength, readTime } from '../../../../server/chat/when/read-when.ts';
import { resolveWhen, windowOfPart } from '../../../../server/chat/when/resolve-when.ts';
import { ENGLISH } from './phrases-en.ts';
import { HINDI } from './phrases-hi.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
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
/** As phrases-en.ts says it. */
const read = (text: string): string => {
  const found = findWhen(text, TODAY, 600);
  if (!found) return 'nothing';
  const { day, isNoDay, part, time, until, minutes } = found.when;
  const date = isNoDay ? 'no day' : day === undefined ? '' : new Date(day * DAY).toISOString().slice(5, 10);
  const end = until ? ` -${clock(until).trim()}` : '';
  const length = minutes === undefined ? '' : ` +${minutes}`;
  return `${date}${part && !time ? ` ${part}` : ''}${clock(time)}${end}${length} [${found.rest}]`.trim();
};

const PHRASES = [...ENGLISH, ...HINDI];

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
    expect(readTime('5 please')).to.deep.equal({ minuteOfDay: 300, isHalfDay: true });
    expect(readTime('saadhe 5')).to.deep.equal({ minuteOfDay: 330, isHalfDay: true });
    expect(readTime('half past five')).to.deep.equal({ minuteOfDay: 330, isHalfDay: true });
    expect(readTime('I have 2 cars'), 'a number beside words is none').to.equal(null);
    expect(readTime('2 hours')).to.equal(null);
    expect(readLength('do ghante')).to.equal(120);
    expect(readLength('soon')).to.equal(null);
    expect(readLength('1 or 2 hours'), 'one of two').to.equal(null);
    expect(readLength('0 hours')).to.equal(null);
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

  it('takes today as from now on, and a part of a day as what is left of it', () => {
    const resolved = (text: string, now = NOW) => resolveWhen(findWhen(text, TODAY)!.when, { ...PLACE, now }, 60);
    expect(resolved('today till 7pm')).to.deep.include({ isFromNow: true, window: { from: NOW, to: NOW + 9 * HOUR } });
    expect(resolved('tonight')).to.deep.equal({ kind: 'time-missing', day: TODAY });
    expect(resolved('in the morning')).to.deep.equal({ kind: 'time-missing', day: TODAY });
    expect(resolved('in the morning', NOW + 6 * HOUR), 'it is over today').to.deep.equal({
      kind: 'time-missing',
      day: TODAY + 1,
    });
    expect(windowOfPart('morning', TODAY, PLACE)).to.deep.equal({ from: NOW, to: NOW + 2 * HOUR });
    expect(windowOfPart('morning', TODAY, { ...PLACE, now: NOW + 3 * HOUR })).to.equal(null);
    expect(windowOfPart('night', TODAY, PLACE)).to.deep.equal({ from: NOW + 11 * HOUR, to: NOW + 20 * HOUR });
  });

  it('counts the night as of the evening before, but for whoever is awake in it', () => {
    const at = (text: string, minuteOfDay: number) => findWhen(text, TODAY, minuteOfDay)?.when.day;
    expect(at('aaj raat 2 baje', 22 * 60)).to.equal(TODAY + 1);
    expect(at('aaj raat 2 baje', 60)).to.equal(TODAY);
    expect(at('aaj raat 2 baje', 3 * 60)).to.equal(TODAY + 1);
    expect(at('tonight 12am', 22 * 60)).to.equal(TODAY + 1);
    expect(at('tomorrow 2am', 22 * 60)).to.equal(TODAY + 1);
  });

  it('takes the code of a slot for a slot, whatever time it looks like', () => {
    const codes = new Set(['5a', '2h', '30']);
    const seen = (text: string) => findWhen(text, TODAY, 600, (word) => codes.has(word));
    expect(seen('book 5a')).to.equal(null);
    expect(seen('book 2h 3h')).to.deep.equal({ when: { minutes: 180 }, rest: 'book 2h' });
    expect(seen('book 30 30/11')).to.deep.equal({ when: { day: TODAY + 4 }, rest: 'book 30' });
  });

  it('reads nothing of a text that is too long to be taken in', () => {
    expect(findWhen(`${'word '.repeat(90)}tomorrow 5pm`, TODAY)).to.equal(null);
  });

  it('skips the hour that a clock skips, and takes the first of two', () => {
    const berlin = { now: Date.UTC(2026, 2, 28, 12), timeZone: 'Europe/Berlin', openingHours: null };
    const today = berlin.now / DAY - 0.5;
    const skipped = resolveWhen(findWhen('tomorrow 02:30 1h', today)!.when, berlin, 60);
    expect(skipped.kind === 'window' && new Date(skipped.window.from).toISOString()).to.equal(
      '2026-03-29T01:00:00.000Z',
    );
    const autumn = { now: Date.UTC(2026, 9, 24, 12), timeZone: 'Europe/Berlin', openingHours: null };
    const doubled = resolveWhen(findWhen('tomorrow 02:30 1h', autumn.now / DAY - 0.5)!.when, autumn, 60);
    expect(doubled.kind === 'window' && new Date(doubled.window.from).toISOString()).to.equal(
      '2026-10-25T00:30:00.000Z',
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
