import { expect } from 'chai';
import { ApiClient, expectProblem } from '../support/api-client.ts';
import { story } from '../support/databases.ts';
import { freePort } from '../support/engines.ts';
import { HOUR, MINUTE } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';
import { within } from '../support/wait.ts';
import { isWrite, pathOf, routeTable } from './support/route-table.ts';
import { isSignedIn, loginFrom, newHand, signedIn } from './support/staff-hands.ts';

/** A revoked login has to be gone from every socket within this. */
const GONE_MS = 5000;
const EVIL = 'https://evil.example';

story('threat: a staff session is stolen or borrowed', () => {
  let site: Site;

  beforeEach(async () => {
    site = await Site.start({ mode: 'production' });
  });

  afterEach(() => site.stop());

  const tokenOf = (api: ApiClient) => api.cookie?.split('=')[1] ?? '';

  async function openBoard(api: ApiClient) {
    const socket = site.socket({ cookie: api.cookie ?? '' });
    const gone = new Promise((resolve) => socket.once('disconnect', resolve));
    await within('the board connects', new Promise<void>((resolve) => socket.once('connect', resolve)));
    return { socket, gone: (why: string) => within(why, gone, GONE_MS) };
  }

  it('a page of another site writes nothing with the cookie, on any route, in any guise', async () => {
    const writes = (await routeTable(site.api)).filter(isWrite);
    expect(writes.length).to.be.greaterThan(30);
    const guises: Record<string, string>[] = [
      { origin: EVIL },
      { origin: 'null' },
      { origin: `${site.url}.evil.example` },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', origin: site.url },
      // What a plain form can send without asking first.
      { origin: EVIL, 'content-type': 'text/plain' },
    ];
    for (const one of writes) {
      for (const headers of guises) {
        const answer = await site.api.request(one.method, pathOf(one), '{}', headers);
        expect(answer.status, `${one.name} ${JSON.stringify(headers)}`).to.equal(403);
        expectProblem(answer, 'cross-origin');
      }
    }
    expect(await isSignedIn(site.api), 'logging out is a write too').to.equal(true);
  });

  it('the cookie cannot be read by a script, goes to no other site, and to https alone where we are https', async () => {
    const flagsOf = async (at: Site) => {
      const answer = await new ApiClient(at.url).login('admin', at.password);
      return answer.headers.getSetCookie().map((line) => {
        const [pair = '', ...flags] = line.split('; ');
        return [pair.split('=')[0], ...flags.filter((flag) => !flag.startsWith('Expires='))];
      });
    };
    const flags = (path: string, ...more: string[]) => [`Path=${path}`, 'HttpOnly', ...more, 'SameSite=Strict'];
    expect(await flagsOf(site)).to.deep.equal([
      ['parkwire_session', ...flags('/')],
      ['parkwire_browser', ...flags('/api/login')],
    ]);
    const port = await freePort();
    const secure = await Site.start({
      mode: 'production',
      environment: { PORT: String(port), PUBLIC_URL: `https://127.0.0.1:${port}` },
    });
    try {
      expect(await flagsOf(secure)).to.deep.equal([
        ['parkwire_session', ...flags('/', 'Secure')],
        ['parkwire_browser', ...flags('/api/login', 'Secure')],
      ]);
    } finally {
      await secure.stop();
    }
  });

  it('a token is new at each sign-in, and one that was planted before is worth nothing', async () => {
    const planted = 'a'.repeat(43);
    const api = new ApiClient(site.url);
    api.cookie = `parkwire_session=${planted}`;
    await api.login('admin', site.password);
    const first = tokenOf(api);
    expect(first)
      .to.match(/^[\w-]{43}$/)
      .and.not.equal(planted);
    const old = new ApiClient(site.url);
    old.cookie = api.cookie;
    await api.login('admin', site.password);
    expect(tokenOf(api)).not.to.equal(first);
    expect(await isSignedIn(old), 'what the browser held before').to.equal(false);
    old.cookie = `parkwire_session=${planted}`;
    expect(await isSignedIn(old)).to.equal(false);
    const stored = JSON.stringify(await site.rows('SELECT * FROM staff_sessions'));
    for (const token of [first, tokenOf(api)]) expect(stored, 'no token in the database').not.to.contain(token);
  });

  it('a new password ends what a thief holds, and goes on under a new token where it was changed', async () => {
    const { api, password } = await newHand(site, 'asha', 'attendant');
    const thief = await signedIn(site, 'asha', password);
    const board = await openBoard(thief);
    const before = tokenOf(api);
    const change = { oldPassword: password, newPassword: 'tulip river seven' };
    const answer = await api.request('POST', '/api/staff/me/password', change);
    expect(answer.status).to.equal(204);
    expect(await isSignedIn(api), 'the old token').to.equal(false);
    api.cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? null;
    expect(tokenOf(api)).not.to.equal(before);
    expect(await isSignedIn(api)).to.equal(true);
    expect(await isSignedIn(thief)).to.equal(false);
    await board.gone('the socket of the thief is gone');
  });

  it('who has the cookie but not the password cannot guess it in peace', async () => {
    const { api, password } = await newHand(site, 'asha', 'attendant');
    const change = (oldPassword: string) =>
      api.request('POST', '/api/staff/me/password', { oldPassword, newPassword: 'tulip river seven' });
    for (let n = 0; n < 10; n++) expectProblem(await change(`guess ${n}`), 'password-wrong', 403);
    expectProblem(await change(password), 'too-many-requests', 429);
    site.clock.advance(15 * MINUTE);
    expect((await change(password)).status).to.equal(204);
  });

  const ends: Readonly<Record<string, (id: string, asha: ApiClient) => Promise<unknown>>> = {
    'signing out': (_, asha) => asha.post('/api/logout'),
    'signing out everywhere': (_, asha) => asha.request('DELETE', '/api/staff/me/sessions'),
    'another role': (id) => site.api.patch(`/api/staff/${id}`, { role: 'viewer' }),
    'a password set by an admin': (id) => site.api.post(`/api/staff/${id}/password`, {}),
    retiring: (id) => site.api.patch(`/api/staff/${id}`, { retired: true }),
    'another process that retires': (id) => site.parkwire.unitOfWork.run((tx) => tx.staff.saveRetired(id, site.now())),
    'another process that ends sessions': (id) => site.parkwire.unitOfWork.run((tx) => tx.staff.endSessionsOf(id)),
    'twelve hours': async () => site.clock.advance(12 * HOUR),
  };
  for (const [why, end] of Object.entries(ends)) {
    it(`after ${why} session and socket are gone within 5 s, and a held token opens neither`, async () => {
      const { id, api } = await newHand(site, 'asha', 'attendant');
      const held = { cookie: api.cookie ?? '' };
      const board = await openBoard(api);
      await end(id, api);
      await board.gone(`the socket is gone after ${why}`);
      expect(await isSignedIn(api)).to.equal(false);
      const again = site.socket(held);
      const refused = new Promise<Error>((resolve) => again.once('connect_error', resolve));
      expect((await within('it is refused', refused)).message).to.equal('unauthorized');
    });
  }

  it('a login that nobody uses ends after four hours, and an open board is use', async () => {
    const [closed, open] = [await newHand(site, 'asha', 'viewer'), await newHand(site, 'ravi', 'viewer')];
    await openBoard(open.api);
    const noticed = () =>
      site.rows('SELECT * FROM staff_sessions WHERE staff_id = $1 AND last_seen_at = $2', [open.id, site.now()]);
    for (let n = 0; n < 2; n++) {
      site.clock.advance(4 * HOUR - MINUTE);
      await site.until('the board is noticed', async () => (await noticed()).length > 0);
    }
    expect(await isSignedIn(closed.api)).to.equal(false);
    expect(await isSignedIn(open.api)).to.equal(true);
    site.clock.advance(4 * HOUR + 2 * MINUTE);
    expect(await isSignedIn(open.api), 'twelve hours are over all the same').to.equal(false);
    await site.parkwire.jobs.forget();
    expect(await site.rows('SELECT * FROM staff_sessions')).to.deep.equal([]);
  });

  it('guessing from many addresses stops, and does not lock out the browser that the login is used with', async () => {
    const { login, password } = await newHand(site, 'asha', 'attendant');
    const own = await loginFrom(site, '127.0.0.2', { login, password });
    const browser = own.cookies.filter((cookie) => cookie.startsWith('parkwire_browser='));
    expect(browser).to.have.length(1);
    const tries = await Promise.all(
      Array.from({ length: 60 }, (_, n) => {
        return loginFrom(site, `127.0.1.${n % 12}`, { login, password: `guess number ${n}` });
      }),
    );
    const statuses = tries.map(({ status }) => status);
    expect(statuses.filter((status) => status === 401).length).to.equal(20);
    expect(statuses.filter((status) => status === 429).length).to.equal(40);
    const strange = await loginFrom(site, '127.0.0.3', { login, password });
    expect(strange).to.include({ status: 429, retryAfter: '900' });
    const known = await loginFrom(site, '127.0.0.3', { login, password }, browser);
    expect(known.status, 'the real user from another address').to.equal(200);
    expect((await loginFrom(site, '127.0.1.1', { login, password }, browser)).status, 'or the attacker’s').to.equal(
      200,
    );
    expect((await loginFrom(site, '127.0.0.4', { login: 'admin', password: site.password })).status).to.equal(200);
    site.clock.advance(15 * MINUTE);
    expect((await loginFrom(site, '127.0.0.3', { login, password })).status).to.equal(200);
  });

  it('a browser that is known is no way around: its own tries are counted, and for its own login alone', async () => {
    const { login, password } = await newHand(site, 'asha', 'attendant');
    const { cookies } = await loginFrom(site, '127.0.0.2', { login, password });
    const from = (n: number, as: string) =>
      loginFrom(site, `127.0.2.${n}`, { login: as, password: 'a wrong one' }, cookies);
    const mine = await Promise.all(Array.from({ length: 15 }, (_, n) => from(n, login)));
    expect(mine.filter(({ status }) => status === 401)).to.have.length(10);
    const others = await Promise.all(Array.from({ length: 30 }, (_, n) => from(n, 'admin')));
    expect(others.filter(({ status }) => status === 401)).to.have.length(20);
  });

  it('what was typed in the place of a login is not kept, and neither are addresses', async () => {
    await loginFrom(site, '127.0.0.9', { login: 'my secret password', password: 'x' });
    const kept = JSON.stringify([
      await site.rows('SELECT * FROM login_tries'),
      await site.rows('SELECT * FROM staff_sessions'),
    ]);
    expect(await site.rows('SELECT * FROM login_tries')).to.have.length.greaterThan(1);
    expect(kept).not.to.contain('secret').and.not.to.contain('127.0.0');
    site.clock.advance(15 * MINUTE);
    await site.parkwire.jobs.forget();
    expect(await site.rows('SELECT * FROM login_tries')).to.deep.equal([]);
  });
});
