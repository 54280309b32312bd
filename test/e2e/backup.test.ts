import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { openStorage } from '../../server/db/storage.ts';
import { faultsOf } from '../support/books.ts';
import { eachDumpableEngine, type FreshDatabase } from '../support/databases.ts';
import { newSid } from '../support/webhooks.ts';
import { type Ended, ParkwireProcess, runToEnd } from './support/process.ts';

const SLOTS = ['A', 'B', 'C', 'D'];

eachDumpableEngine('backup and restore', function (this: Mocha.Suite, engine) {
  this.timeout(240_000);
  let site: ParkwireProcess;
  let folder: string;
  let target: FreshDatabase;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'parkwire-backup-'));
    target = await engine.freshDatabase();
    site = await ParkwireProcess.start();
  });

  afterEach(async () => {
    await site.remove();
    await target.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const run = (program: 'backup' | 'restore' | 'audit', url: string, args: string[] = [], more = {}): Promise<Ended> =>
    runToEnd({ DATABASE_URL: url, ...more }, folder, args, `server/cli/${program}.ts`);
  const live = () => site.environment['DATABASE_URL'] ?? '';

  it('a backup of a busy server holds all that was committed before it, and its restore ends with clean books', async () => {
    const writers = await Promise.all(SLOTS.map((slot, n) => Writer.begin(site, slot, n)));
    const writing = writers.map((writer) => writer.write());
    await site.until('every writer has written', () => writers.every(({ done }) => done.length >= 3));

    const before = writers.map(({ done }) => [...done]);
    const file = join(folder, 'backup');
    const backup = await run('backup', live(), [file]);
    expect(backup, backup.stderr).to.deep.include({ code: 0, stdout: `The database is in ${file}.\n` });
    // The server went on answering while the backup was written.
    for (const [n, { done }] of writers.entries()) expect(done.length).to.be.above(before[n]?.length ?? 0);
    for (const writer of writers) writer.stop();
    await Promise.all(writing);

    const restored = await run('restore', target.url, [file]);
    expect(restored.code, restored.stderr + restored.stdout).to.equal(0);
    expect(restored.stdout).to.match(
      /The database is restored from .*Its audit:\n\nrule .*\nThe books are clean\.\n$/s,
    );

    const storage = await openStorage(target.url, () => undefined);
    try {
      expect(await faultsOf(storage)).to.deep.equal([]);
      const read = storage.database.reader;
      const keys = new Set(
        (await read<{ key: string }>(`SELECT key FROM transfers WHERE kind = 'top-up'`)).map(({ key }) => key),
      );
      const heard = new Set(
        (await read<{ id: string }>(`SELECT external_id AS id FROM messages WHERE direction = 'inbound'`)).map(
          ({ id }) => id,
        ),
      );
      for (const [n, writer] of writers.entries()) {
        const kept = writer.done.map(({ topUp, message }) => [keys.has(`top-up:staff:${topUp}`), heard.has(message)]);
        const rounds = before[n]?.length ?? 0;
        expect(kept.slice(0, rounds).flat(), `writer ${n}`).to.not.include(false);
        // One moment: nothing is there without all that came before it.
        const flat = kept.flat();
        expect(flat.slice(flat.indexOf(false)), `writer ${n}`).to.satisfy(
          (rest: boolean[]) => !flat.includes(false) || !rest.includes(true),
        );
      }
    } finally {
      await storage.stop();
    }
    const clean = await run('audit', live());
    expect(clean.code, clean.stdout).to.equal(0);
  });

  it('a backup says what it needs, and leaves no half of a file behind', async () => {
    const file = join(folder, 'backup');
    const named = await run('backup', live(), [file]);
    expect(named.code, named.stderr).to.equal(0);
    const again = await run('backup', live(), [file]);
    expect(again).to.deep.include({ code: 1, stdout: '', stderr: `${file} is there already: name a new file\n` });
    const nowhere = await run('backup', live(), [join(folder, 'no', 'backup')]);
    expect(nowhere).to.include({ code: 1, stdout: '' });
    expect(nowhere.stderr.trimEnd().split('\n')).to.have.length(1);
    if (engine.dialect === 'postgres') {
      const missing = await run('backup', live(), [`${file}-2`], { PATH: folder });
      expect(missing.code).to.equal(1);
      expect(missing.stderr).to.match(/^pg_dump is not on the PATH: install PostgreSQL's client programs.*\n$/);
    }
    const running = engine.dialect === 'sqlite' ? /another Parkwire process uses the database/ : /is not empty/;
    const refused = await run('restore', live(), [file, '--force']);
    expect(refused.code).to.equal(2);
    expect(refused.stderr).to.match(running);
  });
});

/** Tops up, books, parks and leaves, one after the other, for as long as it is let. */
class Writer {
  /** What was answered with success, in order. */
  readonly done: { topUp: string; message: string }[] = [];
  private readonly site: ParkwireProcess;
  private readonly slot: string;
  private readonly phone: string;
  private readonly driverId: string;
  private isWriting = true;

  private constructor(site: ParkwireProcess, slot: string, phone: string, driverId: string) {
    this.site = site;
    this.slot = slot;
    this.phone = phone;
    this.driverId = driverId;
  }

  static async begin(site: ParkwireProcess, slot: string, n: number): Promise<Writer> {
    const phone = `+91981230000${n}`;
    await site.text(phone, 'hello');
    return new Writer(site, slot, phone, (await site.driver(phone)).id);
  }

  stop(): void {
    this.isWriting = false;
  }

  async write(): Promise<void> {
    const { site, slot, phone, driverId } = this;
    const seen = (type: string) => site.api.post(`/api/lots/main/slots/${slot}/observations`, { type });
    for (let round = 0; this.isWriting; round++) {
      const topUp = `${slot}-${round}`;
      const message = newSid();
      await site.api.post(`/api/drivers/${driverId}/top-ups`, { amountMinor: 100 + round, requestId: topUp });
      await site.text(phone, `book ${slot}`, { MessageSid: message });
      this.done.push({ topUp, message });
      await seen('occupied');
      await seen('vacated');
    }
  }
}
