import { expect } from 'chai';
import type { ControllerMessage, EventMessage } from '../../../server/app/detection/controller-message.ts';
import { ingestBatch } from '../../../server/app/detection/ingest-batch.ts';
import type { Log } from '../../../server/app/ports/log.ts';
import { StorageError } from '../../../server/app/ports/storage-errors.ts';
import type { UnitOfWork } from '../../../server/app/ports/unit-of-work.ts';
import { HOUR, MINUTE } from '../../support/manual-clock.ts';
import { Site } from '../../support/parkwire.ts';

const QUIET: Log = { info: () => {}, warn: () => {}, error: () => {}, debug: () => {} };
const DRIVER = '+919812345678';
const FIRST = 'firstboot';
const SECOND_BOOT = 'secondboot';
const THIRD = 'thirdboot';

describe('taking in what controllers said', () => {
  let site: Site;
  /** When each boot began. */
  const began = new Map<string, number>();

  beforeEach(async () => {
    site = await Site.start();
    await site.addController('c1', ['A', 'B']);
    began.clear();
  });

  afterEach(() => site.stop());

  const from = () => ({ lotCode: 'main', controllerId: 'c1', receivedAt: site.now() });
  const bootAt = (bootId: string): number => {
    const at = began.get(bootId) ?? site.now();
    began.set(bootId, at);
    return at;
  };
  const online = (bootId: string): ControllerMessage => {
    const uptimeMs = site.now() - bootAt(bootId);
    return { ...from(), kind: 'online', bootId, fw: 'x', uptimeMs, oldestSeq: null, slots: [] };
  };
  const event = (bootId: string, seq: number, slotCode: string, type: string, parts: Partial<EventMessage> = {}) => {
    const uptimeMs = site.now() - bootAt(bootId);
    return {
      ...{ ...from(), kind: 'event' as const, bootId, seq, slotCode, type, uptimeMs, sentUptimeMs: uptimeMs },
      ...{ rejected: null, oldestSeq: null, initial: false, clockAt: null },
      ...parts,
    };
  };
  const take = (messages: readonly ControllerMessage[], unitOfWork: UnitOfWork = site.parkwire.unitOfWork) =>
    ingestBatch({ unitOfWork, ids: site.parkwire.ids, clock: site.clock, log: QUIET }, messages);
  const wake = (bootId: string, type: string) => [
    online(bootId),
    event(bootId, 1, 'A', type, { initial: true }),
    event(bootId, 2, 'B', type, { initial: true }),
  ];
  const observed = () =>
    site.rows('SELECT boot_id, seq, status, found_by, occurred_at FROM observations ORDER BY boot_id, seq');
  const stays = () => site.rows('SELECT end_reason, started_at, ended_at FROM parking_sessions ORDER BY started_at');

  /** The real unit of work, whose next runs fail before they begin. */
  const failing = (...errors: Error[]): UnitOfWork => {
    const real = site.parkwire.unitOfWork;
    return {
      batchSize: real.batchSize,
      read: (fn) => real.read(fn),
      onCommit: (listener) => real.onCommit(listener),
      run: async (fn) => {
        const error = errors.shift();
        if (error) throw error;
        return real.run(fn);
      },
    };
  };

  it('a lone event that lost a race to another unit is tried again, and applied', async () => {
    await take([online(FIRST)]);
    const [outcome] = await take(
      [event(FIRST, 1, 'A', 'occupied')],
      failing(new StorageError('constraint', 'taken', 'sessions_one_open_per_slot')),
    );
    expect(outcome?.acks.map(({ seq }) => seq)).to.deep.equal([1]);
    expect((await observed()).map(({ status }) => status)).to.deep.equal(['applied']);
    expect((await site.slot('A')).state).to.equal('attention');
  });

  it('a lone event that a rule refuses again is stored as rejected, and acknowledged', async () => {
    await take([online(FIRST)]);
    const refused = () => new StorageError('constraint', 'no such thing', 'any');
    const [outcome] = await take([event(FIRST, 1, 'A', 'occupied')], failing(refused(), refused()));
    expect(outcome?.acks.map(({ seq }) => seq)).to.deep.equal([1]);
    expect((await observed()).map(({ status }) => status)).to.deep.equal(['rejected']);
  });

  it('a lone event that the storage did not take in time is not stored as rejected: it will come again', async () => {
    await take([online(FIRST)]);
    for (const kind of ['unavailable', 'outcome-unknown'] as const) {
      const late = new StorageError(kind, 'the unit took too long');
      const error = await take([event(FIRST, 1, 'A', 'occupied')], failing(late)).catch((thrown) => thrown);
      expect(error).to.equal(late);
      expect(await observed()).to.deep.equal([]);
    }
    await take([event(FIRST, 1, 'A', 'occupied')]);
    expect((await observed()).map(({ status }) => status)).to.deep.equal(['applied']);
  });

  it('in one batch, what older boots said is applied before what the present one says', async () => {
    await take(wake(FIRST, 'vacated'));
    await site.text(DRIVER, 'book A');
    await take([event(FIRST, 3, 'A', 'occupied')]);
    // Evidence for half of the stay: were the present boot's word applied first, it would be billed so far, then anew.
    site.clock.advance(HOUR / 2);
    const uptimeMs = site.now() - bootAt(FIRST);
    await take([
      { ...from(), kind: 'telemetry', bootId: FIRST, uptimeMs, queue: 0, rssi: null, heapFree: null, tempC: null },
    ]);
    const leftAt = site.clock.advance(HOUR / 2);
    const gone = event(FIRST, 4, 'A', 'vacated');
    site.clock.advance(HOUR);
    await take([...wake(SECOND_BOOT, 'vacated'), { ...gone, receivedAt: site.now() }]);
    expect(await stays()).to.deep.equal([{ end_reason: 'vacated', started_at: leftAt - HOUR, ended_at: leftAt }]);
    // Billed once, and never corrected.
    expect((await site.transfers(DRIVER)).map(({ kind }) => kind)).to.deep.equal(['charge', 'guest-credit']);
  });

  it('what an older boot said, learned late, is of its own time, and the present boot’s word of the present', async () => {
    await take(wake(FIRST, 'vacated'));
    const cameAt = site.clock.advance(HOUR);
    const came = event(FIRST, 3, 'A', 'occupied');
    site.clock.advance(HOUR);
    await take(wake(SECOND_BOOT, 'occupied'));
    site.clock.advance(MINUTE);
    await take([{ ...came, receivedAt: site.now() }]);
    expect((await stays())[0]).to.include({ started_at: cameAt, ended_at: null });
    expect((await site.slot('A')).state).to.equal('attention');
  });

  it('of two older boots the one heard of first is the older', async () => {
    await take(wake(FIRST, 'vacated'));
    const cameAt = site.clock.advance(HOUR);
    const came = event(FIRST, 3, 'A', 'occupied');
    site.clock.advance(HOUR);
    await take(wake(SECOND_BOOT, 'occupied'));
    site.clock.advance(HOUR);
    await take([online(THIRD), { ...came, receivedAt: site.now() }]);
    expect((await stays())[0]).to.include({ started_at: cameAt, ended_at: null });
  });

  it('the arrival of a boot that never reached us was at the latest when the boot after it began', async () => {
    await take(wake(FIRST, 'vacated'));
    const silent = 'neverheard';
    began.set(silent, site.clock.advance(HOUR));
    site.clock.advance(HOUR);
    const came = [event(silent, 1, 'A', 'occupied'), event(silent, 2, 'B', 'occupied')];
    const secondAt = site.clock.advance(HOUR);
    bootAt(SECOND_BOOT);
    site.clock.advance(10 * MINUTE);
    await take([online(SECOND_BOOT)]);
    await take(came.slice(0, 1).map((each) => ({ ...each, receivedAt: site.now() })));
    // One more boot comes before the rest of it.
    site.clock.advance(HOUR);
    await take([online(THIRD)]);
    await take(came.slice(1).map((each) => ({ ...each, receivedAt: site.now() })));
    const late = (await observed()).filter(({ boot_id }) => boot_id === silent);
    expect(late).to.deep.equal(
      [1, 2].map((seq) => ({ boot_id: silent, seq, status: 'applied', found_by: 'bounds', occurred_at: secondAt })),
    );
  });

  it('events behind a gap are written once, and only so many are kept', async () => {
    await take([online(FIRST)]);
    const { query } = site.parkwire.storage.database.writer;
    await query('CREATE TABLE rewritten (seq INTEGER)');
    await query(
      'CREATE TRIGGER note AFTER UPDATE ON observations BEGIN INSERT INTO rewritten (seq) VALUES (NEW.seq); END',
    );
    const behind = Array.from({ length: 1030 }, (_, index) => event(FIRST, index + 2, 'A', 'vacated'));
    for (const part of [behind.slice(0, 500), behind.slice(500, 1000), behind.slice(1000)]) {
      const [outcome] = await take(part);
      expect(outcome?.acks).to.deep.equal([]);
      const dropped = part.at(-1) === behind.at(-1) ? 6 : 0;
      expect(outcome?.dropped).to.deep.equal(Array(dropped).fill({ reason: 'behind-gap', controllerId: 'c1' }));
    }
    expect(await site.rows('SELECT COUNT(*) AS n, MAX(seq) AS last FROM observations')).to.deep.equal([
      { n: 1024, last: 1025 },
    ]);
    expect(await site.rows('SELECT seq FROM rewritten')).to.deep.equal([]);
    // The missing one has room whatever waits, and so has what comes again after it.
    const [filled] = await take([event(FIRST, 1, 'A', 'occupied')]);
    expect(filled?.acks.map(({ seq }) => seq)).to.deep.equal([1025]);
    const [rest] = await take(behind.slice(1024));
    expect(rest?.acks.map(({ seq }) => seq)).to.deep.equal([1031]);
  });
});
