import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { recordsOf } from '../support/csv.ts';
import { type Engine, eachEngine, story } from '../support/databases.ts';
import { Site } from '../support/parkwire.ts';
import { ParkwireProcess } from './support/process.ts';

const HEADER = 'name,mobile,date,time,slot,service,follow_up_date';
/** The lines that are whole: what a crash left of one is taken away only when the next process writes. */
function written(file: string): Record<string, string>[] {
  const text = readFileSync(file, 'utf8');
  return recordsOf(text.slice(0, text.lastIndexOf('\n') + 1));
}
const phoneOf = (n: number): string => `+9198123${String(n).padStart(5, '0')}`;

eachEngine('the file of bookings', (engine: Engine) => {
  let site: Site;
  let folder: string;
  let file: string;
  let drop: () => Promise<void>;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'parkwire-csv-'));
    file = join(folder, 'lot_main_bookings.csv');
    const database = await engine.migratedDatabase();
    site = await Site.start({ databaseUrl: database.url, environment: { CSV_EXPORT_DIR: folder } });
    drop = () => database.drop();
  });

  afterEach(async () => {
    await site.stop();
    await drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const text = () => readFileSync(file, 'utf8');
  const keep = () => site.parkwire.jobs.bookingFiles();
  async function book(n: number, slot: string): Promise<void> {
    expect(await site.text(phoneOf(n), `book ${slot}`, { ProfileName: `Driver ${n}` })).to.match(/^✅/);
    await site.cancel(phoneOf(n));
  }

  it('has one line for each booking, in the order of the commits, whatever becomes of it', async () => {
    await keep();
    expect(text()).to.equal(`${HEADER}\n`);
    await site.api.patch('/api/lots/main', { timeZone: 'Asia/Kolkata' });
    site.clock.advance(Date.UTC(2026, 10, 24, 18, 40) - site.now());
    await book(1, 'A');
    await keep();
    const first = `Driver 1,'${phoneOf(1)},2026-11-25,00:10,A,,\n`;
    expect(text()).to.equal(`${HEADER}\n${first}`);
    await book(2, 'B');
    await book(1, 'C');
    await keep();
    await keep();
    expect(text().startsWith(`${HEADER}\n${first}`)).to.equal(true);
    expect(recordsOf(text()).map(({ name, slot }) => `${name} ${slot}`)).to.deep.equal([
      'Driver 1 A',
      'Driver 2 B',
      'Driver 1 C',
    ]);
  });

  it('is caught up after a crash at any byte, with no line twice and none missing', async () => {
    for (let n = 0; n < 3; n++) await book(n, 'A');
    await site.parkwire.unitOfWork.run(async (tx) => {
      const [driver] = await tx.drivers.byPhone(phoneOf(1));
      if (driver) await tx.drivers.saveDetails({ ...driver, displayName: 'आशा "A",\nB' });
    });
    await keep();
    const whole = readFileSync(file);
    expect(recordsOf(text()).map(({ name }) => name)).to.deep.equal(['Driver 0', 'आशा "A", B', 'Driver 2']);
    for (let bytes = 0; bytes < whole.length; bytes++) {
      truncateSync(file, bytes);
      await keep();
      expect(readFileSync(file).equals(whole), `torn at ${bytes}`).to.equal(true);
    }
    // A power cut can leave a stretch of nothing where the line should be.
    for (const bytes of [whole.length, whole.length - 5]) {
      truncateSync(file, bytes);
      appendFileSync(file, Buffer.alloc(5000));
      await keep();
      expect(readFileSync(file).equals(whole), `nothing behind ${bytes}`).to.equal(true);
    }
    // Whoever starts anew knows nothing of the file but what is in it.
    truncateSync(file, whole.length - 5);
    await site.restart();
    await keep();
    expect(readFileSync(file).equals(whole)).to.equal(true);
    rmSync(file);
    await keep();
    expect(readFileSync(file).equals(whole)).to.equal(true);
  });

  it('touches no file that is another, and none that knows more than the database', async () => {
    await book(1, 'A');
    writeFileSync(file, 'my own notes');
    await refuses('does not begin with name,mobile');
    expect(text()).to.equal('my own notes');
    writeFileSync(file, `${HEADER}\nx,,,,,,\ny,,,,,,\n`);
    await refuses('has 2 bookings, the database 1');
    expect(text()).to.equal(`${HEADER}\nx,,,,,,\ny,,,,,,\n`);
  });

  async function refuses(reason: string): Promise<void> {
    const error = await keep().then(
      () => expect.fail('it went on'),
      (refusal: Error) => refusal,
    );
    expect(error.message).to.contain(reason);
  }

  it('is caught up with what was booked before it was asked for', async () => {
    await keep();
    for (let n = 0; n < 12; n++) await book(n, 'A');
    appendFileSync(file, 'torn');
    await keep();
    expect(recordsOf(text()).map(({ name }) => name)).to.deep.equal(
      Array.from({ length: 12 }, (_, n) => `Driver ${n}`),
    );
  });
});

