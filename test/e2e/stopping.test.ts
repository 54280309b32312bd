import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { expect } from 'chai';
import { io } from 'socket.io-client';
import { until, within } from '../support/wait.ts';
import { ParkwireProcess } from './support/process.ts';

describe('stopping', function () {
  this.timeout(90_000);
  let site: ParkwireProcess;

  beforeEach(async () => {
    site = await ParkwireProcess.start();
  });
  afterEach(() => site.remove());

  const dial = async (): Promise<Socket> => {
    const socket = connect(Number(new URL(site.url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    return socket;
  };

  /** A login of which the head and half of the body are there. */
  const halfARequest = async (): Promise<{ socket: Socket; rest: string }> => {
    const body = JSON.stringify({ login: 'admin', password: site.password });
    const socket = await dial();
    socket.write(`POST /api/login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n`);
    socket.write(`Content-Length: ${body.length}\r\nExpect: 100-continue\r\n\r\n`);
    // Asked to go on, it is certain that the server has the request.
    await within('the request is under way', once(socket, 'data'));
    socket.write(body.slice(0, 10));
    return { socket, rest: body.slice(10) };
  };

  /** Nobody new is let in any more. */
  const closesItsDoor = () =>
    until('no connection is taken', async () => {
      const socket = connect(Number(new URL(site.url).port), '127.0.0.1');
      try {
        await once(socket, 'connect');
        return false;
      } catch {
        return true;
      } finally {
        socket.destroy();
      }
    });

  it('ends with 0 though boards are open, connections are kept and one has not asked anything yet', async () => {
    const board = await site.watch();
    const polling = io(`${site.url}/board`, {
      transports: ['polling'],
      extraHeaders: { cookie: site.api.cookie ?? '' },
      reconnection: false,
    });
    await within('a board that polls is there', new Promise<void>((resolve) => polling.on('connect', resolve)));
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const [answer] = (await once(get(`${site.url}/healthz`, { agent }), 'response')) as [IncomingMessage];
    await once(answer.resume(), 'end');
    const silent = await dial();
    const child = site.child!;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    const [code] = await within('the process ends', gone, 20_000);
    expect(code, site.stderr).to.equal(0);
    await until('the board is told', () => !board.socket.connected);
    polling.close();
    agent.destroy();
    silent.destroy();
  });

  it('answers what is under way first', async () => {
    await site.watch();
    const { socket, rest } = await halfARequest();
    const child = site.child!;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await closesItsDoor();
    socket.write(rest);
    const [answer] = await within('it is answered', once(socket, 'data'));
    expect(String(answer)).to.match(/^HTTP\/1\.1 200 /);
    const [code] = await within('the process ends', gone, 20_000);
    expect(code, site.stderr).to.equal(0);
  });

  it('does not wait for ever for a request that never ends', async () => {
    const { socket } = await halfARequest();
    expect(await site.end('SIGTERM'), site.stderr).to.equal(0);
    socket.destroy();
  });
});
