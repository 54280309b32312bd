import { expect } from 'chai';
import { linesOf } from '../../../server/board/attendant/controllers/credential-lines.ts';
import { byUrgency, troublesOf } from '../../../server/board/attendant/controllers/standing.ts';
import type { ControllerView } from '../../../shared/http/controllers.ts';

const telemetry = (parts: Partial<NonNullable<ControllerView['telemetry']>>): ControllerView['telemetry'] => ({
  at: '2026-11-21T12:00:00.000Z',
  uptimeMs: 1,
  rssi: -60,
  heapFree: null,
  tempC: null,
  queue: 0,
  ...parts,
});
const controller = (id: string, parts: Partial<ControllerView> = {}): ControllerView => ({
  id,
  slots: ['A'],
  boardSlots: ['A', 'B'],
  status: 'online',
  fw: null,
  bootId: null,
  lastSeenAt: null,
  telemetry: telemetry({}),
  drifting: [],
  secretPending: false,
  ...parts,
});

describe('what controllers need somebody for', () => {
  it('is nothing while all is well, a slot to spare on the board included', () => {
    expect(troublesOf(controller('a'))).to.deep.equal([]);
    expect(troublesOf(controller('a', { telemetry: null, boardSlots: null }))).to.deep.equal([]);
  });

  it('names everything, the most urgent first', () => {
    const parts = { drifting: ['A'], boardSlots: [], secretPending: true };
    const all = controller('a', { ...parts, telemetry: telemetry({ queue: 17, rssi: -81 }) });
    expect(troublesOf(all)).to.deep.equal(['drift', 'slots', 'queue', 'signal', 'secret']);
    expect(troublesOf({ ...all, status: 'lost' })).to.deep.equal(['lost', 'drift', 'slots', 'secret']);
  });

  it('orders them: those that need somebody first, then by name as people count', () => {
    const ids = byUrgency([
      controller('b10'),
      controller('b9'),
      controller('c', { status: 'never-seen' }),
      controller('d', { status: 'lost' }),
      controller('e', { drifting: ['A'] }),
    ]).map(({ id }) => id);
    expect(ids).to.deep.equal(['d', 'e', 'c', 'b9', 'b10']);
  });
});

describe('the lines for a board’s configuration', () => {
  const credential = { lot: 'main', id: 'esp32-a', secret: 'ab12', slots: ['A', 'B'] };

  it('say where the broker is, or that it is where the page came from', () => {
    const broker = { host: null, port: 1883, tls: false };
    expect(linesOf({ ...credential, broker }, '192.168.1.10')).to.equal(
      'broker=192.168.1.10\nport=1883\ntls=no\nlot=main\nid=esp32-a\nsecret=ab12\nslots=A,B',
    );
    const elsewhere = { host: 'mqtt.example.com', port: 8883, tls: true };
    expect(linesOf({ ...credential, broker: elsewhere }, 'x')).to.match(
      /^broker=mqtt\.example\.com\nport=8883\ntls=yes\n/,
    );
  });
});