story('a server that is killed while it writes the file of bookings', function () {
  this.timeout(300_000);
  let site: ParkwireProcess;
  let folder: string;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'parkwire-csv-'));
    site = await ParkwireProcess.start({ CSV_EXPORT_DIR: folder });
  });

  after(async () => {
    await site.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it('has every committed booking once in the end, in order', async () => {
    const file = join(folder, 'lot_main_bookings.csv');
    let n = 0;
    for (let round = 0; round < 4; round++) {
      for (let made = 0; made < 8; made++) {
        const phone = phoneOf(n++);
        expect(await site.text(phone, 'book A')).to.match(/^✅/);
        await site.cancel(phone);
      }
      // Rounds differ in how much of the file is written by then.
      // On PostgreSQL the right to write of the process that was killed has to run out first.
      await site.until('the file is begun', () => round === 0 || written(file).length > 0, { withinMs: 60_000 });
      await site.end('SIGKILL');
      // A kill seldom hits the middle of a write: what it would leave is left by hand.
      if (round % 2 === 1) truncateSync(file, readFileSync(file).length - 7 - round);
      await site.start();
    }
    await site.until('the file is caught up', () => written(file).length === n, {
      withinMs: 60_000,
    });
    expect(written(file).map(({ mobile }) => mobile)).to.deep.equal(
      Array.from({ length: n }, (_, each) => `'${phoneOf(each)}`),
    );
  });
});

story('two servers with one folder for the files of bookings', function (engine) {
  this.timeout(300_000);
  // On SQLite there is one server.
  if (engine.dialect === 'sqlite') return;
  const sites: ParkwireProcess[] = [];
  let folder: string;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'parkwire-csv-'));
    const first = await ParkwireProcess.start({ CSV_EXPORT_DIR: folder });
    const second = new ParkwireProcess({
      CSV_EXPORT_DIR: folder,
      DATABASE_URL: first.environment['DATABASE_URL'] ?? '',
      ADMIN_PASSWORD: first.password,
    });
    sites.push(first, second);
    await second.start({ signIn: false });
  });

  after(async () => {
    for (const site of sites.reverse()) await site.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it('write each booking once, also when the one that writes is killed', async () => {
    const [first, second] = sites as [ParkwireProcess, ParkwireProcess];
    const file = join(folder, 'lot_main_bookings.csv');
    const mobiles = () => written(file).map(({ mobile }) => mobile);
    const book = async (site: ParkwireProcess, n: number): Promise<void> => {
      expect(await site.text(phoneOf(n), `book ${'ABCDEFGH'[n % 8]}`)).to.match(/^✅/);
      await site.cancel(phoneOf(n));
    };
    await Promise.all([0, 1, 2, 3, 4, 5].map((n) => book(n % 2 === 0 ? first : second, n)));
    await second.until('all are written', () => mobiles().length === 6);
    await first.end('SIGKILL');
    await book(second, 6);
    await second.until('the other one writes', () => mobiles().length === 7, { withinMs: 60_000 });
    expect(mobiles().sort()).to.deep.equal([0, 1, 2, 3, 4, 5, 6].map((n) => `'${phoneOf(n)}`));
    expect(mobiles().at(-1)).to.equal(`'${phoneOf(6)}`);
  });
});
