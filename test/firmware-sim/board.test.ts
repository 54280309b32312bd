import { expect } from 'chai';
import type { Board } from '../../firmware-sim/board.ts';
import type { BoardChange } from '../../firmware-sim/board-snapshot.ts';
import { BoardRefusedError, startBoard } from '../../firmware-sim/start-board.ts';
import { topics } from '../../shared/mqtt/topics.ts';
import { LOT, SECRET, TestBroker } from './support/broker.ts';

const ID = 'esp32-a';
const backoff = { minMs: 10, maxMs: 20 };
const status = topics.status(LOT, ID);
const event = topics.event(LOT, ID);

describe('a simulated board on a real broker', () => {
  let broker: TestBroker;
  let boards: Board[];

  beforeEach(async () => {
    broker = await TestBroker.start();
    boards = [];
  });

  afterEach(async () => {
    await Promise.all(boards.map((board) => board.stop()));
    await broker.stop();
  });

  async function start(part: Partial<Parameters<typeof startBoard>[0]> = {}): Promise<Board> {
    const options = { url: broker.url, lot: LOT, id: ID, secret: SECRET, slots: ['A', 'B'], backoff };
    const board = await startBoard({ ...options, dwellInMs: 20, dwellOutMs: 20, ...part });
    boards.push(board);
    return board;
  }

  function changed(board: Board, fits: (change: BoardChange) => boolean): Promise<BoardChange> {
    return new Promise((resolve) => {
      const off = board.onChange((change) => {
        if (!fits(change)) return;
        off();
        resolve(change);
      });
    });
  }

  it('is born, reports its slots and stops with a goodbye', async () => {
    const board = await start();
    const birth = await broker.until(({ topic }) => topic === status);
    expect(birth).to.deep.include({ from: ID, qos: 1, retain: true });
    expect(birth.body).to.include({ status: 'online', bootId: board.snapshot().bootId, protocol: 1 });
    const second = await broker.until(({ topic, body }) => topic === event && body.seq === 2);
    expect(second.body).to.include({ slot: 'B', type: 'vacated', initial: true });
    await board.stop();
    const last = await broker.until(({ topic, body }) => topic === status && body.status !== 'online');
    expect(last.body).to.deep.equal({ status: 'offline', bootId: birth.body.bootId });
    expect(broker.seen.filter(({ topic }) => topic === status)).to.have.length(2);
  });

  it('reports a car that comes and goes, and keeps nothing once acknowledged', async () => {
    broker.serve();
    const board = await start();
    board.carIn('A');
    const came = await broker.until(({ topic, body }) => topic === event && body.type === 'occupied');
    expect(came.body.distanceCm).to.be.within(27, 33);
    expect(came.body.sentUptimeMs - came.body.uptimeMs).to.be.at.least(20);
    const snapshot = await broker.until(({ topic, body }) => topic === topics.occupancy(LOT, ID, 'A') && body.occupied);
    expect(snapshot).to.deep.include({ retain: true });
    expect(snapshot.body.seq).to.equal(came.body.seq);
    board.carOut('A');
    await broker.until(({ topic, body }) => topic === event && body.slot === 'A' && body.seq > came.body.seq);
    if (board.snapshot().queue > 0) await changed(board, (change) => change.type === 'queue' && change.length === 0);
    expect(board.snapshot().slots[0]).to.include({ car: false, occupied: false });
    expect(() => board.carIn('Z')).to.throw(RangeError, 'does not serve slot Z');
  });

  it('shows a retained desired LED and a new one, and reports both', async () => {
    const desired = topics.ledDesired(LOT, ID, 'A');
    const reported = topics.ledReported(LOT, ID, 'A');
    await broker.publish(desired, { color: 'green', pattern: 'solid', rev: 4 }, true);
    const board = await start();
    expect((await broker.until(({ topic, body }) => topic === reported && body.rev === 4)).retain).to.equal(true);
    await broker.publish(desired, 'no json');
    await broker.publish(desired, { color: 'pink', pattern: 'solid', rev: 9 });
    await broker.publish(desired, { color: 'blue', pattern: 'solid', rev: 5 });
    const second = await broker.until(({ topic, body }) => topic === reported && body.rev >= 5);
    expect(second.body).to.deep.equal({ color: 'blue', pattern: 'solid', rev: 5 });
    expect(board.snapshot().slots[0]?.led).to.deep.equal(second.body);
  });

  it('comes back after the broker was away, with what happened meanwhile and nothing replayed stale', async () => {
    const board = await start();
    await broker.until(({ topic, body }) => topic === event && body.seq === 2);
    const gone = changed(board, (change) => change.type === 'offline');
    await broker.shut();
    await gone;
    const settled = changed(board, (change) => change.type === 'occupancy');
    board.carIn('B');
    await settled;
    expect(board.snapshot().queue).to.equal(3);
    const mark = broker.seen.length;
    await broker.listen();
    await broker.until(({ topic, body }) => topic === event && body.seq === 3, mark);
    const news = broker.seen.slice(mark).filter(({ from }) => from === ID);
    const birth = news.findIndex(({ topic, body }) => topic === status && body.status === 'online');
    const events = news.filter(({ topic }) => topic === event).map(({ body }) => body);
    expect(events.map(({ seq }) => seq)).to.deep.equal([1, 2, 3]);
    for (const { sentUptimeMs } of events) expect(sentUptimeMs).to.be.at.least(news[birth]?.body.uptimeMs);
  });

  it('reboots abruptly: the will fires, flash is kept, the new boot begins at 1', async () => {
    const board = await start();
    const first = board.snapshot().bootId;
    await broker.until(({ topic, body }) => topic === event && body.seq === 2);
    board.carIn('A');
    board.reboot();
    const will = await broker.until(({ topic, body }) => topic === status && body.status === 'lost');
    expect(will.body).to.deep.equal({ status: 'lost', bootId: first });
    expect(will).to.include({ retain: true, qos: 1 });
    const birth = await broker.until(({ topic, body }) => topic === status && body.bootId !== first);
    expect(birth.body.status).to.equal('online');
    const isNew = ({ topic, body }: { topic: string; body: { bootId: string; seq: number } }): boolean =>
      topic === event && body.bootId === birth.body.bootId;
    const initial = await broker.until(isNew);
    expect(initial.body).to.include({ seq: 1, slot: 'A', type: 'occupied', initial: true });
    const resent = broker.seen.slice(broker.seen.indexOf(birth)).filter(({ topic }) => topic === event);
    expect(resent.slice(0, 3).map(({ body }) => [body.bootId, body.seq])).to.deep.equal([
      [first, 1],
      [first, 2],
      [birth.body.bootId, 1],
    ]);
  });

  it('restarts by command after answering it', async () => {
    broker.serve();
    const board = await start();
    const first = board.snapshot().bootId;
    const command = topics.command(LOT, ID);
    const response = topics.response(LOT, ID);
    const expiresAt = new Date(Date.now() + 60_000).toISOString();
    await broker.until(({ topic }) => topic === topics.welcome(LOT, ID));
    await broker.publish(command, { commandId: 'r1', name: 'restart', args: {}, expiresAt });
    await broker.until(({ topic, body }) => topic === response && body.status === 'done');
    const story = broker.seen
      .filter(({ topic }) => topic === response || topic === status)
      .map(({ body }) => body.status);
    expect(story).to.deep.equal(['online', 'accepted', 'offline', 'online', 'done']);
    expect(board.snapshot().bootId).not.to.equal(first);
  });

  it('answers a command it does not know', async () => {
    await start();
    await broker.publish(topics.command(LOT, ID), { commandId: 'x', name: 'dance', expiresAt: 'never' });
    const { body } = await broker.until(({ topic }) => topic === topics.response(LOT, ID));
    expect(body).to.include({ commandId: 'x', status: 'rejected' });
  });

  it('stays dark while switched off and sees what changed when it wakes', async () => {
    const board = await start();
    board.powerOff();
    board.powerOff();
    expect(board.snapshot()).to.include({ powered: false, connected: false, bootId: undefined });
    board.carIn('A');
    expect(board.snapshot().slots[0]).to.deep.include({ car: true, occupied: undefined });
    const online = changed(board, (change) => change.type === 'online');
    board.powerOn();
    board.powerOn();
    await online;
    expect(board.snapshot().slots[0]).to.include({ occupied: true });
  });

  it('fails to start with a wrong secret or in another lot', async () => {
    let refused: unknown;
    await start({ secret: 'wrong' }).catch((error: unknown) => {
      refused = error;
    });
    expect(refused).to.be.instanceOf(BoardRefusedError).with.property('message').that.includes('esp32-a was refused');
    refused = undefined;
    await start({ lot: 'other' }).catch((error: unknown) => {
      refused = error;
    });
    expect(refused).to.be.instanceOf(BoardRefusedError);
  });

  it('keeps trying while there is no broker', async () => {
    await broker.shut();
    const problems: BoardChange[] = [];
    const started = start({
      onChange: (change) => {
        if (change.type !== 'problem' || problems.push(change) !== 2) return;
        void broker.listen();
      },
    });
    const board = await started;
    expect(board.snapshot().connected).to.equal(true);
    for (const change of problems) expect(change).to.have.nested.property('problem.kind', 'unreachable');
  });
});
