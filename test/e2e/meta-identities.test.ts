import { expect } from 'chai';
import { faultsOf } from '../support/books.ts';
import { story } from '../support/databases.ts';
import { changeOf, FakeMeta, newWamid, text, webhookOf } from '../support/fake-meta.ts';
import { Site } from '../support/parkwire.ts';

const OLD = '919812345678';
const NEW = '919812340000';
const ID_BEFORE = 'IN.A1b2C3d4E5';
const ID_AFTER = 'IN.Z9y8X7w6V5';

interface Who {
  readonly number?: string;
  readonly id?: string;
}

story('drivers at Meta who get another number or id', () => {
  let meta: FakeMeta;
  let site: Site;

  beforeEach(async () => {
    meta = await FakeMeta.start();
    site = await Site.start({ mode: 'production', environment: meta.environment });
  });

  afterEach(async () => {
    expect(meta.malformed).to.deep.equal([]);
    expect(await faultsOf(site.parkwire.storage)).to.deep.equal([]);
    await site.stop();
    await meta.stop();
  });

  const written = ({ number, id }: Who, body: string): object =>
    changeOf({
      contacts: [{ profile: { name: 'Asha' }, ...(number && { wa_id: number }), ...(id && { user_id: id }) }],
      messages: [
        {
          id: newWamid(),
          ...(number && { from: number }),
          ...(id && { from_user_id: id }),
          timestamp: '1',
          ...text(body),
        },
      ],
    });
  const system = (from: Who, told: object): object =>
    changeOf({
      messages: [
        {
          ...{ id: newWamid(), timestamp: '1', type: 'system', system: told },
          ...(from.number && { from: from.number }),
          ...(from.id && { from_user_id: from.id }),
        },
      ],
    });
  const post = async (...changes: object[]) => expect(await meta.post(site.url, webhookOf(...changes))).to.equal(200);
  const sentCount = (count: number) =>
    site.until(`${count} messages were sent`, () => meta.sent.length >= count && meta.sent, {
      on: (again) => meta.onSent(again),
    });
  /** What somebody texts; answers the reply's words and where it went. */
  const say = async (who: Who, body: string) => {
    const before = meta.sent.length;
    await post(written(who, body));
    const { request } = (await sentCount(before + 1)).at(-1) as any;
    return { to: request.to ?? request.recipient, words: request.text?.body ?? request.interactive.body.text };
  };
  const drivers = () => site.rows('SELECT * FROM drivers ORDER BY id');
  const changedNumber = (more: object = {}) => ({
    ...{ type: 'user_changed_number', body: `User Asha changed from ${OLD} to ${NEW}`, wa_id: NEW },
    ...more,
  });

  it('keep booking and wallet under a new number and id, and are told at the new ones', async () => {
    await say({ number: OLD, id: ID_BEFORE }, 'book A');
    await post(system({ number: OLD, id: ID_BEFORE }, changedNumber({ user_id: ID_AFTER })));
    const told = await say({ number: NEW, id: ID_AFTER }, 'status');
    expect(told).to.deep.include({ to: NEW });
    expect(told.words).to.contain('*A*');
    const hidden = await say({ id: ID_AFTER }, 'status');
    expect(hidden.words).to.contain('*A*');
    expect(await drivers()).to.have.length(1);
    expect(await site.rows('SELECT phone FROM identities')).to.deep.equal([{ phone: `+${NEW}` }, { phone: `+${NEW}` }]);
    expect((await say({ number: OLD, id: 'IN.somebodyelse' }, 'status')).words).to.contain('You have no booking');
  });

  it('are told of a booking that they made without a number at the new number', async () => {
    await say({ number: OLD, id: ID_BEFORE }, 'hello');
    await say({ id: ID_BEFORE }, 'book A');
    await post(system({ number: OLD, id: ID_BEFORE }, changedNumber({ user_id: ID_AFTER })));
    await site.api.post('/api/lots/main/slots/A/observations', { type: 'occupied' });
    const [, , told] = await sentCount(3);
    expect((told as any).request).to.include({ to: NEW });
  });

  it('keep booking and wallet where the notice names no ids, though ids were known', async () => {
    await say({ number: OLD, id: ID_BEFORE }, 'book A');
    await post(system({ number: OLD }, changedNumber()));
    expect((await say({ number: NEW, id: ID_AFTER }, 'status')).words).to.contain('*A*');
    expect(await drivers()).to.have.length(1);
  });

  it('are known by a new id where the number is kept to themselves, and nothing goes to the old number', async () => {
    await say({ number: OLD, id: ID_BEFORE }, 'book A');
    await post(system({ id: ID_BEFORE }, { type: 'user_changed_user_id', user_id: ID_AFTER, body: 'changed' }));
    await site.api.post('/api/lots/main/slots/A/observations', { type: 'occupied' });
    const [, told] = await sentCount(2);
    expect((told as any).request).to.include({ recipient: ID_AFTER });
    expect((await say({ id: ID_AFTER }, 'status')).words).to.contain('*A*');
    expect((await say({ number: OLD }, 'status')).words).to.contain('You have no booking');
    const [former, latter] = await drivers();
    expect([former.name, latter.name]).to.deep.equal([`whatsapp_${ID_AFTER}`, `whatsapp_+${OLD}`]);
  });

  it('are known by what the field user_id_update says', async () => {
    await say({ number: OLD, id: ID_BEFORE }, 'book A');
    const update = {
      wa_id: NEW,
      detail: 'updated',
      user_id: { previous: ID_BEFORE, current: ID_AFTER },
      timestamp: '1',
    };
    await post({ ...changeOf({ user_id_update: [update, { user_id: {} }] }), field: 'user_id_update' });
    const told = await say({ number: NEW, id: ID_AFTER }, 'status');
    expect(told.to).to.equal(NEW);
    expect(told.words).to.contain('*A*');
    expect(await drivers()).to.have.length(1);
  });

  it('are one driver however often and in which order the two notices come', async () => {
    await say({ number: OLD, id: ID_BEFORE }, 'book A');
    const byNumber = system({ number: OLD, id: ID_BEFORE }, changedNumber({ user_id: ID_AFTER }));
    const byId = system({ id: ID_BEFORE }, { type: 'user_changed_user_id', user_id: ID_AFTER });
    for (const notice of [byId, byNumber, byId, byNumber]) await post(notice);
    expect((await say({ number: NEW, id: ID_AFTER }, 'status')).words).to.contain('*A*');
    for (const notice of [byNumber, byId]) await post(notice);
    expect((await say({ id: ID_AFTER }, 'status')).words).to.contain('*A*');
    expect(await drivers()).to.have.length(1);
  });

  it('take nothing from whoever has the new number or the old one already', async () => {
    await say({ number: OLD, id: ID_BEFORE }, 'book A');
    await say({ number: NEW, id: 'IN.other' }, 'book B');
    await post(system({ number: OLD, id: ID_BEFORE }, changedNumber({ user_id: ID_AFTER })));
    expect((await say({ number: NEW, id: 'IN.other' }, 'status')).words).to.contain('*B*');
    expect((await say({ id: ID_BEFORE }, 'status')).words).to.contain('*A*');
    // The old number is somebody else's meanwhile: a notice about its former owner does not concern them.
    await say({ number: OLD, id: 'IN.third' }, 'book C');
    await post(system({ number: OLD, id: 'IN.nobodyKnown' }, { ...changedNumber(), wa_id: '919812340009' }));
    expect((await say({ number: OLD, id: 'IN.third' }, 'status')).words).to.contain('*C*');
  });

  it('take nothing by a name that looks like such a notice', async () => {
    await say({ number: OLD, id: ID_BEFORE }, 'book A');
    const body = `User X changed from ${ID_BEFORE} to IN.thief changed from IN.thief0 to IN.thief`;
    await post(system({ id: 'IN.thief0' }, { type: 'user_changed_user_id', user_id: 'IN.thief', body }));
    expect((await say({ id: 'IN.thief' }, 'status')).words).to.contain('You have no booking');
    expect((await say({ id: ID_BEFORE }, 'status')).words).to.contain('*A*');
  });

  it('are one driver where the last words of the old number come in one request with the change', async () => {
    const notice = system({ number: OLD, id: ID_BEFORE }, changedNumber({ user_id: ID_AFTER }));
    await post(
      written({ number: OLD, id: ID_BEFORE }, 'book A'),
      notice,
      written({ number: NEW, id: ID_AFTER }, 'status'),
    );
    const [, told] = (await sentCount(2)) as any;
    expect(told.request.text.body).to.contain('*A*');
    expect(await drivers()).to.have.length(1);
  });
});
