import { expect } from 'chai';
import { io, type Socket } from 'socket.io-client';
import type { Mode } from '../../server/config.ts';
import { story } from '../support/databases.ts';
import { Site } from '../support/parkwire.ts';
import { within } from '../support/wait.ts';
import { newHand } from './support/staff-hands.ts';

const NAMESPACES = ['/', '/board', '/phone', '/admin', '/board/main'];
const PHONE = '+919812345678';

/** What a client on the network heard, whatever it is called. */
interface Listener {
  readonly what: string;
  readonly socket: Socket;
  readonly heard: string[];
}

for (const mode of ['production', 'development'] satisfies Mode[]) {
  story(`threat: sockets that stand open, in ${mode}`, () => {
    let site: Site;
    const listeners: Listener[] = [];

    beforeEach(async () => {
      site = await Site.start({ mode });
    });

    afterEach(async () => {
      for (const { socket } of listeners.splice(0)) socket.disconnect();
      await site.stop();
    });

    function listen(what: string, namespace: string, headers: Record<string, string>, transport = 'websocket') {
      const socket = io(`${site.url}${namespace === '/' ? '' : namespace}`, {
        transports: [transport],
        extraHeaders: headers,
        forceNew: true,
        reconnection: false,
      });
      const listener: Listener = { what: `${what} on ${namespace} by ${transport}`, socket, heard: [] };
      socket.onAny((event) => listener.heard.push(String(event)));
      listeners.push(listener);
      return listener;
    }

    /** Waits until it is let in or refused, and asks for everything it can think of. */
    async function pry({ socket, what }: Listener): Promise<'connected' | 'refused'> {
      const outcome = new Promise<'connected' | 'refused'>((resolve) => {
        socket.once('connect', () => resolve('connected'));
        socket.once('connect_error', () => resolve('refused'));
      });
      const result = await within(`${what} is answered`, outcome);
      for (const request of [{ lot: 'main' }, { room: 'lot:main' }, 'main', ['lot:main'], null]) {
        for (const event of ['join', 'subscribe', 'delta', 'room']) socket.emit(event, request);
      }
      return result;
    }

    /** Changes that boards, inboxes and phones are told; done once a board that may has heard of them. */
    async function stir(): Promise<void> {
      const board = await site.watch();
      const inbox = new Promise<void>((resolve) => board.socket.once('inbox', resolve));
      await site.api.post('/api/lots/main/slots/A/observations', { type: 'occupied' });
      await board.sees('A', 'attention');
      await site.text(PHONE, 'agent');
      await within('the inbox moves', inbox);
    }

    it('who is not signed in, or comes from another site, hears nothing on any namespace', async () => {
      const cookie = site.api.cookie ?? '';
      const guises: Readonly<Record<string, Record<string, string>>> = {
        nobody: {},
        'a made-up login': { cookie: `parkwire_session=${'a'.repeat(43)}` },
        'another site': { cookie, origin: 'https://evil.example' },
        'a site with our name in it': { cookie, origin: `${site.url}.evil.example` },
        'a page without an origin': { cookie, origin: 'null' },
        'what a browser calls cross-site': { cookie, 'sec-fetch-site': 'cross-site' },
      };
      for (const [what, headers] of Object.entries(guises)) {
        for (const namespace of NAMESPACES) {
          for (const transport of ['websocket', 'polling']) {
            const outcome = await pry(listen(what, namespace, headers, transport));
            // The browser phone of the demo has no login; whoever it is hears of no number they did not name.
            const isPhone = namespace === '/phone' && mode === 'development' && /^(nobody|a made)/.test(what);
            expect(outcome, `${what} on ${namespace}`).to.equal(isPhone ? 'connected' : 'refused');
          }
        }
      }
      await stir();
      expect(listeners.filter(({ heard }) => heard.length > 0)).to.deep.equal([]);
    });

    it('staff hear of the lot they joined and of no other, and only on the board', async () => {
      await site.api.post('/api/lots', { code: 'north', name: 'North', currency: 'USD', slots: ['N1'] });
      const viewer = await newHand(site, 'eye', 'viewer');
      const headers = { cookie: viewer.api.cookie ?? '' };
      const north = listen('a viewer in the north', '/board', headers);
      const unjoined = listen('a viewer who joined nothing', '/board', headers);
      for (const { socket } of [north, unjoined].filter((one) => !one.socket.connected)) {
        await within('the board connects', new Promise<void>((resolve) => socket.once('connect', resolve)));
      }
      const joined = await north.socket.timeout(5000).emitWithAck('join', { lot: 'north' });
      expect(joined.ok).to.equal(true);
      for (const namespace of ['/', '/phone', '/admin']) await pry(listen('a viewer', namespace, headers));
      await stir();
      expect(north.heard).to.deep.equal(['inbox']);
      expect(unjoined.heard).to.deep.equal(['inbox']);
      expect(listeners.filter(({ heard }) => heard.includes('delta') || heard.includes('digest'))).to.deep.equal([]);
      expect(listeners.slice(2).filter(({ heard }) => heard.length > 0)).to.deep.equal([]);
    });

    it('a lot that is not there is no room to wait in', async () => {
      const board = listen('an admin', '/board', { cookie: site.api.cookie ?? '' });
      await within('the board connects', new Promise<void>((resolve) => board.socket.once('connect', resolve)));
      for (const lot of ['south', '../main', 'lot:main', '*', '', 5, null, { $ne: 'x' }, ['main']]) {
        const answer = await board.socket.timeout(5000).emitWithAck('join', { lot });
        expect(answer.ok, JSON.stringify(lot)).to.equal(false);
      }
      await site.api.post('/api/lots', { code: 'south', name: 'South', currency: 'USD', slots: ['S1'] });
      await site.api.post('/api/lots/south/slots/S1/observations', { type: 'occupied' });
      await stir();
      expect(board.heard).to.deep.equal(['inbox']);
    });

    it('a packet that is too large closes the connection and nothing else', async () => {
      const board = listen('an admin', '/board', { cookie: site.api.cookie ?? '' });
      await within('the board connects', new Promise<void>((resolve) => board.socket.once('connect', resolve)));
      const gone = new Promise((resolve) => board.socket.once('disconnect', resolve));
      board.socket.emit('join', { lot: 'x'.repeat(20_000) });
      await within('the connection is closed', gone);
      await stir();
    });

    if (mode === 'development') {
      it('a browser phone hears of its own number alone', async () => {
        const own = listen('a phone', '/phone', {});
        const other = listen('another phone', '/phone', {});
        for (const [{ socket }, phone] of [
          [own, PHONE],
          [other, '+919812345679'],
        ] as const) {
          if (!socket.connected) {
            await within('the phone connects', new Promise<void>((resolve) => socket.once('connect', resolve)));
          }
          expect((await socket.timeout(5000).emitWithAck('join', { phone })).ok).to.equal(true);
        }
        const told = new Promise<void>((resolve) => own.socket.once('message', () => resolve()));
        await stir();
        await site.api.post('/api/dev/messages', { phone: PHONE, message: 'slots' });
        await within('the phone is told', told);
        expect([...new Set(own.heard)]).to.deep.equal(['message']);
        expect(other.heard).to.deep.equal([]);
      });
    }
  });
}
