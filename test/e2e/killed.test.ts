import { expect } from 'chai';
import { story } from '../support/databases.ts';
import { HOUR } from '../support/manual-clock.ts';
import { ParkwireProcess } from './support/process.ts';
import { type Event, RawController } from './support/raw-controller.ts';

const ROUNDS = 8;

/** Numbers in [0, 1) from a seed (mulberry32), so that a bad round can be had again. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Where between the event and the bill the process is killed. */
const MOMENTS = ['before', 'at once', 'soon', 'soon', 'soon', 'acknowledged', 'soon', 'told'] as const;

story('a server that is killed between event and bill', function () {
  this.timeout(600_000);
  let site: ParkwireProcess;

  before(async () => {
    site = await ParkwireProcess.start();
    await site.api.patch('/api/lots/main', { earlyArrivalMinutes: 1440, rejoinSeconds: 0 });
  });

  after(() => site.remove());

  it(`keeps what it acknowledged and charges once, killed ${ROUNDS} times`, async () => {
    const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
    console.log(`      SEED=${seed}`);
    const random = randomFrom(seed);
    const credential = await site.addController('esp32-a', ['A', 'B']);
    const controller = new RawController(site, credential);
    controller.boot();
    await controller.connect();
    await controller.online();
    await controller.wake();
    const acked = new Set<number>();
    // The stays lie behind us, one after the other: no test waits for an hour.
    const begun = site.now() - 2 * HOUR * (ROUNDS + 1);
    for (let round = 0; round < ROUNDS; round++) {
      const phone = `+91981230000${round}`;
      const moment = MOMENTS[round % MOMENTS.length];
      await site.slotIs('A', 'free');
      expect(await site.text(phone, 'book A')).to.match(/^✅/);
      const arrivedAt = begun + round * 2 * HOUR;
      const sent: Event[] = [await controller.report('A', 'occupied', { at: arrivedAt })];
      await site.slotIs('A', 'occupied');
      const leave = async () => {
        // Something else of the other slot in between, so that several are in flight.
        sent.push(await controller.see('B', 'occupied', { at: arrivedAt + 1 }));
        sent.push(await controller.see('A', 'vacated', { at: arrivedAt + HOUR }));
        sent.push(await controller.see('B', 'vacated', { at: arrivedAt + HOUR + 1 }));
      };
      if (moment === 'before') {
        // The board notes it while nobody listens.
        await site.end('SIGKILL');
        await leave().catch(() => undefined);
        for (const event of await unsent(controller, sent, arrivedAt)) sent.push(event);
      } else {
        await leave();
        if (moment === 'soon') await new Promise((resolve) => setTimeout(resolve, random() * 25));
        if (moment === 'acknowledged' || moment === 'told') await controller.acked(controller.seq);
        if (moment === 'told') await told(site, phone);
        await site.end('SIGKILL');
      }
      for (const { seq } of sent) if (seq <= controller.ackedSoFar()) acked.add(seq);

      await site.start();
      const stored = await site.rows(
        `SELECT seq, COUNT(*) AS n FROM observations WHERE source = 'esp32-a' GROUP BY seq`,
      );
      for (const seq of acked) expect(stored, `event ${seq}`).to.deep.include({ seq, n: 1 });
      await controller.connect();
      const ackSeq = await controller.online();
      expect(ackSeq).to.be.at.least(Math.max(...acked));
      for (const event of sent.filter(({ seq }) => seq > ackSeq)) await controller.send(event);
      if (ackSeq < controller.seq) await controller.acked(controller.seq);
      await told(site, phone);
      const charges = (await site.transfers(phone)).filter(({ kind }) => kind === 'charge');
      expect(charges, `${moment}, seed ${seed}`).to.have.length(1);
      expect(charges[0]).to.include({ amountMinor: -200 });
      const [booking] = await site.bookings(phone);
      expect(booking).to.include({ state: 'completed', chargedMinor: 200 });
    }
    const outbound = await site.rows(
      `SELECT kind, status, COUNT(*) AS n FROM messages WHERE direction = 'outbound' GROUP BY kind, status`,
    );
    expect(outbound).to.have.deep.members([
      { kind: 'booked', status: 'sent', n: ROUNDS },
      { kind: 'car-detected', status: 'delivered', n: ROUNDS },
      { kind: 'bill', status: 'delivered', n: ROUNDS },
    ]);
    const unbalanced = await site.rows('SELECT transfer_id FROM postings GROUP BY transfer_id HAVING SUM(amount) <> 0');
    expect(unbalanced).to.deep.equal([]);
  });
});

/** What the board would have sent while the server was away, in its own queue. */
async function unsent(controller: RawController, sent: readonly Event[], arrivedAt: number): Promise<Event[]> {
  const missing = sent.length === 1 ? 3 : 4 - sent.length;
  const all: Omit<Event, 'seq' | 'bootId'>[] = [
    { slot: 'B', type: 'occupied', uptimeMs: arrivedAt + 1 - controller.bootedAt },
    { slot: 'A', type: 'vacated', uptimeMs: arrivedAt + HOUR - controller.bootedAt },
    { slot: 'B', type: 'vacated', uptimeMs: arrivedAt + HOUR + 1 - controller.bootedAt },
  ];
  const first = sent[0]!.seq;
  return all.slice(3 - missing).map((event, index) => {
    const seq = first + (3 - missing) + index + 1;
    controller.seq = seq;
    return { ...event, seq, bootId: controller.bootId };
  });
}

/** A killed sender's message is found again after some fifteen seconds; on PostgreSQL, where another process may have it, after a minute more. */
async function told(site: ParkwireProcess, phone: string): Promise<void> {
  const isTold = async () => {
    const rows = await site.rows(
      `SELECT m.status FROM messages m JOIN identities i ON i.id = m.identity_id
       WHERE i.phone = '${phone}' AND m.kind = 'bill'`,
    );
    return rows.length === 1 && rows[0].status === 'delivered';
  };
  await site.until(`${phone} has the bill`, isTold, { withinMs: 150_000 });
}
