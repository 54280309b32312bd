import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { expect } from 'chai';
import { StorageError } from '../../../server/app/ports/storage-errors.ts';
import { openStorage, type Storage } from '../../../server/db/storage.ts';
import { eachEngine, onEngine } from '../../support/databases.ts';
import { openInChild } from '../../support/db-spawn.ts';
import { furnish, rejection } from '../../support/db-world.ts';
import { type FreshDatabase, postgres, sqlite } from '../../support/engines.ts';

const open = (url: string): Promise<Storage> => openStorage(url, () => undefined);
const leaseIsHeld = (storage: Storage): Promise<unknown[]> =>
  storage.database.reader(`SELECT name FROM leases WHERE name = 'child'`);

async function refused(url: string): Promise<string> {
  const error = await rejection(open(url));
  expect(error).to.be.instanceOf(StorageError).with.property('kind', 'unavailable');
  const { message } = error as StorageError;
  expect(message).to.match(/^the database|^the PostgreSQL|^another Parkwire/);
  expect(message).not.to.contain('\n');
  return message;
}

eachEngine('opening a database', (engine) => {
  let fresh: FreshDatabase;
  beforeEach(async () => {
    fresh = await engine.freshDatabase();
  });
  afterEach(() => fresh.drop());

  it('migrates an empty one, and one that is up to date not again', async () => {
    const first = await open(fresh.url);
    await first.unitOfWork.run((tx) => furnish(tx));
    const schema = await schemaOf(first);
    const migrations = await first.database.reader('SELECT name FROM schema_migrations ORDER BY name');
    expect(migrations[0]).to.deep.equal({ name: '0001-initial' });
    expect(schema.length).to.be.greaterThan(25);
    await first.stop();
    const second = await open(fresh.url);
    expect(await schemaOf(second)).to.deep.equal(schema);
    expect(await second.unitOfWork.read((look) => look.lots.all())).to.have.length(1);
    expect(await second.database.reader('SELECT name FROM schema_migrations ORDER BY name')).to.deep.equal(migrations);
    await second.stop();
  });

  it('refuses one that a newer version has written, and leaves it alone', async () => {
    const storage = await open(fresh.url);
    await storage.database.writer.query('INSERT INTO schema_migrations VALUES ($1)', ['9999-of-the-future']);
    await storage.stop();
    expect(await refused(fresh.url))
      .to.contain('newer Parkwire')
      .and.contain('9999-of-the-future');
    expect(await refused(fresh.url)).to.contain('newer Parkwire');
  });

  it('says in one sentence that a schema it did not make is in the way', async () => {
    const storage = await open(fresh.url);
    await storage.database.writer.query('DELETE FROM schema_migrations');
    await storage.stop();
    expect(await refused(fresh.url)).to.contain('brought up to date');
  });
});

/** What the database says it holds. */
async function schemaOf({ database }: Storage): Promise<unknown[]> {
  return database.dialect === 'sqlite'
    ? database.reader('SELECT type, name, sql FROM sqlite_master ORDER BY name')
    : database.reader(
        `SELECT c.relname, c.relkind, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
         WHERE c.relnamespace = 'public'::regnamespace ORDER BY 1, 3`,
      );
}

onEngine(sqlite, 'one process on a file', (engine) => {
  let fresh: FreshDatabase;
  beforeEach(async () => {
    fresh = await engine.freshDatabase();
  });
  afterEach(() => fresh.drop());

  it('is refused a second process, which says why in one sentence', async () => {
    const storage = await open(fresh.url);
    const child = await openInChild(fresh.url);
    expect(child.said).to.match(/^StorageError: another Parkwire process uses the database .*parkwire\.db/);
    expect(await storage.unitOfWork.run(async (tx) => tx.messages.nextDue())).to.equal(null);
    await storage.stop();
    await child.end();
  });

  it('is free again at once after a SIGKILL, with what was committed', async () => {
    const child = await openInChild(fresh.url);
    expect(child.said).to.equal('open');
    expect(await refused(fresh.url)).to.contain('another Parkwire process');
    await child.end('SIGKILL');
    const storage = await open(fresh.url);
    expect(await leaseIsHeld(storage)).to.have.length(1);
    await storage.stop();
  });

  it('says in one sentence where it cannot write', async () => {
    const path = fresh.url.slice('sqlite:'.length);
    await writeFile(path, 'this is no database, and it is longer than the header of one would be: '.repeat(20));
    const garbage = await readFile(path, 'utf8');
    expect(await refused(fresh.url))
      .to.contain('cannot be opened')
      .and.contain('SQLITE_NOTADB');
    expect(await readFile(path, 'utf8'), 'it was not touched').to.equal(garbage);
    expect(await refused(`sqlite:${path}/below/a-file.db`)).to.contain('not writable');
    await mkdir(`${path}.folder`);
    expect(await refused(`sqlite:${path}.folder`)).to.contain('cannot be opened');
  });

  it('says in one sentence that a file is read-only', async () => {
    const storage = await open(fresh.url);
    await storage.stop();
    const path = fresh.url.slice('sqlite:'.length);
    await chmod(path, 0o444);
    await chmod(dirname(path), 0o777);
    await chmod(`${path}.lock`, 0o666);
    // Root may write everything, so another user has to try.
    const child = await openInChild(fresh.url, process.getuid?.() === 0 ? 65_534 : undefined);
    expect(child.said).to.match(/^StorageError: the database.*(READONLY|CANTOPEN)/);
    await child.end();
  });

  it('can be opened again after it was refused', async () => {
    const path = fresh.url.slice('sqlite:'.length);
    await writeFile(path, 'x'.repeat(5000));
    await refused(fresh.url);
    await writeFile(path, '');
    await (await open(fresh.url)).stop();
  });
});

onEngine(postgres, 'several processes', (engine) => {
  it('migrate one database at once, and only once', async () => {
    const fresh = await engine.freshDatabase();
    const storages = await Promise.all(Array.from({ length: 4 }, () => open(fresh.url)));
    const alone = await engine.freshDatabase();
    const expected = await open(alone.url);
    const migrations = await expected.database.reader('SELECT name FROM schema_migrations ORDER BY name');
    for (const storage of storages) {
      expect(await storage.database.reader('SELECT name FROM schema_migrations ORDER BY name')).to.deep.equal(
        migrations,
      );
    }
    await expected.stop();
    await alone.drop();
    await Promise.all(storages.map((storage) => storage.stop()));
    await fresh.drop();
  });

  it('share a database that two of them migrate as they start', async () => {
    const fresh = await engine.freshDatabase();
    const children = await Promise.all([openInChild(fresh.url), openInChild(fresh.url)]);
    expect(children.map(({ said }) => said)).to.deep.equal(['open', 'open']);
    const storage = await open(fresh.url);
    expect(await leaseIsHeld(storage)).to.have.length(1);
    await storage.stop();
    await Promise.all(children.map((child) => child.end()));
    await fresh.drop();
  });

  it('are told in one sentence that no server answers', async () => {
    expect(await refused('postgres://nobody:nothing@127.0.0.1:1/nowhere')).to.contain('cannot be reached');
  });
});
