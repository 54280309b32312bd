import { mock } from 'node:test';
import { expect } from 'chai';
import { Batcher } from '../../../server/app/batcher.ts';
import type { ControllerMessage, IngestOutcome } from '../../../server/app/detection/controller-message.ts';
import type { Log } from '../../../server/app/ports/log.ts';
import { ControllerInbox } from '../../../server/inbound/mqtt/controller-inbox.ts';
import { systemIds } from '../../../server/outbound/system/ids.ts';
import { PrometheusMeter } from '../../../server/outbound/system/prometheus-meter.ts';
import { ManualClock } from '../../support/manual-clock.ts';

const ROOT = 'parkwire/v1/main/esp32-a';
const BOOT = 'abcdef12';
const QUIET: Log = { info: () => {}, warn: () => {}, error: () => {}, debug: () => {} };
const NOTHING: IngestOutcome = { acks: [], welcomes: [], dropped: [], observed: 0 };

describe('a snapshot out of the broker’s memory', () => {
  const said: { topic: string; name: unknown }[] = [];
  let inbox: ControllerInbox;

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    said.length = 0;
    inbox = new ControllerInbox({
      ...{ clock: new ManualClock(), ids: systemIds, log: QUIET, meter: new PrometheusMeter() },
      voice: {
        publish: async (topic, payload) => {
          said.push({ topic, name: (payload as { name?: unknown } | null)?.name });
          return true;
        },
      },
      ingest: new Batcher<ControllerMessage, IngestOutcome>({
        apply: async (messages) => messages.map(() => NOTHING),
        maxSize: 10,
        concurrency: 1,
      }),
      onPending: () => undefined,
      onOnline: () => {},
    });
  });

  afterEach(() => {
    inbox.stop();
    mock.timers.reset();
  });

  const receive = (topic: string, body: object, retain = false) =>
    inbox.receive(`${ROOT}/${topic}`, Buffer.from(JSON.stringify(body)), retain);
  const remember = () => receive('slot/A/occupancy', { occupied: true, bootId: BOOT, seq: 1 }, true);
  const online = { status: 'online', bootId: BOOT, fw: 'x', protocol: 1, slots: ['A'], uptimeMs: 1 };
  const RESYNC = [{ topic: `${ROOT}/command`, name: 'resync' }];

  it('makes us ask the board after 10 s, once', () => {
    remember();
    remember();
    receive('status', online, true);
    mock.timers.tick(9999);
    expect(said).to.deep.equal([]);
    mock.timers.tick(1);
    expect(said).to.deep.equal(RESYNC);
    mock.timers.tick(60_000);
    expect(said).to.deep.equal(RESYNC);
  });

  it('is not asked about when the board says online by itself', () => {
    remember();
    receive('status', online);
    mock.timers.tick(60_000);
    expect(said).to.deep.equal([]);
  });

  it('is asked about whatever else the board says, and whatever another board does', () => {
    remember();
    receive('event', { bootId: BOOT, seq: 1, slot: 'A', type: 'occupied', uptimeMs: 1, sentUptimeMs: 2 });
    receive('telemetry', { bootId: BOOT, uptimeMs: 3, queue: 0 });
    receive('slot/A/occupancy', { occupied: true, bootId: BOOT, seq: 1 });
    receive('slot/A/led/reported', { color: 'green', pattern: 'solid', rev: 1 });
    receive('status', { status: 'offline', bootId: BOOT });
    inbox.receive('parkwire/v1/main/esp32-b/status', Buffer.from(JSON.stringify(online)), false);
    mock.timers.tick(10_000);
    expect(said).to.deep.equal(RESYNC);
  });
});
