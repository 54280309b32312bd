import { randomBytes } from 'node:crypto';
import { startChild } from './child.ts';
import { type Load, type Prepared, prepare, send } from './load.ts';
import type { BenchRow } from './table.ts';

const CONNECTIONS = 64;
const WARM_UP = 4000;
const READS = 20_000;
const DRIVERS = 500;
const BOOKINGS = 8000;
const ROUNDS = 3;

const token = randomBytes(16).toString('hex');
let serial = 0;

function message(url: string, driver: number, text: string): Prepared {
  serial++;
  return prepare(url, token, {
    MessageSid: `SM${String(serial).padStart(32, '0')}`,
    AccountSid: `AC${'0'.repeat(32)}`,
    From: `whatsapp:+1202${String(5_000_000 + driver)}`,
    To: 'whatsapp:+14155238886',
    Body: text,
    ProfileName: `Driver ${driver}`,
    WaId: `1202${5_000_000 + driver}`,
    NumMedia: '0',
    MessageType: 'text',
  });
}

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Signed webhooks against a bare Express route that does the same parse, check and a static answer, taking turns. */
export async function benchWebhooks(): Promise<BenchRow[]> {
  const bare = await startChild('./bare-express.ts', [token]);
  const ours = await startChild('./parkwire-server.ts', [token, String(BOOKINGS + DRIVERS)]);
  const urlOf = (port: number) => `http://127.0.0.1:${port}/webhooks/twilio`;
  const bareUrl = urlOf(bare.port);
  const ourUrl = urlOf(ours.port);
  const reads = (url: string, count: number) =>
    Array.from({ length: count }, (_, index) => message(url, index % DRIVERS, index % 2 === 0 ? 'status' : 'balance'));
  const slots = (url: string, count: number) =>
    Array.from({ length: count }, (_, index) => message(url, index % DRIVERS, 'status'));
  try {
    await send(bareUrl, reads(bareUrl, WARM_UP), CONNECTIONS);
    await send(ourUrl, reads(ourUrl, WARM_UP), CONNECTIONS);
    const rows: Record<string, { base: Load[]; own: Load[] }> = {};
    const round = async (name: string, base: Prepared[], own: Prepared[]) => {
      const row = rows[name] ?? { base: [], own: [] };
      row.base.push(await send(bareUrl, base, CONNECTIONS));
      row.own.push(await send(ourUrl, own, CONNECTIONS));
      rows[name] = row;
    };
    for (let index = 0; index < ROUNDS; index++) {
      await round('signed status webhook', slots(bareUrl, READS), slots(ourUrl, READS));
    }
    // Drivers who are known already: their accounts are opened before the clock starts.
    const known = Array.from({ length: BOOKINGS }, (_, index) => message(ourUrl, DRIVERS + index, 'balance'));
    await send(ourUrl, known, CONNECTIONS);
    const share = Math.floor(BOOKINGS / ROUNDS);
    for (let index = 0; index < ROUNDS; index++) {
      const from = index * share;
      const books = (url: string) =>
        Array.from({ length: share }, (_, at) => message(url, DRIVERS + from + at, `book S${from + at}`));
      await round('signed book webhook, committed', books(bareUrl), books(ourUrl));
    }
    return Object.entries(rows).map(([work, { base, own }]) => {
      const failed = own.reduce((sum, load) => sum + load.failed, 0);
      return {
        work,
        baseline: median(base.map(({ perSecond }) => perSecond)),
        ours: median(own.map(({ perSecond }) => perSecond)),
        ratios: own.map(({ perSecond }, index) => perSecond / (base[index]?.perSecond ?? 1)),
        goal: work.includes('book') ? 0.1 : 0.7,
        unit: 'requests/s',
        note: `${failed > 0 ? `${failed} FAILED; ` : ''}p99 ${Math.round(median(own.map(({ p99Ms }) => p99Ms)))} ms with ${CONNECTIONS} connections`,
      };
    });
  } finally {
    await bare.stop();
    await ours.stop();
  }
}
