import { expect } from 'chai';
import type { Message } from '../../../../server/app/ports/entities.ts';
import { MetaSender } from '../../../../server/outbound/whatsapp/meta-sender.ts';
import { identity, message } from '../../../support/db-world.ts';
import { FakeMeta, type MetaBehaviour } from '../../../support/fake-meta.ts';

const NUMBER = '106540352242922';

describe('the sender to Meta', () => {
  let meta: FakeMeta;
  let logged: string[];
  let counted: string[];

  beforeEach(async () => {
    meta = await FakeMeta.start();
    logged = [];
    counted = [];
  });
  afterEach(() => meta.stop());

  const to = identity(1, { phone: '+919812345678', userId: '+919812345678', transport: 'meta', ourAddress: NUMBER });
  const log = (fields: object, words: string) => void logged.push(JSON.stringify([fields, words]));
  const sender = (parts: { accessToken?: string; graphUrl?: string; timeoutMs?: number } = {}) =>
    new MetaSender({
      accessToken: meta.accessToken,
      phoneNumberId: NUMBER,
      graphUrl: meta.environment.META_GRAPH_URL ?? '',
      log: { info: log, warn: log, error: log, debug: log },
      meter: { sent: (_: string, outcome: string) => void counted.push(outcome) } as never,
      ...parts,
    });
  const told = (parts: Partial<Message> = {}) => message({ id: 'm1', body: 'Hello', transport: 'meta', ...parts });
  const outcomeOf = (...behaviours: MetaBehaviour[]) => {
    meta.next(...behaviours);
    return sender().send(told(), to);
  };

  it('sends words in the published shape, with our own id to know them again by', async () => {
    const outcome = await sender().send(told({ body: 'Hello *Asha* 🚗' }), to);
    expect(outcome).to.deep.equal({ kind: 'accepted', externalId: meta.sent[0]?.id, status: 'sent' });
    expect(meta.sent.map(({ phoneNumberId, request }) => [phoneNumberId, request])).to.deep.equal([
      [
        NUMBER,
        {
          messaging_product: 'whatsapp',
          recipient_type: 'individual',
          to: '919812345678',
          type: 'text',
          text: { body: 'Hello *Asha* 🚗', preview_url: false },
          biz_opaque_callback_data: 'm1',
        },
      ],
    ]);
    expect(await sender().sentLike()).to.deep.equal([]);
    expect(counted).to.deep.equal(['accepted']);
  });

  it('writes to the business-scoped id where there is no number', async () => {
    await sender().send(told(), { ...to, phone: null, userId: 'IN.1234567890' });
    expect(meta.sent[0]?.request).to.include({ recipient: 'IN.1234567890' });
    expect(meta.sent[0]?.request).to.not.have.property('to');
  });

  it('sends from its own number to a driver who came another way since, and from no address that is none', async () => {
    for (const ourAddress of ['whatsapp:+14155238886', '../../me', '', null])
      await sender().send(told(), { ...to, ourAddress });
    expect(new Set(meta.sent.map(({ phoneNumberId }) => phoneNumberId))).to.deep.equal(new Set([NUMBER]));
    await sender().send(told(), { ...to, ourAddress: '200000000000001' });
    expect(meta.sent.at(-1)?.phoneNumberId).to.equal('200000000000001');
  });

  it('asks for a place, and shows buttons and lists, as Meta takes them', async () => {
    const options = (count: number) =>
      Array.from({ length: count }, (_, n) => ({ text: `lot ${n}`, title: `Lot ${n}`, note: `near ${n}` }));
    const offer = (count: number, more: object = {}) =>
      told({ rich: { lead: 'Which?', options: options(count), ...more } });
    for (const one of [offer(3), offer(10), offer(11, { asksPlace: true }), offer(11)]) await sender().send(one, to);
    expect(meta.malformed).to.deep.equal([]);
    expect(
      meta.sent.map(({ request }) => (request.type === 'interactive' ? request.interactive.type : request.type)),
    ).to.deep.equal(['button', 'list', 'location_request_message', 'text']);
    expect((meta.sent[1]!.request as any).interactive.action.sections[0].rows[9]).to.deep.equal({
      ...{ id: 'lot 9', title: 'Lot 9', description: 'near 9' },
    });
  });

  for (const code of [100, 130472, 130497, 131008, 131009, 131021, 131026, 131030, 131048, 131049, 131050, 131051])
    it(`gives up on ${code}, and says so`, async () => {
      expect(await outcomeOf({ kind: 'fail', status: 400, code })).to.deep.equal({
        kind: 'refused',
        reason: `Meta: error ${code} (HTTP 400)`,
      });
    });

  for (const [status, code] of [
    [400, 4],
    [500, 131000],
    [503, 2],
    [400, 131016],
  ] as const)
    it(`may try again after ${code}`, async () => {
      expect(await outcomeOf({ kind: 'fail', status, code })).to.deep.equal({
        kind: 'failed',
        reason: `Meta: error ${code} (HTTP ${status})`,
      });
    });

  for (const [status, code, scope, forMs] of [
    [400, 131056, 'recipient', 6000],
    [429, 130429, 'number', 1000],
    [429, 80007, 'number', 1000],
  ] as const)
    it(`holds back after ${code}, for the ${scope}`, async () => {
      expect(await outcomeOf({ kind: 'fail', status, code })).to.deep.equal({
        ...{ kind: 'held-back', scope, forMs },
        reason: `Meta: error ${code} (HTTP ${status})`,
      });
    });

  it('holds back for as long as it is told, and after any HTTP 429', async () => {
    const told = await outcomeOf({ kind: 'fail', status: 429, code: 130429, retryAfter: 12 });
    expect(told).to.include({ kind: 'held-back', forMs: 12_000 });
    const page = await outcomeOf({ kind: 'answer', status: 429, body: '<html>' });
    expect(page).to.include({ kind: 'held-back', scope: 'number' });
  });

  it('knows that the driver wrote too long ago after 131047', async () => {
    expect(await outcomeOf({ kind: 'fail', status: 400, code: 131047 })).to.deep.equal({
      kind: 'outside-window',
      reason: 'Meta: error 131047 (HTTP 400)',
    });
  });

  it('may try again after a page of whatever stands before Meta', async () => {
    for (const status of [500, 502, 404])
      expect(await outcomeOf({ kind: 'answer', status, body: '<html>' })).to.deep.equal({
        kind: 'failed',
        reason: `Meta: no message id (HTTP ${status})`,
      });
  });

  it('does not know what became of a message after a cut, a silence or a success without an id', async () => {
    expect((await outcomeOf({ kind: 'cut' })).kind).to.equal('unknown');
    meta.next({ kind: 'hang' });
    expect(await sender({ timeoutMs: 50 }).send(told(), to)).to.deep.equal({
      kind: 'unknown',
      reason: 'Meta: no answer',
    });
    for (const body of ['{}', '{"messages":[]}', 'not json', ''])
      expect((await outcomeOf({ kind: 'answer', status: 200, body })).kind, body).to.equal('unknown');
  });

  it('may try again where nobody was reached', async () => {
    const alone = sender();
    await meta.stop();
    const outcome = await alone.send(told(), to);
    expect(outcome).to.deep.equal({ kind: 'failed', reason: 'Meta: ECONNREFUSED' });
  });

  it('says in the log that the token is not good, and never the token, the number or the words', async () => {
    const outcome = await sender({ accessToken: 'EAAwrong-token' }).send(told(), to);
    expect(outcome).to.deep.equal({ kind: 'failed', reason: 'Meta: error 190 (HTTP 401)' });
    expect(logged).to.have.length(1);
    expect(logged[0]).to.contain('META_ACCESS_TOKEN').and.to.contain('190');
    for (const secret of ['EAAwrong-token', '9812345678', 'Hello']) expect(logged[0]).to.not.contain(secret);
    expect(meta.sent).to.deep.equal([]);
  });
});
