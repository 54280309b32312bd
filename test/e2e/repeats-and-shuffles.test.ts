import { expect } from 'chai';
import fc from 'fast-check';
import { eachEngine } from '../support/databases.ts';
import { HOUR, SECOND, START } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';
import { type Event, RawController } from './support/raw-controller.ts';

const SLOTS = ['A', 'B', 'C'];
const BOOT = 'busyday1';
const PHONES = ['+919800000001', '+919800000002', '+919800000003'];

interface Change {
  readonly slot: number;
  readonly type: 'occupied' | 'vacated';
  readonly gapSeconds: number;
}

const change: fc.Arbitrary<Change> = fc.record({
  slot: fc.nat(2),
  type: fc.constantFrom('occupied', 'vacated'),
  gapSeconds: fc.oneof(fc.integer({ min: 1, max: 130 }), fc.integer({ min: 300, max: 5000 })),
});

/** A day, and how its events come in: each up to three times, in any order, each at least once. */
const disorder = fc.array(change, { minLength: 6, maxLength: 18 }).chain((day) => {
  const deliveries = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: day.length, maxLength: day.length });
  return deliveries.chain((times) => {
    const all = times.flatMap((count, index) => Array<number>(count).fill(index));
    return fc.record({
      day: fc.constant(day),
      order: fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
    });
  });
});

eachEngine('the events of a busy day, repeated and shuffled', function () {
  this.timeout(120_000);

  it('come to the same stays, bills and slots as in order', async () => {
    const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
    console.log(`      SEED=${seed}`);
    await fc.assert(
      fc.asyncProperty(disorder, async ({ day, order }) => {
        const clean = await live(
          day,
          day.map((_, index) => index),
        );
        const dirty = await live(day, order);
        expect(dirty).to.deep.equal(clean);
      }),
      { numRuns: 5, seed, endOnFailure: true },
    );
  });

  it('does something on such a day', async () => {
    const day: Change[] = [
      { slot: 0, type: 'occupied', gapSeconds: 600 },
      { slot: 1, type: 'occupied', gapSeconds: 60 },
      { slot: 0, type: 'vacated', gapSeconds: 4000 },
      { slot: 0, type: 'occupied', gapSeconds: 60 },
      { slot: 0, type: 'vacated', gapSeconds: 4000 },
    ];
    const { sessions, balances } = await live(day, [4, 3, 2, 1, 0, 0, 4]);
    expect(sessions).to.have.length(2);
    expect(sessions[0]).to.include({ charged_minor: 500, revision: 1 });
    expect(balances).to.deep.equal([9500, 10_000, 10_000]);
  });
});

/** Plays a day whose events reach the server in the evening, in the given order, and answers what came of it. */
async function live(day: readonly Change[], order: readonly number[]) {
  const site = await Site.start();
  try {
    for (const [index, phone] of PHONES.entries()) await site.text(phone, `book ${SLOTS[index]}`);
    const controller = new RawController(site, await site.addController('esp32-a', SLOTS));
    controller.boot(START - HOUR, BOOT);
    await controller.connect();
    site.clock.set(START + 11 * HOUR);
    await controller.online();
    let at = START;
    const events = day.map(({ slot, type, gapSeconds }, index): Event => {
      at = Math.min(at + gapSeconds * SECOND, START + 11 * HOUR);
      return { bootId: BOOT, seq: index + 1, slot: SLOTS[slot]!, type, uptimeMs: at - controller.bootedAt };
    });
    const sent = new Set<number>();
    for (const index of order) {
      await controller.send(events[index]!);
      sent.add(index + 1);
      let whole = 0;
      while (sent.has(whole + 1)) whole++;
      expect(controller.ackedSoFar(), 'acknowledged more than was sent').to.be.at.most(whole);
    }
    await controller.acked(events.length);
    const acks = controller.bodies(controller.topic('ack')).map(({ seq }) => seq);
    expect(acks, 'acks never go back').to.deep.equal([...acks].sort((a, b) => a - b));
    site.clock.advance(HOUR);
    await controller.telemetry();
    await site.until('nobody waits to be told', async () => {
      const [row] = await site.rows(`SELECT COUNT(*) AS n FROM messages WHERE status IN ('queued', 'sending')`);
      return row.n === 0;
    });
    return await result(site);
  } finally {
    await site.stop();
  }
}

async function result(site: Site) {
  return {
    sessions: await site.rows(
      `SELECT s.code, d.name, p.started_at, p.ended_at, p.end_reason, p.charged_minor, p.revision
       FROM parking_sessions p JOIN slots s ON s.id = p.slot_id LEFT JOIN drivers d ON d.id = p.driver_id
       ORDER BY p.started_at, s.code`,
    ),
    observations: await site.rows(
      'SELECT seq, slot_code, type, occurred_at, status, reason FROM observations ORDER BY seq',
    ),
    bookings: await site.rows(
      'SELECT s.code, b.state, b.arrived_at, b.ended_at FROM bookings b JOIN slots s ON s.id = b.slot_id ORDER BY s.code',
    ),
    balances: await Promise.all(PHONES.map(async (phone) => (await site.driver(phone)).balanceMinor)),
    slots: (await site.board()).slots.map(({ code, state, led }) => [
      code,
      state,
      led.desired.color,
      led.desired.pattern,
    ]),
    told: await site.rows(
      `SELECT i.phone, m.kind, COUNT(*) AS n FROM messages m JOIN identities i ON i.id = m.identity_id
       WHERE m.direction = 'outbound' AND m.status = 'delivered' GROUP BY i.phone, m.kind ORDER BY i.phone, m.kind`,
    ),
  };
}
