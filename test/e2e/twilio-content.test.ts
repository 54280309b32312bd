import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect } from 'chai';
import { CONTENT_KINDS, contentName, contentTypes } from '../../server/outbound/whatsapp/twilio-content.ts';
import { rootFolder } from '../../server/places.ts';
import { story } from '../support/databases.ts';
import { FakeTwilio } from '../support/fake-twilio.ts';
import { Site } from '../support/parkwire.ts';
import { messageForm, OUR_NUMBER, wordsOf } from '../support/webhooks.ts';

const DRIVER = '+919812345678';
const SID = `AC${'a'.repeat(32)}`;
const sidOf = (kind: string) => `HX${String(CONTENT_KINDS.indexOf(kind) + 1).padStart(32, '0')}`;

story('buttons and lists at Twilio', () => {
  let twilio: FakeTwilio;
  let site: Site;

  const start = async (kinds: readonly string[] = CONTENT_KINDS) => {
    twilio = await FakeTwilio.start();
    site = await Site.start({
      mode: 'production',
      environment: {
        TWILIO_ACCOUNT_SID: SID,
        TWILIO_WHATSAPP_FROM: OUR_NUMBER,
        TWILIO_API_URL: twilio.url,
        TWILIO_CONTENT: kinds.map((kind) => `${kind}=${sidOf(kind)}`).join(','),
      },
    });
  };

  afterEach(async () => {
    await site.stop();
    await twilio.stop();
    expect(twilio.malformed).to.deep.equal([]);
  });

  const write = async (body: string, parts: Record<string, string> = {}) =>
    (await site.webhook(messageForm(DRIVER, body, parts))).text;
  const sent = async (count: number) => {
    await site.until(`${count} are sent`, () => twilio.messages.length === count, {
      on: (again) => twilio.onTry(again),
    });
    const { form } = twilio.messages[count - 1]!;
    return { ...form, variables: JSON.parse(form['ContentVariables'] ?? '{}') as Record<string, string> };
  };

  it('go out by content templates in place of the answer, each once, and what is tapped comes back as words', async () => {
    await start();
    expect(await write('hi')).to.not.contain('<Message');
    const menu = await sent(1);
    expect(menu).to.include({ ContentSid: sidOf('list-6') });
    expect(menu.variables).to.include({ 2: 'Choose', 3: 'Book a slot', 4: 'new booking' });
    expect(menu.variables[1]).to.contain('Welcome to');
    await write('Book a slot', { ButtonPayload: 'new booking' });
    expect((await sent(2)).variables[1]).to.contain('number plate');
    await write('cancel');
    expect(await write('book A tomorrow 5pm 2h')).to.not.contain('<Message');
    const summary = await sent(3);
    expect(summary).to.include({ ContentSid: sidOf('buttons-3') });
    expect(summary.variables).to.include({ 2: 'Yes', 3: 'yes' });
    // What offers nothing is the answer to the webhook as ever.
    expect(wordsOf(await write('Yes', { ButtonPayload: 'yes' }))).to.match(/^✅/);
    expect(twilio.messages).to.have.length(3);
  });

  it('stay numbers in the text where the account has no content for so many', async () => {
    await start(['buttons-2']);
    expect(wordsOf(await write('hi'))).to.contain('1. Book');
    expect(twilio.tries).to.equal(0);
  });

  it('become words where the account has lost the content, so that nobody is left without an answer', async () => {
    await start();
    twilio.next({ kind: 'fail', status: 400, code: 21655 });
    await write('hi');
    await sent(1);
    expect(twilio.messages[0]!.form['Body']).to.contain('1. Book');
  });
});

describe('the content templates of an account', () => {
  it('are made where they are missing, and named in a line for the environment', async () => {
    const made: { friendly_name: string; types: object; variables: object }[] = [];
    const server = createServer((request, response) => {
      const say = (body: object) =>
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      if (request.method === 'GET') {
        say({
          contents: [{ sid: sidOf('list-10'), friendly_name: contentName('list-10') }],
          meta: { next_page_url: null },
        });
        return;
      }
      let text = '';
      request.on('data', (chunk) => {
        text += chunk;
      });
      request.on('end', () => {
        const draft = JSON.parse(text);
        made.push(draft);
        say({ sid: sidOf(CONTENT_KINDS.find((kind) => contentName(kind) === draft.friendly_name) ?? '') });
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const run = (environment: Record<string, string>) =>
      new Promise<{ code: number | null; out: string }>((resolve) => {
        const child = spawn(join(rootFolder, 'node_modules', '.bin', 'tsx'), ['server/cli/twilio-content.ts'], {
          cwd: rootFolder,
          env: { PATH: process.env['PATH'], ...environment },
        });
        let out = '';
        child.stdout.on('data', (text) => {
          out += text;
        });
        child.stderr.on('data', (text) => {
          out += text;
        });
        child.on('close', (code) => resolve({ code, out }));
      });
    try {
      const TWILIO_API_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const account = { TWILIO_ACCOUNT_SID: SID, TWILIO_AUTH_TOKEN: 'token', TWILIO_WHATSAPP_FROM: OUR_NUMBER };
      const { code, out } = await run({ ...account, TWILIO_API_URL });
      expect([code, out.trim()]).to.deep.equal([
        0,
        `TWILIO_CONTENT=${CONTENT_KINDS.map((kind) => `${kind}=${sidOf(kind)}`).join(',')}`,
      ]);
      expect(made.map(({ friendly_name }) => friendly_name)).to.deep.equal(CONTENT_KINDS.slice(0, -1).map(contentName));
      const none = await run({ TWILIO_API_URL });
      expect([none.code, none.out]).to.deep.equal([
        1,
        'Set TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and TWILIO_WHATSAPP_FROM first.\n',
      ]);
    } finally {
      server.close();
    }
  }).timeout(30_000);

  it('have a variable for each field, numbered in their order, and a sample of each', () => {
    for (const kind of CONTENT_KINDS) {
      const { types, variables } = contentTypes(kind);
      const used = [...JSON.stringify(types).matchAll(/\{\{(\d+)\}\}/g)].map(([, number]) => Number(number));
      expect(used).to.deep.equal(used.map((_, index) => index + 1));
      expect(Object.keys(variables).map(Number)).to.deep.equal(used);
    }
    expect(contentTypes('buttons-3').types).to.have.nested.property('twilio/quick-reply');
  });
});
