import { expect } from 'chai';
import { ApiClient } from '../support/api-client.ts';
import { story } from '../support/databases.ts';
import { HOUR, MINUTE } from '../support/manual-clock.ts';
import { quickPasswords, Site } from '../support/parkwire.ts';
import { messageForm } from '../support/webhooks.ts';

const MEERA = '+919800000001';
const DRIVER = '+919812345678';

story('attendants by chat', () => {
  let site: Site;

  beforeEach(async () => {
    site = await Site.start();
  });

  afterEach(() => site.stop());

  /** Signs in as somebody with that role. */
  async function staff(login: string, role: 'attendant' | 'viewer'): Promise<ApiClient> {
    const { unitOfWork, ids, clock } = site.parkwire;
    const passwordHash = await quickPasswords.hash('a password');
    await unitOfWork.run(async (tx) => {
      const operatorId = (await tx.lots.operatorId()) ?? '';
      await tx.staff.add({ id: ids.next(), operatorId, login, passwordHash, role, createdAt: clock.now() });
    });
    const api = new ApiClient(site.url);
    await api.login(login, 'a password');
    return api;
  }
  const code = async (api: ApiClient) => (await api.post('/api/staff/me/phone-code', {})).words as string;
  const link = async (api: ApiClient, phone = MEERA) => site.text(phone, await code(api));
  const audit = (actions: string) =>
    site.rows(
      `SELECT a.action, s.login FROM audit_log a JOIN staff s ON s.id = a.staff_id WHERE a.action LIKE '${actions}' ORDER BY a.at, a.id`,
    );

  it('link their phone with a code that is good once and for ten minutes', async () => {
    const meera = await staff('meera', 'attendant');
    expect(await site.text(MEERA, 'board')).to.not.contain('📋');
    const { code: shown, words } = await meera.post('/api/staff/me/phone-code', {});
    expect(words).to.equal(`link ${shown}`);
    expect(shown).to.match(/^[A-HJ-KMNP-Z2-9]{6}$/);
    expect(await site.text(MEERA, words.toLowerCase())).to.contain('linked to *meera*');
    expect(await site.text(DRIVER, words)).to.contain('This code is not good');
    expect(await site.text(MEERA, 'staff')).to.contain('topup');
    const { phones } = await meera.get('/api/staff/me/phones');
    expect(phones).to.have.length(1);
    expect(phones[0]).to.deep.include({ login: 'meera', phone: MEERA, alerts: false });
    expect(await audit('phone.%')).to.deep.equal([{ action: 'phone.link', login: 'meera' }]);

    const late = await code(meera);
    site.clock.advance(10 * MINUTE);
    expect(await site.text(DRIVER, late)).to.contain('This code is not good');
    const other = await staff('ravi', 'attendant');
    await other.refused('staff-phone-unknown', 'DELETE', `/api/staff/me/phones/${phones[0].id}`);
    await other.refused('forbidden', 'GET', '/api/staff/phones');
    expect((await site.api.get('/api/staff/phones')).phones).to.have.length(1);
    expect((await site.api.request('DELETE', `/api/staff/me/phones/${phones[0].id}`)).status).to.equal(204);
    expect(await site.text(MEERA, 'board')).to.not.contain('📋');
    expect(await audit('phone.unlink')).to.deep.equal([{ action: 'phone.unlink', login: 'admin' }]);
  });

  it('cannot guess a code: five wrong ones, and the sender waits an hour', async () => {
    const meera = await staff('meera', 'attendant');
    const words = await code(meera);
    for (let n = 0; n < 5; n++) expect(await site.text(DRIVER, 'link AAAAAA')).to.contain('not good');
    expect(await site.text(DRIVER, words)).to.contain('Too many wrong codes');
    expect(await site.text(MEERA, words)).to.contain('linked');
    site.clock.advance(HOUR + 1);
    expect(await site.text(DRIVER, await code(meera))).to.contain('linked');
  });

  it('lose it all at once with their login, their role or long silence', async () => {
    const meera = await staff('meera', 'attendant');
    await link(meera);
    expect(await site.text(MEERA, 'in A')).to.contain('🚗');
    expect(await site.text(MEERA, 'out A')).to.contain('Reply *yes*');
    const set = (change: string) =>
      site.parkwire.storage.database.writer.query(`UPDATE staff SET ${change} WHERE login = 'meera'`);
    await set(`role = 'viewer'`);
    expect(await site.text(MEERA, 'yes')).to.contain('Your role does not allow this');
    expect((await site.slot('A')).state).to.equal('attention');
    for (const text of ['in B', 'out A', 'free A', `topup ${DRIVER} 20`])
      expect(await site.text(MEERA, text), text).to.contain('Your role does not allow this');
    expect(await site.text(MEERA, 'who A')).to.contain('needs attention');
    await set('retired_at = 1');
    expect(await site.text(MEERA, 'who A')).to.not.contain('needs attention');
    await set(`retired_at = NULL, role = 'attendant'`);
    expect(await site.text(MEERA, 'who A')).to.contain('needs attention');
    site.clock.advance(61 * 24 * HOUR);
    expect(await site.text(MEERA, 'who A')).to.not.contain('needs attention');
  });

  it('see the board, who is in a slot and where a car is', async () => {
    const meera = await staff('meera', 'viewer');
    await link(meera);
    await site.text(DRIVER, 'book A');
    await site.parkwire.storage.database.writer.query(
      `UPDATE drivers SET plate = 'KA01AB1234', display_name = 'Asha' WHERE name = 'whatsapp_${DRIVER}'`,
    );
    const board = await site.text(MEERA, 'board');
    expect(board).to.contain('1 reserved: A').and.to.contain('7 free: B, C, D, E, F, G, H');
    expect(await site.text(MEERA, 'who A'))
      .to.contain('*A*: reserved, Asha, +919812345678, plate KA01AB1234')
      .and.to.contain('Booking PW-');
    expect(await site.text(MEERA, 'who Z')).to.contain('has no slot Z');
    expect(await site.text(MEERA, 'plate 1234')).to.contain('*A*: reserved, Asha');
    expect(await site.text(MEERA, 'plate 12')).to.contain('No car here');
    expect(await site.text(MEERA, 'plate KA 01 AB 1234')).to.contain('*A*');
    await site.text(MEERA, 'हिन्दी');
    expect(await site.text(MEERA, 'board')).to.contain('1 बुक: A');
  });

  it('note what they see by the use-cases of the board, and are asked before anything ends', async () => {
    await link(await staff('meera', 'attendant'));
    await site.text(DRIVER, 'book A');
    expect(await site.text(MEERA, 'out A')).to.contain('nothing to end in A');
    expect(await site.text(MEERA, 'in A')).to.contain('the stay of');
    const again = messageForm(MEERA, 'in A');
    expect((await site.webhook(again)).text).to.contain('a car in A already');
    expect((await site.webhook(again)).text).to.contain('a car in A already');
    expect((await site.slot('A')).state).to.equal('occupied');
    site.clock.advance(HOUR);
    expect(await site.text(MEERA, 'out A')).to.contain('so far $2.00');
    expect(await site.text(MEERA, 'no')).to.contain('Left as it is');
    expect(await site.text(MEERA, 'yes')).to.not.contain('closed');
    await site.text(MEERA, 'free A');
    const form = messageForm(MEERA, 'yes');
    const first = await site.webhook(form);
    expect(first.text).to.contain('The stay in A is closed');
    expect((await site.webhook(form)).text).to.equal(first.text);
    expect((await site.slot('A')).state).to.equal('free');
    site.clock.advance(10 * MINUTE);
    await site.told(DRIVER, 'bill');

    await site.text(DRIVER, 'book B');
    expect(await site.text(MEERA, 'free B')).to.contain('Cancel booking PW-');
    expect(await site.text(MEERA, 'ok')).to.contain('is cancelled');
    expect((await site.slot('B')).state).to.equal('free');
    await site.told(DRIVER, 'booking-withdrawn');
    expect((await audit('%')).filter(({ login }) => login === 'meera').map(({ action }) => action)).to.deep.equal([
      'phone.link',
      'slot.occupied',
      'slot.vacated',
      'booking.cancel',
    ]);
  });

  it('do nothing when the slot is not as it was when they were asked, or the yes comes too late', async () => {
    await link(await staff('meera', 'attendant'));
    await site.text(MEERA, 'in A');
    await site.text(MEERA, 'out A');
    await site.api.post('/api/lots/main/slots/A/observations', { type: 'vacated' });
    expect(await site.text(MEERA, 'yes')).to.contain('A has changed since I asked');
    await site.text(MEERA, 'in B');
    await site.text(MEERA, 'out B');
    site.clock.advance(11 * MINUTE);
    await site.text(MEERA, 'yes');
    expect((await site.slot('B')).state).to.equal('attention');
  });

  it('put money into a wallet after a yes, once, and the driver gets a receipt', async () => {
    await link(await staff('meera', 'attendant'));
    expect(await site.text(MEERA, `topup ${DRIVER} 20`)).to.contain('Nobody is known by +919812345678');
    await site.text(DRIVER, 'balance');
    const { balanceMinor } = await site.driver(DRIVER);
    expect(await site.text(MEERA, 'topup +91 98123 45678 20.50 cash')).to.contain('Put $20.50 into the wallet');
    expect((await site.driver(DRIVER)).balanceMinor).to.equal(balanceMinor);
    const form = messageForm(MEERA, 'yes');
    expect((await site.webhook(form)).text).to.contain('$20.50 is in the wallet');
    await site.webhook(form);
    await site.text(MEERA, 'yes');
    expect((await site.driver(DRIVER)).balanceMinor).to.equal(balanceMinor + 2050);
    expect((await site.told(DRIVER, 'top-up-receipt')).body).to.contain('$20.50');
    expect(await audit('wallet.%')).to.deep.equal([{ action: 'wallet.top-up', login: 'meera' }]);
    expect(await site.text(MEERA, `topup ${DRIVER} 20.505`)).to.contain('cannot read this amount');
  });

  it('are drivers too: what is no staff command, and a yes to the driver, is the driver’s', async () => {
    await link(await staff('meera', 'attendant'));
    expect(await site.text(MEERA, 'book C')).to.match(/^✅/);
    expect(await site.text(MEERA, 'status')).to.contain('C');
    await site.text(MEERA, 'in A');
    await site.text(MEERA, 'out A');
    site.clock.advance(1000);
    expect(await site.text(MEERA, 'cancel')).to.contain('Give back');
    // The driver was asked later.
    await site.text(MEERA, 'yes');
    expect((await site.slot('C')).state).to.equal('free');
    expect((await site.slot('A')).state).to.equal('attention');
    // Somebody else's yes is nothing to staff.
    await site.text(MEERA, 'out A');
    await site.text(DRIVER, 'yes');
    expect((await site.slot('A')).state).to.equal('attention');
    expect(await site.text(MEERA, 'yes')).to.contain('The stay in A is closed');
  });

  it('lose it with a number that is another person’s now, and keep it under their own id', async () => {
    const meera = await staff('meera', 'attendant');
    const own = { ExternalUserId: 'IN.A1b2C3d4E5' };
    await site.text(MEERA, await code(meera), own);
    await site.text(MEERA, 'alerts on', own);
    expect(await site.text(MEERA, 'board', own)).to.contain('📋');
    await site.text(MEERA, 'out A', own);
    const latter = { ExternalUserId: 'IN.Z9y8X7w6V5' };
    for (const text of ['board', 'who A', 'in A', 'yes', 'refund'])
      expect(await site.text(MEERA, text, latter), text).to.not.match(/📋|\*A\*: free|🚗|Nothing is open/);
    expect(await site.text(own.ExternalUserId, 'board', { ...own, WaId: '' })).to.contain('📋');
    await site.api.post('/api/lots/main/slots/A/observations', { type: 'occupied' });
    site.clock.advance(2 * MINUTE);
    await site.parkwire.jobs.alerts();
    const told = await site.rows(`SELECT i.user_id FROM messages m JOIN identities i ON i.id = m.identity_id
      WHERE m.kind = 'staff-alert-cars'`);
    expect(told).to.deep.equal([{ user_id: own.ExternalUserId }]);
    // The number can be linked again by whoever has it now, with a code of their own.
    expect(await site.text(MEERA, await code(await staff('ravi', 'viewer')), latter)).to.contain('linked to *ravi*');
    expect((await meera.get('/api/staff/me/phones')).phones).to.have.length(1);
  });

  it('ask which lot where there are several, and stay with it', async () => {
    await site.api.post('/api/lots', { code: 'north', name: 'North', currency: 'USD', slots: ['A', 'N1'] });
    await link(await staff('meera', 'attendant'));
    expect(await site.text(MEERA, 'who A'))
      .to.contain('Which lot?')
      .and.to.contain('board main');
    // A lot's own number speaks of that lot.
    const [{ id: lotId }] = await site.rows(`SELECT id FROM lots WHERE code = 'north'`);
    const spoken = await site.parkwire.turns.add({
      externalId: 'SM-own-number',
      from: {
        ...{ channel: 'whatsapp', userId: MEERA, phone: MEERA, profileName: null, transport: 'twilio' as const },
        ...{ ourAddress: 'whatsapp:+14150000001', lotId },
      },
      text: 'who N1',
      receivedAt: site.now(),
    });
    expect(spoken).to.have.property('body').that.contains('*N1*: free');
    expect(await site.text(MEERA, 'board north')).to.contain('*North*');
    expect(await site.text(MEERA, 'in N1')).to.contain('🚗');
    expect(await site.text(MEERA, 'who N1')).to.contain('needs attention');
    expect(await site.text(MEERA, 'who B main')).to.contain('*B*: free');
  });
});
