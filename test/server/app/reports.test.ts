import { expect } from 'chai';
import { DateTime } from 'luxon';
import { funnelReportOf, messagesReportOf } from '../../../server/app/reports/message-reports.ts';
import { bookingsReportOf, revenueReportOf } from '../../../server/app/reports/money-reports.ts';
import {
  flowReportOf,
  occupancyReportOf,
  staysReportOf,
  turnoverReportOf,
} from '../../../server/app/reports/place-reports.ts';
import { NO_MESSAGE_PRICES } from '../../../server/domain/message-prices.ts';
import { eachEngine } from '../../support/databases.ts';
import { openWorld, type World } from '../../support/db-world.ts';
import { chance, LOTS, makePast, PAST, writePast } from '../../support/report-history.ts';
import {
  type Asked,
  daysAsked,
  endOf,
  endsOf,
  filledBy,
  isIn,
  lengthsOf,
  rate,
  revenueOf,
} from '../../support/report-model.ts';

eachEngine('reports over a random past', (engine) => {
  const past = makePast(23);
  let world: World;
  before(async function () {
    this.timeout(60_000);
    world = await openWorld(engine);
    await world.storage.unitOfWork.run((tx) => writePast(tx, past));
    for (const { id, retiredAt } of past.slots)
      await world.storage.database.writer.query('UPDATE slots SET retired_at = $1 WHERE id = $2', [retiredAt, id]);
  });
  after(() => world.end());

  /** A day, some days, all days; over, going on, to come; and those on which clocks are changed. */
  const asked: readonly Asked[] = (() => {
    const draw = chance(5);
    const date = (at: number) => new Date(at).toISOString().slice(0, 10);
    const random = LOTS.flatMap((lot) =>
      Array.from({ length: 4 }, () => {
        const first = PAST.from + draw(PAST.to - PAST.from);
        const last = first + draw(6) * 86_400_000;
        return { lot, from: date(first), to: date(last), now: draw(2) ? PAST.to : first + draw(8 * 86_400_000) };
      }),
    );
    const [berlin, howe, santiago, delhi] = LOTS as [Asked['lot'], Asked['lot'], Asked['lot'], Asked['lot']];
    return [
      ...random,
      { lot: berlin, from: '2026-03-29', to: '2026-03-29', now: PAST.to },
      { lot: howe, from: '2026-04-05', to: '2026-04-05', now: PAST.to },
      { lot: santiago, from: '2026-04-04', to: '2026-04-05', now: PAST.to },
      { lot: delhi, from: '2026-03-01', to: '2026-04-30', now: PAST.to },
      { lot: delhi, from: '2026-05-01', to: '2026-05-03', now: PAST.to },
    ];
  })();

  const each = async (check: (one: Asked, until: number, start: number) => Promise<void>): Promise<void> => {
    for (const one of asked) {
      try {
        await check(one, endOf(one), daysAsked(one)[0]?.from ?? 0);
      } catch (error) {
        const { lot, from, to, now } = one;
        throw new Error(`${lot.code} ${from} to ${to} at ${new Date(now).toISOString()}: ${(error as Error).message}`);
      }
    }
  };
  const request = ({ lot, from, to, now }: Asked) => ({ lotCode: lot.code, from, to, now });
  const unit = () => world.storage.unitOfWork;

  it('tell how full it was', () =>
    each(async (one, until) => {
      const report = await occupancyReportOf(unit(), request(one));
      const found = filledBy(past, one, until, (at) => `${at.weekday} ${at.hour}`);
      expect(report.hours).to.have.length(168);
      for (const { weekday, hour, occupiedMs, slotMs, share } of report.hours) {
        const model = found.get(`${weekday} ${hour}`) ?? { occupiedMs: 0, slotMs: 0 };
        expect([occupiedMs, slotMs], `${weekday} ${hour}`).to.deep.equal([model.occupiedMs, model.slotMs]);
        expect(share).to.equal(rate(occupiedMs, slotMs));
      }
    }));

  it('tell what came and left beside the days before', () =>
    each(async (one, until) => {
      const report = await flowReportOf(unit(), request(one));
      const key = (at: DateTime) => at.toFormat('HH:') + (at.minute < 30 ? '00' : '30');
      const length = daysAsked(one).length;
      const zone = one.lot.timeZone;
      const shift = (date: string, days: number) => DateTime.fromISO(date, { zone }).minus({ days }).toISODate() ?? '';
      const before = { ...one, from: shift(one.from, length), to: shift(one.from, 1) };
      expect([report.previous.from, report.previous.to]).to.deep.equal([before.from, before.to]);
      const found = [filledBy(past, one, until, key), filledBy(past, before, report.previous.until, key)] as const;
      for (const { time, current, previous } of report.halfHours) {
        const nothing = { entries: 0, exits: 0, occupiedMs: 0, slotMs: 0 };
        for (const [model, { share: _, ...told }] of [
          [found[0], current],
          [found[1], previous],
        ] as const)
          expect(told, time).to.deep.equal(model.get(time) ?? nothing);
      }
    }));

  it('tell how long stays were', () =>
    each(async (one, until, start) => {
      const stays = past.stays.filter(({ lotId, endedAt }) => lotId === one.lot.id && isIn(endedAt, start, until));
      const lengths = lengthsOf(stays);
      const report = await staysReportOf(unit(), request(one));
      const mean = lengths.reduce((sum, ms) => sum + ms, 0) / lengths.length;
      expect([report.count, report.meanMs, report.medianMs]).to.deep.equal([
        lengths.length,
        lengths.length === 0 ? null : Math.round(mean),
        lengths[Math.ceil(lengths.length / 2) - 1] ?? null,
      ]);
      for (const { fromMinutes, toMinutes, count } of report.lengths)
        expect(count).to.equal(
          lengths.filter((ms) => isIn(ms, fromMinutes * 60_000, (toMinutes ?? Number.POSITIVE_INFINITY) * 60_000))
            .length,
        );
    }));

  it('tell the revenue, which is what the ledger says', () =>
    each(async (one, _until, start) => {
      const days = daysAsked(one);
      const its = past.transfers.filter(({ lotId }) => lotId === one.lot.id);
      const within = its.filter(({ createdAt }) => isIn(createdAt, start, days.at(-1)?.to ?? 0));
      const report = await revenueReportOf(unit(), request(one));
      expect(report).to.deep.include({ currency: 'USD', ...revenueOf(within) });
      expect(report.days).to.deep.equal(
        days.map(({ date, from, to }) => ({
          date,
          ...revenueOf(its.filter(({ createdAt }) => isIn(createdAt, from, to))),
        })),
      );
      for (const { slot, ...told } of report.slots) {
        const place = past.slots.find(({ lotId, code }) => lotId === one.lot.id && code === slot);
        expect(told, slot).to.deep.equal(revenueOf(within.filter(({ slotId }) => slotId === place?.id)));
      }
      for (const rows of [report.days, report.slots])
        expect(rows.reduce((sum, row) => sum + row.revenueMinor + row.taxMinor, 0)).to.equal(
          report.revenueMinor + report.taxMinor,
        );
    }));

  it('tell the turnover', () =>
    each(async (one, until, start) => {
      const report = await turnoverReportOf(unit(), request(one));
      const its = past.stays.filter(({ lotId, startedAt }) => lotId === one.lot.id && isIn(startedAt, start, until));
      const days = daysAsked(one).filter(({ from }) => from < until);
      expect(report.stays).to.equal(its.length);
      expect(report.perSlotAndDay).to.equal(rate(its.length, report.slots.length * days.length));
      expect(report.days).to.deep.equal(
        days.map(({ date, from, to }) => {
          const stays = its.filter(({ startedAt }) => isIn(startedAt, from, to)).length;
          return { date, stays, perSlot: rate(stays, report.slots.length) };
        }),
      );
      for (const { slot, stays, perDay } of report.slots) {
        const place = past.slots.find(({ lotId, code }) => lotId === one.lot.id && code === slot);
        expect(stays).to.equal(its.filter(({ slotId }) => slotId === place?.id).length);
        expect(perDay).to.equal(days.length === 0 ? 0 : stays / days.length);
      }
    }));

  it('tell no-shows and overstays', () =>
    each(async (one, _until, start) => {
      const days = daysAsked(one);
      const its = past.bookings.filter(({ lotId }) => lotId === one.lot.id);
      const ended = (from: number, to: number) => endsOf(its.filter(({ endedAt }) => isIn(endedAt, from, to)));
      const report = await bookingsReportOf(unit(), request(one));
      expect(report).to.deep.include(ended(start, days.at(-1)?.to ?? 0));
      expect(report.days).to.deep.equal(days.map(({ date, from, to }) => ({ date, ...ended(from, to) })));
    }));

  it('tell how far drivers came', () =>
    each(async (one, until, start) => {
      const its = past.messages
        .filter(({ lotId, step, createdAt }) => step != null && lotId === one.lot.id && isIn(createdAt, start, until))
        .sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
      const last = new Map(its.map(({ driverId, step }) => [driverId, step]));
      const report = await funnelReportOf(unit(), request(one));
      expect(report.drivers).to.equal(last.size);
      for (const { step, asked: said, drivers, stopped } of report.steps) {
        const ofStep = its.filter((each) => each.step === step);
        expect(said, step).to.equal(ofStep.length);
        expect(drivers, step).to.equal(new Set(ofStep.map(({ driverId }) => driverId)).size);
        const ends = [...last.values()].filter((each) => each === step).length;
        expect(stopped, step).to.equal(step === 'booked' ? 0 : ends);
      }
    }));

  it('tell messages and what they cost by the prices the lot was told', async () => {
    const twilio = { receivedMicros: 5000, sentMicros: 8000 };
    for (const lot of LOTS) {
      const settings = { ...lot.settings, messagePrices: { ...NO_MESSAGE_PRICES, twilio } };
      await unit().run((tx) => tx.lots.saveSettings({ ...lot, settings }));
    }
    const repliesTo = new Map(past.messages.map((one) => [one.inReplyTo, one.lotId ?? null]));
    const lotOf = (one: (typeof past.messages)[number]) => one.lotId ?? repliesTo.get(one.id) ?? null;
    await each(async (one, until, start) => {
      const report = await messagesReportOf(unit(), request(one));
      const within = past.messages.filter(({ createdAt }) => isIn(createdAt, start, until));
      const its = within.filter((each) => lotOf(each) === one.lot.id);
      const isSent = ({ direction, status }: (typeof its)[number]) =>
        direction === 'outbound' && ['sent', 'delivered', 'read'].includes(status);
      expect([report.received, report.sent, report.failed, report.ofNoLot]).to.deep.equal([
        its.filter(({ direction }) => direction === 'inbound').length,
        its.filter(isSent).length,
        its.filter(({ status }) => status === 'failed').length,
        within.filter((each) => lotOf(each) === null).length,
      ]);
      expect(report.kinds.reduce((sum, { count }) => sum + count, 0)).to.equal(its.length);
      for (const { direction, kind, status, count } of report.kinds)
        expect(count).to.equal(
          its.filter((each) => each.direction === direction && each.kind === kind && each.status === status).length,
        );
      const [byTwilio, byMeta] = report.channels;
      const ofTwilio = its.filter(({ transport }) => transport === 'twilio');
      const received = ofTwilio.filter(({ direction }) => direction === 'inbound').length;
      const sent = ofTwilio.filter(isSent).length;
      expect(byTwilio).to.deep.equal({
        ...{ transport: 'twilio', received, sent, ...twilio, costMicros: received * 5000 + sent * 8000 },
      });
      const isCounted = (byMeta?.received ?? 0) + (byMeta?.sent ?? 0) > 0;
      expect(byMeta?.costMicros).to.equal(isCounted ? null : 0);
      expect(report.costMicros).to.equal(isCounted ? null : byTwilio?.costMicros);
    });
  });
});
