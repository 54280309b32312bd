import { mkdtempSync, rmSync } from 'node:fs';
import { readdir, readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { StorageError } from '../../../server/app/ports/storage-errors.ts';
import { backUp } from '../../../server/db/backup.ts';
import { connect } from '../../../server/db/connect.ts';
import { restore } from '../../../server/db/restore.ts';
import { openStorage } from '../../../server/db/storage.ts';
import { eachDumpableEngine, onEngine, sqlite } from '../../support/databases.ts';
import { addDriver, furnish, T0 } from '../../support/db-world.ts';
import type { Engine, FreshDatabase } from '../../support/engines.ts';

/** A backup of a lot with so many drivers, and places to restore it to. */
class Bench {
  readonly folder = mkdtempSync(join(tmpdir(), 'parkwire-restore-'));
  readonly file = join(this.folder, 'backup');
  private readonly engine: Engine;
  private readonly databases: FreshDatabase[] = [];

  constructor(engine: Engine) {
    this.engine = engine;
  }

  /** An empty database, or one with so many drivers. */
  async database(drivers = 0): Promise<string> {
    const database = await this.engine.freshDatabase();
    this.databases.push(database);
    if (drivers > 0) await this.change(database.url, (tx) => furnish(tx, { drivers }));
    return database.url;
  }

  async change(url: string, fn: Parameters<Awaited<ReturnType<typeof openStorage>>['unitOfWork']['run']>[0]) {
    const storage = await openStorage(url, () => undefined);
    await storage.unitOfWork.run(fn);
    await storage.stop();
  }

  async run(url: string, ...statements: string[]): Promise<void> {
    const database = await connect(url);
    for (const statement of statements) await database.writer.query(statement);
    await database.close();
  }

  async drivers(url: string): Promise<number> {
    const storage = await openStorage(url, () => undefined);
    const [row] = await storage.database.reader<{ n: number }>('SELECT COUNT(*) AS n FROM drivers');
    await storage.stop();
    return Number(row?.n);
  }

  async end(): Promise<void> {
    for (const database of this.databases) await database.drop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const refusal = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).to.be.instanceOf(StorageError);
  const { message } = error as StorageError;
  expect(message.split('\n'), message).to.have.length(1);
  return message;
};

eachDumpableEngine('restoring', function (this: Mocha.Suite, engine) {
  this.timeout(60_000);
  let bench: Bench;
  let source: string;
  const options = { force: false, now: T0 };

  beforeEach(async () => {
    bench = new Bench(engine);
    source = await bench.database(5);
    await backUp(source, bench.file);
  });

  afterEach(() => bench.end());

  it('puts all of it into an empty place, and nothing into one that holds something', async () => {
    await bench.change(source, async (tx) => addDriver(tx, 6));
    const target = await bench.database();
    expect(await restore(target, bench.file, options)).to.equal(null);
    expect(await bench.drivers(target)).to.equal(5);
    expect(await refusal(restore(source, bench.file, options))).to.match(
      /holds a database already: name another one|is not empty: create an empty one/,
    );
    expect(await bench.drivers(source)).to.equal(6);
  });

  it('refuses a file that was cut off or changed, leaves nothing, and takes the whole one afterwards', async () => {
    const target = await bench.database();
    const whole = await readFile(bench.file);
    for (const cutOff of [20, whole.length * 0.1, whole.length * 0.5, whole.length * 0.9]) {
      await truncate(bench.file, Math.floor(whole.length - cutOff));
      expect(await refusal(restore(target, bench.file, options))).to.match(/is damaged|pg_restore failed/);
      await writeFile(bench.file, whole);
    }
    const changed = Buffer.from(whole);
    changed.fill(0x5a, Math.floor(whole.length * 0.3), Math.floor(whole.length * 0.8));
    await writeFile(bench.file, changed);
    expect(await refusal(restore(target, bench.file, options))).to.match(/is damaged|pg_restore failed/);
    await writeFile(bench.file, whole);
    await restore(target, bench.file, options);
    expect(await bench.drivers(target)).to.equal(5);
  });

  it('refuses what is no backup of this engine, or of Parkwire, or of this version', async () => {
    const target = await bench.database();
    const note = join(bench.folder, 'note');
    await writeFile(note, 'not a backup');
    expect(await refusal(restore(target, note, options))).to.contain('is not a backup of a');
    expect(await refusal(restore(target, join(bench.folder, 'none'), options))).to.contain('cannot be read (ENOENT)');
    const foreign = await bench.database();
    await bench.run(foreign, 'CREATE TABLE songs (title TEXT)', `INSERT INTO songs VALUES ('x')`);
    await backUp(foreign, join(bench.folder, 'foreign'));
    expect(await refusal(restore(target, join(bench.folder, 'foreign'), options))).to.contain(
      'is not a backup of a Parkwire',
    );
    await bench.run(source, `INSERT INTO schema_migrations (name) VALUES ('9999-later')`);
    await backUp(source, join(bench.folder, 'newer'));
    expect(await refusal(restore(target, join(bench.folder, 'newer'), options))).to.contain(
      'was written by a newer Parkwire (it has 9999-later)',
    );
    await restore(target, bench.file, options);
    expect(await bench.drivers(target)).to.equal(5);
  });
});

onEngine(sqlite, 'restoring over a file', () => {
  let bench: Bench;
  const force = { force: true, now: T0 };
  const pathOf = (url: string) => url.slice('sqlite:'.length);

  beforeEach(async () => {
    bench = new Bench(sqlite);
    await backUp(await bench.database(5), bench.file);
  });

  afterEach(() => bench.end());

  it('moves what is there aside when forced, whole', async () => {
    const target = await bench.database(2);
    const aside = await restore(target, bench.file, force);
    expect(await bench.drivers(target)).to.equal(5);
    expect(await bench.drivers(`sqlite:${aside}`)).to.equal(2);
  });

  it('leaves it where it is when the backup is damaged, also when forced', async () => {
    const target = await bench.database(2);
    await truncate(bench.file, Math.floor((await stat(bench.file)).size / 2));
    expect(await refusal(restore(target, bench.file, force))).to.contain('is damaged');
    expect(await bench.drivers(target)).to.equal(2);
    const files = await readdir(join(pathOf(target), '..'));
    expect(files.filter((name) => name.includes('.part') || name.includes('.before'))).to.deep.equal([]);
  });

  it('does not let a journal that an older file left behind get into the restored one', async () => {
    const target = await bench.database();
    const path = pathOf(target);
    await rm(path, { force: true });
    // A server that was killed, and whose file alone was then removed.
    const database = await connect(target);
    await database.writer.query('CREATE TABLE old (n INTEGER)');
    await rename(`${path}-wal`, `${path}-kept`);
    await database.close();
    await rm(path);
    await rename(`${path}-kept`, `${path}-wal`);
    const options = { force: false, now: T0 };
    expect(await refusal(restore(target, bench.file, options))).to.contain('holds a database already');
    await restore(target, bench.file, force);
    expect(await bench.drivers(target)).to.equal(5);
  });
});
