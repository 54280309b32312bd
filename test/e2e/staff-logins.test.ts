import { expect } from 'chai';
import { ApiClient, expectProblem } from '../support/api-client.ts';
import { story } from '../support/databases.ts';
import { HOUR, MINUTE } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';
import { within } from '../support/wait.ts';

const WORDS = 'tulip river seven';
const OTHER_WORDS = 'copper lantern hill';

story('staff and their logins', () => {
  let site: Site;

  beforeEach(async () => {
    site = await Site.start({ mode: 'production' });
  });

  afterEach(() => site.stop());

  const add = (login: string, role = 'attendant', password: string | undefined = WORDS) =>
    site.api.post('/api/staff', { login, role, password });
  async function signedIn(login: string, password = WORDS): Promise<ApiClient> {
    const api = new ApiClient(site.url);
    const { status, text } = await api.login(login, password);
    expect(status, text).to.equal(200);
    return api;
  }
  const audited = async (action: string) => (await site.api.get(`/api/audit?action=${action}`)).entries;
  const session = async (api: ApiClient) => (await api.request('GET', '/api/session')).status;

  it('an admin adds somebody with a drawn password, who signs in and chooses their own', async () => {
    const { id, password, ...shown } = await site.api.post('/api/staff', { login: 'asha', role: 'attendant' });
    expect(password).to.match(/^[\w-]{16}$/);
    expect(shown).to.deep.include({ login: 'asha', role: 'attendant', retiredAt: null, signedInAt: null });
    const api = await signedIn('asha', password);
    await api.refused('password-wrong', 'POST', '/api/staff/me/password', { oldPassword: 'x', newPassword: WORDS });
    const weak = { oldPassword: password, newPassword: 'asha12345' };
    const refusal = await api.refused('password-refused', 'POST', '/api/staff/me/password', weak);
    expect(refusal.body.detail).to.contain('10 characters');
    await api.post('/api/staff/me/password', { oldPassword: password, newPassword: WORDS });
    expectProblem(await new ApiClient(site.url).login('asha', password), 'bad-credentials', 401);
    await signedIn('asha');
    const { staff } = await site.api.get('/api/staff');
    expect(staff.map((one: { login: string }) => one.login)).to.deep.equal(['admin', 'asha']);
    expect(staff[1].signedInAt).to.equal(new Date(site.now()).toISOString());
    const [entry] = await audited('staff.add');
    expect(entry).to.deep.include({ by: 'admin', subject: id, after: { login: 'asha', role: 'attendant' } });
    expect((await audited('staff.own-password'))[0]).to.include({ by: 'asha', subject: id });
    const everything = JSON.stringify([staff, await audited('staff')]);
    for (const secret of [password, WORDS, 'scrypt']) expect(everything).not.to.contain(secret);
  });

  it('a login is taken once, also by whoever is retired, and has a plain name', async () => {
    const { id } = await add('asha');
    await site.api.refused('staff-exists', 'POST', '/api/staff', { login: 'asha', role: 'viewer' });
    await site.api.patch(`/api/staff/${id}`, { retired: true });
    await site.api.refused('staff-exists', 'POST', '/api/staff', { login: 'asha', role: 'viewer' });
    for (const login of ['Asha', 'a', '<b>asha</b>', 'ａsha', 'asha kumar', 'system', 'driver', '-asha']) {
      await site.api.refused('invalid-request', 'POST', '/api/staff', { login, role: 'viewer' });
    }
    const many = await Promise.all(
      [1, 2, 3, 4].map(() => site.api.request('POST', '/api/staff', { login: 'ravi', role: 'viewer' })),
    );
    expect(many.map(({ status }) => status).sort()).to.deep.equal([201, 409, 409, 409]);
  });

  it('a retired login loses its sessions and sockets within seconds, and comes back with its password', async () => {
    const { id } = await add('asha');
    const api = await signedIn('asha');
    const socket = site.socket({ cookie: api.cookie ?? '' });
    await within('the board connects', new Promise<void>((resolve) => socket.once('connect', resolve)));
    const gone = new Promise((resolve) => socket.once('disconnect', resolve));
    expect((await site.api.patch(`/api/staff/${id}`, { retired: true })).retiredAt).to.be.a('string');
    await within('the socket is dropped', gone, 2000);
    expect(await session(api)).to.equal(401);
    expectProblem(await new ApiClient(site.url).login('asha', WORDS), 'bad-credentials', 401);
    expect((await site.api.patch(`/api/staff/${id}`, { retired: false })).retiredAt).to.equal(null);
    expect(await session(api), 'the old session stays dead').to.equal(401);
    await signedIn('asha');
    expect((await audited('staff.retire'))[0].subject).to.equal(id);
    expect((await audited('staff.bring-back'))[0].subject).to.equal(id);
  });

  it('a new role or password by an admin ends the sessions of that login and of no other', async () => {
    const { id } = await add('asha');
    await add('ravi');
    const [asha, ravi] = [await signedIn('asha'), await signedIn('ravi')];
    await site.api.patch(`/api/staff/${id}`, { role: 'attendant' });
    expect(await session(asha), 'nothing changed').to.equal(200);
    await site.api.patch(`/api/staff/${id}`, { role: 'viewer' });
    expect(await session(asha)).to.equal(401);
    const again = await signedIn('asha');
    expect((await again.get('/api/session')).role).to.equal('viewer');
    await again.refused('forbidden', 'POST', '/api/bookings', { slot: 'A', phone: '+919812345678' });
    const { password } = await site.api.post(`/api/staff/${id}/password`, {});
    expect(await session(again)).to.equal(401);
    expectProblem(await new ApiClient(site.url).login('asha', WORDS), 'bad-credentials', 401);
    await signedIn('asha', password);
    expect((await site.api.post(`/api/staff/${id}/password`, { password: OTHER_WORDS })).password).to.equal(null);
    await signedIn('asha', OTHER_WORDS);
    await site.api.refused('password-refused', 'POST', `/api/staff/${id}/password`, { password: 'short' });
    await site.api.refused('staff-unknown', 'POST', '/api/staff/none/password', {});
    await site.api.refused('staff-unknown', 'PATCH', '/api/staff/none', { retired: true });
    expect(await session(ravi)).to.equal(200);
  });

  it('the last admin is neither retired nor demoted, also when two admins go for each other', async () => {
    const [admin] = (await site.api.get('/api/staff')).staff;
    for (const change of [{ retired: true }, { role: 'attendant' }]) {
      await site.api.refused('last-admin', 'PATCH', `/api/staff/${admin.id}`, change);
    }
    const second = await add('second', 'admin');
    const other = await signedIn('second');
    const answers = await Promise.all([
      site.api.request('PATCH', `/api/staff/${second.id}`, { retired: true }),
      other.request('PATCH', `/api/staff/${admin.id}`, { role: 'viewer' }),
    ]);
    expect(answers.map(({ status }) => status).filter((status) => status === 200)).to.have.length(1);
    const active = await site.rows(`SELECT login FROM staff WHERE role = 'admin' AND retired_at IS NULL`);
    expect(active).to.have.length(1);
  });

  it('everybody sees where they are signed in, and signs out everywhere', async () => {
    await add('asha');
    const gate = new ApiClient(site.url);
    const agent = 'Mozilla/5.0 (Android 15; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0';
    const answer = await gate.request(
      'POST',
      '/api/login',
      { login: 'asha', password: WORDS },
      { 'user-agent': agent },
    );
    gate.cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? null;
    site.clock.advance(10 * MINUTE);
    const office = await signedIn('asha');
    const { sessions } = await office.get('/api/staff/me/sessions');
    const [now, earlier] = [site.now(), site.now() - 10 * MINUTE].map((at) => new Date(at).toISOString());
    expect(sessions).to.have.length(2);
    expect(sessions[0]).to.include({ createdAt: now, lastSeenAt: now, isThisOne: true });
    expect(sessions[1]).to.include({
      ...{ createdAt: earlier, lastSeenAt: earlier, isThisOne: false, browser: 'Firefox on Android' },
    });
    await gate.get('/api/session');
    expect((await office.get('/api/staff/me/sessions')).sessions[0].lastSeenAt).to.equal(now);
    const left = await office.request('DELETE', '/api/staff/me/sessions');
    expect(left.status).to.equal(204);
    expect(left.headers.getSetCookie().join()).to.contain('parkwire_session=;');
    expect([await session(gate), await session(office), await session(site.api)]).to.deep.equal([401, 401, 200]);
    expect((await audited('staff.sign-out'))[0]).to.deep.include({
      by: 'asha',
      before: { login: 'asha', sessions: 2 },
    });
  });

  it('the audit log is looked through by lot, login, action, subject and time, page by page', async () => {
    await site.api.patch('/api/lots/main/slots/A', { outOfService: true });
    site.clock.advance(HOUR);
    await site.api.patch('/api/lots/main', { name: 'North' });
    await add('asha');
    const asha = await signedIn('asha');
    const booking = await asha.post('/api/bookings', { slot: 'B', phone: '+919812345678' });
    await asha.refused('forbidden', 'GET', '/api/audit');
    const find = async (query: string) =>
      (await site.api.get(`/api/audit?${query}`)).entries.map((one: { action: string }) => one.action);
    const all = ['booking.create', 'staff.add', 'lot.change', 'slot.out-of-service'];
    expect(await find('')).to.deep.equal(all);
    expect(await find('lot=main')).to.deep.equal(['booking.create', 'lot.change', 'slot.out-of-service']);
    expect(await find('staff=asha')).to.deep.equal(['booking.create']);
    expect(await find('action=slot')).to.deep.equal(['slot.out-of-service']);
    expect(await find(`subject=${booking.id}`)).to.deep.equal(['booking.create']);
    expect(await find(`to=${new Date(site.now()).toISOString()}`)).to.deep.equal(['slot.out-of-service']);
    expect(await find(`from=${new Date(site.now()).toISOString()}`)).to.deep.equal(all.slice(0, 3));
    const seen: string[] = [];
    for (let before: string | null = ''; before !== null; ) {
      const page: { entries: { action: string }[]; next: string | null } = await site.api.get(
        `/api/audit?limit=3${before === '' ? '' : `&before=${before}`}`,
      );
      seen.push(...page.entries.map(({ action }) => action));
      before = page.next;
    }
    expect(seen).to.deep.equal(all);
    const [entry] = (await site.api.get('/api/audit?action=slot.out-of-service')).entries;
    expect(entry).to.deep.include({ by: 'admin', lot: 'main', subject: 'main/A', before: false, after: true });
    await site.api.refused('lot-unknown', 'GET', '/api/audit?lot=none');
    await site.api.refused('staff-unknown', 'GET', '/api/audit?staff=none');
    await site.api.refused('invalid-request', 'GET', '/api/audit?action=%25');
  });
});
