import { expect } from 'chai';
import { HANDOVER_LAPSE_MS } from '../../server/domain/handover.ts';
import { ApiClient } from '../support/api-client.ts';
import { story } from '../support/databases.ts';
import { HOUR, MINUTE } from '../support/manual-clock.ts';
import { quickPasswords, Site } from '../support/parkwire.ts';
import { messageForm } from '../support/webhooks.ts';

const DRIVER = '+919812345678';
const OTHER = '+919812345679';

story('conversations that a person answers', () => {
  let site: Site;

  beforeEach(async () => {
    site = await Site.start();
  });

  afterEach(() => site.stop());

  /** Nothing is said to it. */
  const quiet = async (phone: string, body: string) =>
    expect((await site.webhook(messageForm(phone, body))).text).to.not.contain('<Message');
  const inbox = () => site.api.get('/api/conversations');
  const idOf = async (phone: string) => (await site.driver(phone)).id;
  const path = async (phone: string, what: string) => `/api/conversations/${await idOf(phone)}/${what}`;

  it('begin with `agent`: the bot keeps quiet, staff read and answer, and hand back', async () => {
    expect(await site.text(DRIVER, 'agent')).to.contain('will answer you here');
    await quiet(DRIVER, 'my car is behind a locked gate');
    await quiet(DRIVER, 'book A');
    expect((await site.slot('A')).state).to.equal('free');
    // Others go on as before.
    expect(await site.text(OTHER, 'book B')).to.match(/^✅/);
    const { conversations, waiting } = await inbox();
    expect(waiting).to.equal(1);
    expect(conversations).to.have.length(1);
    expect(conversations[0]).to.deep.include({ driverId: await idOf(DRIVER), phone: DRIVER });
    expect(conversations[0].handover).to.deep.include({
      openedBy: 'driver',
      lot: 'main',
      takenBy: null,
      isWaiting: true,
    });
    expect(conversations[0].latest).to.deep.include({ direction: 'inbound', body: 'book A' });

    const answer = { text: 'I am on my way' };
    expect(await site.api.post(await path(DRIVER, 'messages'), answer)).to.deep.include({ kind: 'staff-message' });
    expect((await site.told(DRIVER, 'staff-message')).body).to.equal('I am on my way');
    expect((await inbox()).waiting).to.equal(0);
    expect((await inbox()).conversations[0].handover).to.deep.include({ takenBy: 'admin', isWaiting: false });
    await quiet(DRIVER, 'thank you');
    expect((await inbox()).waiting).to.equal(1);

    await site.api.post(await path(DRIVER, 'hand-back'), {});
    expect((await site.told(DRIVER, 'handed-back')).body).to.contain('handed you back');
    expect((await inbox()).conversations).to.deep.equal([]);
    expect(await site.text(DRIVER, 'book A')).to.match(/^✅/);
    const said = await site.api.get(`/api/messages?driverId=${await idOf(DRIVER)}`);
    expect(said.messages.map(({ body }: any) => body)).to.include('my car is behind a locked gate');
    const audit = await site.rows(`SELECT action FROM audit_log WHERE action LIKE 'conversation.%'`);
    expect(audit).to.deep.equal([{ action: 'conversation.hand-back' }]);
  });

  it('end when the driver asks for the bot, and not by a greeting; a restart changes nothing', async () => {
    await site.text(DRIVER, 'can I talk to a human');
    await quiet(DRIVER, 'hello?');
    expect(await site.text(DRIVER, 'STOP')).to.contain('No more reminders');
    await site.restart();
    await quiet(DRIVER, 'are you there');
    expect(await site.text(DRIVER, 'Menu')).to.match(/^🤖 I am here again\.\n🅿️/);
    expect(await site.text(DRIVER, '2')).to.not.equal('');
    expect((await inbox()).conversations).to.deep.equal([]);
    expect(await site.text(DRIVER, 'agent')).to.contain('will answer you here');
    expect(await site.text(DRIVER, 'बॉट')).to.contain('🤖');
  });

  it('keep the question that was open, until staff drop it', async () => {
    await site.text(DRIVER, 'new booking');
    await site.text(DRIVER, 'Asha');
    expect(await site.text(DRIVER, 'agent')).to.contain('will answer you here');
    await quiet(DRIVER, 'still here');
    const { question } = await site.api.get(`/api/conversations/${await idOf(DRIVER)}`);
    expect(JSON.parse(question.dialogue)).to.deep.include({ kind: 'booking' });
    await site.api.post(await path(DRIVER, 'reset'), {});
    expect((await site.api.get(`/api/conversations/${await idOf(DRIVER)}`)).question).to.equal(null);
    await site.api.post(await path(DRIVER, 'hand-back'), { tell: false });
    expect(await site.text(DRIVER, 'hi')).to.contain('Welcome');
    const told = (await site.chat(DRIVER)).map(({ kind }) => kind);
    expect(told).to.not.include('handed-back');
  });

  it('go back to the bot after a day without a word, and who waits is told while that is still allowed', async () => {
    await site.text(DRIVER, 'agent');
    site.clock.advance(HOUR);
    await quiet(DRIVER, 'anybody?');
    await site.text(OTHER, 'agent');
    await site.api.post(await path(OTHER, 'messages'), { text: 'Hello' });
    site.clock.advance(HANDOVER_LAPSE_MS - MINUTE);
    expect(await site.parkwire.jobs.handovers()).to.equal(0);
    site.clock.advance(MINUTE);
    expect(await site.parkwire.jobs.handovers()).to.equal(2);
    expect((await site.told(DRIVER, 'handover-lapsed')).body).to.contain('nobody at Main car park has answered');
    expect((await site.chat(OTHER)).map(({ kind }) => kind)).to.not.include('handover-lapsed');
    expect(await site.parkwire.jobs.handovers()).to.equal(0);
    expect(await site.text(DRIVER, 'slots')).to.contain('free');
  });

  it('answer a repeated webhook with the same silence, and two at once in order', async () => {
    const asked = messageForm(DRIVER, 'agent');
    const [first, second] = await Promise.all([site.webhook(asked), site.webhook(messageForm(DRIVER, 'hello'))]);
    expect(first.text).to.contain('will answer you here');
    expect(second.text).to.not.contain('<Message');
    const silent = messageForm(DRIVER, 'one more');
    for (let times = 0; times < 3; times++) expect((await site.webhook(silent)).text).to.not.contain('<Message');
    expect((await site.webhook(asked)).text).to.equal(first.text);
    const rows = await site.rows(`SELECT body FROM messages WHERE direction = 'inbound' AND body = 'one more'`);
    expect(rows).to.have.length(1);
    expect(await site.rows('SELECT id FROM handovers')).to.have.length(1);
  });

  it('belong to one attendant at a time, and only attendants answer', async () => {
    const hash = await quickPasswords.hash('correct horse battery');
    await site.parkwire.unitOfWork.run(async (tx) => {
      const operatorId = (await tx.lots.operatorId()) ?? '';
      for (const role of ['attendant', 'viewer'] as const)
        await tx.staff.add({ id: role, login: role, passwordHash: hash, role, operatorId, createdAt: site.now() });
    });
    const attendant = new ApiClient(site.url);
    await attendant.login('attendant', 'correct horse battery');
    await site.text(DRIVER, 'agent');
    await attendant.post(await path(DRIVER, 'take'), {});
    const taken = await site.api.refused('conversation-taken', 'POST', await path(DRIVER, 'take'), {});
    expect(taken.text).to.contain('attendant');
    const mine = await site.api.post(await path(DRIVER, 'take'), { force: true });
    expect(mine.handover.takenBy).to.equal('admin');
    const viewer = new ApiClient(site.url);
    await viewer.login('viewer', 'correct horse battery');
    expect((await viewer.get('/api/conversations')).waiting).to.equal(1);
    await viewer.refused('forbidden', 'POST', await path(DRIVER, 'messages'), { text: 'no' });
    await site.api.post(await path(DRIVER, 'hand-back'), { tell: false });
    await site.api.refused('conversation-not-handed-over', 'POST', await path(DRIVER, 'hand-back'), {});
    await site.api.refused('driver-unknown', 'POST', '/api/conversations/nobody/take', {});
  });

  it('begin when staff take them, and tell every board that the inbox changed', async () => {
    await site.text(DRIVER, 'hi');
    const watcher = await site.watch();
    let changes = 0;
    watcher.socket.on('inbox', () => changes++);
    const seen = (count: number) =>
      site.until(`${count} changes of the inbox`, () => changes >= count, {
        on: (again) => {
          watcher.socket.on('inbox', again);
          return () => watcher.socket.off('inbox', again);
        },
      });
    const { handover } = await site.api.post(await path(DRIVER, 'take'), {});
    expect(handover).to.deep.include({ openedBy: 'staff', takenBy: 'admin' });
    await seen(1);
    await quiet(DRIVER, 'status');
    await seen(2);
  });
});
