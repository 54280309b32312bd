import { expect } from 'chai';
import type { Look } from '../../../server/app/ports/unit-of-work.ts';
import type { Interval } from '../../../server/domain/interval.ts';
import type { DaySpan } from '../../../server/domain/report-period.ts';
import { eachEngine } from '../../support/databases.ts';
import { openWorld, type World } from '../../support/db-world.ts';
import { chance, LOTS, makePast, PAST, writePast } from '../../support/report-history.ts';

const BIN = 900_000;
const EDGES = [0, 900_000, 3_600_000, 86_400_000];

eachEngine('what reports count', (engine) => {
  const past = makePast(7);
  let world: World;
  before(async function () {
    this.timeout(60_000);
    world = await openWorld(engine);
    await world.storage.unitOfWork.run((tx) => writePast(tx, past));
    for (const { id, retiredAt } of past.slots)
      await world.storage.database.writer.query('UPDATE slots SET retired_at = $1 WHERE id = $2', [retiredAt, id]);
  });
  after(() => world.end());

  const read = <T>(fn: (look: Look) => Promise<T>) => world.storage.unitOfWork.read(fn);

  /** The same spans every time: some within a day, some longer than all of the past. */
  const spans: readonly Interval[] = (() => {
    const draw = chance(11);
    const some = Array.from({ length: 12 }, () => {
      const from = PAST.from - BIN * 4 + draw((PAST.to - PAST.from) / BIN) * BIN;
      return { from, to: from + draw(12 * 86_400_000) };
    });
    return [
      ...some,
      { from: PAST.from - BIN, to: PAST.to + BIN },
      { from: PAST.to, to: PAST.to + 1 },
      { from: 0, to: 1 },
    ];
  })();
  const isIn = (at: number | null, { from, to }: Interval) => at !== null && at >= from && at < to;
  const daysOf = ({ from, to }: Interval): DaySpan[] =>
    Array.from({ length: 5 }, (_, day) => ({
      day,
      from: from + Math.floor(((to - from) * day) / 5),
      to: from + Math.floor(((to - from) * (day + 1)) / 5),
    }));

  async function everywhere(check: (lotId: string, span: Interval, what: string) => Promise<void>): Promise<void> {
    for (const { id } of LOTS) for (const span of spans) await check(id, span, `${id} ${span.from} to ${span.to}`);
  }

  it('have all slots of a lot in their order, the retired ones too', async () => {
    for (const { id } of LOTS) {
      const slots = past.slots.filter(({ lotId }) => lotId === id);
      expect(await read((look) => look.reports.slots(id))).to.deep.equal(
        slots.map(({ id: slotId, code, retiredAt }) => ({ id: slotId, code, retiredAt })),
      );
    }
  });

  it('know which cars came, left and were there already', () =>
    everywhere(async (lotId, span, what) => {
      const found = await read((look) => look.reports.stayEvents(lotId, span));
      const stays = past.stays.filter((stay) => stay.lotId === lotId);
      const isThere = ({ startedAt, endedAt }: (typeof stays)[number]) =>
        startedAt < span.from && (endedAt ?? Number.POSITIVE_INFINITY) >= span.from;
      expect(found.openAtStart, what).to.equal(stays.filter(isThere).length);
      const events = (times: (number | null)[]) => {
        const bins = new Map<number, { count: number; offsetSumMs: number }>();
        for (const at of times) {
          if (at === null || !isIn(at, span)) continue;
          const bin = Math.floor(at / BIN);
          const { count = 0, offsetSumMs = 0 } = bins.get(bin) ?? {};
          bins.set(bin, { count: count + 1, offsetSumMs: offsetSumMs + at - bin * BIN });
        }
        return [...bins].map(([bin, rest]) => ({ bin, ...rest })).sort((a, b) => a.bin - b.bin);
      };
      const sorted = (some: typeof found.starts) => [...some].sort((a, b) => a.bin - b.bin);
      expect(sorted(found.starts), what).to.deep.equal(events(stays.map(({ startedAt }) => startedAt)));
      expect(sorted(found.ends), what).to.deep.equal(events(stays.map(({ endedAt }) => endedAt)));
    }));

  it('class the lengths of stays that ended', () =>
    everywhere(async (lotId, span, what) => {
      const lengths = past.stays
        .filter((stay) => stay.lotId === lotId && isIn(stay.endedAt, span))
        .map(({ startedAt, endedAt }) => (endedAt ?? 0) - startedAt)
        .sort((a, b) => a - b);
      const found = await read((look) => look.reports.stayLengths(lotId, span, EDGES));
      const place = (ms: number) => EDGES.findLastIndex((edge) => ms >= edge);
      const places = [...new Set(lengths.map(place))].sort();
      expect(found, what).to.deep.equal({
        classes: places.map((one) => ({ place: one, count: lengths.filter((ms) => place(ms) === one).length })),
        totalMs: lengths.reduce((sum, ms) => sum + ms, 0),
        medianMs: lengths[Math.ceil(lengths.length / 2) - 1] ?? null,
      });
    }));

  it('count stays by slot and by day', () =>
    everywhere(async (lotId, span, what) => {
      const begun = past.stays.filter((stay) => stay.lotId === lotId && isIn(stay.startedAt, span));
      const bySlot = await read((look) => look.reports.staysBySlot(lotId, span));
      const slots = [...new Set(begun.map(({ slotId }) => slotId))];
      expect(bySlot, what).to.have.deep.members(
        slots.map((slotId) => ({ slotId, count: begun.filter((stay) => stay.slotId === slotId).length })),
      );
      const days = daysOf(span);
      const byDay = await read((look) => look.reports.staysByDay(lotId, days));
      const counts = days.map((day) => ({
        day: day.day,
        count: begun.filter(({ startedAt }) => isIn(startedAt, day)).length,
      }));
      expect(byDay, what).to.deep.equal(counts.filter(({ count }) => count > 0));
    }));

  it('sum up what was posted to revenue and tax, by day and by slot, and nothing of another lot', () =>
    everywhere(async (lotId, span, what) => {
      const days = daysOf(span);
      const lot = { id: lotId, currency: 'USD' };
      const byDay = await read((look) => look.reports.revenueByDay(lot, days));
      const bySlot = await read((look) => look.reports.revenueBySlot(lot, span));
      const lines = past.transfers
        .filter((one) => one.lotId === lotId && isIn(one.createdAt, span))
        .flatMap(({ createdAt, slotId, draft }) =>
          draft.postings
            .filter(({ account }) => account.kind === 'revenue' || account.kind === 'tax')
            .map(({ account, amountMinor }) => ({
              key: `${draft.kind} ${account.kind}`,
              day: days.find((day) => isIn(createdAt, day))?.day,
              ...{ slotId, amountMinor },
            })),
        );
      const sums = (of: (line: (typeof lines)[number]) => string) => {
        const found = new Map<string, number>();
        for (const line of lines) found.set(of(line), (found.get(of(line)) ?? 0) + line.amountMinor);
        return found;
      };
      const told = byDay.map(
        ({ day, kind, account, amountMinor }) => [`${day} ${kind} ${account}`, amountMinor] as const,
      );
      expect(new Map(told), what).to.deep.equal(sums(({ day, key }) => `${day} ${key}`));
      const toldOfSlots = bySlot.map(
        ({ slotId, kind, account, amountMinor }) => [`${slotId} ${kind} ${account}`, amountMinor] as const,
      );
      expect(new Map(toldOfSlots), what).to.deep.equal(sums(({ slotId, key }) => `${slotId} ${key}`));
      expect(await read((look) => look.reports.revenueBySlot({ id: lotId, currency: 'EUR' }, span))).to.deep.equal([]);
    }));

  it('agree with the ledger: all lots together are all that was posted', async () => {
    for (const span of spans) {
      const [ledger] = await world.storage.database.writer.query<{ minor: number | string | null }>(
        `SELECT SUM(p.amount) AS minor FROM postings p JOIN accounts a ON a.id = p.account_id JOIN transfers t ON t.id = p.transfer_id
         WHERE a.owner = 'house' AND a.kind IN ('revenue', 'tax') AND t.created_at >= $1 AND t.created_at < $2`,
        [span.from, span.to],
      );
      let told = 0;
      for (const lot of LOTS)
        for (const one of await read((look) => look.reports.revenueBySlot(lot, span))) told += one.amountMinor;
      expect(told).to.equal(Number(ledger?.minor ?? 0));
    }
  });

  it('tell what became of bookings that ended', () =>
    everywhere(async (lotId, span, what) => {
      const days = daysOf(span);
      const found = await read((look) => look.reports.bookingEnds(lotId, days));
      const ended = past.bookings.filter((one) => one.lotId === lotId);
      const rows = days.flatMap((day) => {
        const its = ended.filter(({ endedAt }) => isIn(endedAt, day));
        const completed = its.filter(({ state }) => state === 'completed');
        const late = completed.map(({ endedAt, endsAt }) => (endedAt ?? 0) - endsAt).filter((ms) => ms > 0);
        if (its.length === 0) return [];
        return [
          {
            day: day.day,
            completed: completed.length,
            noShows: its.filter(({ endReason }) => endReason === 'no-show').length,
            cancelled: its.filter(({ state }) => state === 'cancelled').length,
            overstays: late.length,
            overstayMs: late.reduce((sum, ms) => sum + ms, 0),
          },
        ];
      });
      expect(found, what).to.deep.equal(rows);
    }));

  describe('of messages', () => {
    const lotOf = (one: (typeof past.messages)[number]) =>
      one.lotId ?? past.messages.find(({ inReplyTo }) => inReplyTo === one.id)?.lotId ?? null;
    const known = past.messages.map((one) => ({ ...one, lotId: lotOf(one) }));
    const within = (lotId: string, hasOneLot: boolean, span: Interval) =>
      known.filter((one) => isIn(one.createdAt, span) && (one.lotId === lotId || (hasOneLot && one.lotId === null)));

    it('count by direction, channel, kind and state, and by day', () =>
      everywhere(async (lotId, span, what) => {
        for (const hasOneLot of [true, false]) {
          const its = within(lotId, hasOneLot, span);
          const found = await read((look) => look.reports.messages({ lotId, hasOneLot }, span));
          const key = (one: { direction: string; transport: string; kind: string; status: string }) =>
            [one.direction, one.transport, one.kind, one.status].join(' ');
          const counts = new Map<string, number>();
          for (const one of its) counts.set(key(one), (counts.get(key(one)) ?? 0) + 1);
          expect(new Map(found.map((one) => [key(one), one.count])), what).to.deep.equal(counts);
          const days = daysOf(span);
          const byDay = await read((look) => look.reports.messagesByDay({ lotId, hasOneLot }, days));
          const rows = days.map((day) => {
            const ofDay = its.filter(({ createdAt }) => isIn(createdAt, day));
            const sent = ofDay.filter(
              ({ direction, status }) => direction === 'outbound' && ['sent', 'delivered', 'read'].includes(status),
            );
            return {
              day: day.day,
              received: ofDay.filter(({ direction }) => direction === 'inbound').length,
              sent: sent.length,
              failed: ofDay.filter(({ status }) => status === 'failed').length,
              all: ofDay.length,
            };
          });
          expect(byDay, what).to.deep.equal(rows.flatMap(({ all, ...row }) => (all > 0 ? [row] : [])));
        }
      }));

    it('count those of no lot', async () => {
      for (const span of spans) {
        const found = await read((look) => look.reports.messagesOfNoLot(span));
        expect(found).to.equal(known.filter((one) => isIn(one.createdAt, span) && one.lotId === null).length);
      }
    });

    it('count the steps of bookings, and where drivers stopped', () =>
      everywhere(async (lotId, span, what) => {
        const found = await read((look) => look.reports.bookingSteps({ lotId, hasOneLot: false }, span));
        const its = within(lotId, false, span)
          .filter(({ step }) => step != null)
          .sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
        const lastOf = new Map(its.map(({ driverId, step }) => [driverId, step]));
        const steps = [...new Set(its.map(({ step }) => step ?? ''))];
        expect(found, what).to.have.deep.members(
          steps.map((step) => {
            const ofStep = its.filter((one) => one.step === step);
            return {
              step,
              asked: ofStep.length,
              drivers: new Set(ofStep.map(({ driverId }) => driverId)).size,
              last: [...lastOf.values()].filter((last) => last === step).length,
            };
          }),
        );
      }));
  });
});
