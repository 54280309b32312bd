import { readFileSync, writeFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { expect } from 'chai';
import { REST_MS } from '../../../../server/outbound/dialogflow/breaker.ts';
import { DialogflowOpinion } from '../../../../server/outbound/dialogflow/dialogflow-opinion.ts';
import { type DialogflowBehaviour, FakeDialogflow } from '../../../support/fake-dialogflow.ts';
import { ManualClock, SECOND } from '../../../support/manual-clock.ts';

const DOWN: DialogflowBehaviour = { kind: 'fail', status: 503, error: 'UNAVAILABLE' };

describe('the second opinion of Dialogflow', () => {
  let dialogflow: FakeDialogflow;
  let opinion: DialogflowOpinion;
  let clock: ManualClock;
  let outcomes: string[];
  let logged: string[];

  const make = (): DialogflowOpinion => {
    const env = dialogflow.environment;
    const write = (fields: object, message: string) => void logged.push(`${message} ${JSON.stringify(fields)}`);
    return new DialogflowOpinion({
      projectId: env['DIALOGFLOW_PROJECT_ID']!,
      location: env['DIALOGFLOW_LOCATION']!,
      agentId: env['DIALOGFLOW_AGENT_ID']!,
      keyFile: env['GOOGLE_APPLICATION_CREDENTIALS']!,
      apiUrl: env['DIALOGFLOW_API_URL']!,
      clock,
      log: { info: write, warn: write, error: write, debug: write },
      meter: { secondOpinion: (outcome: string) => void outcomes.push(outcome) } as never,
    });
  };

  beforeEach(async () => {
    dialogflow = await FakeDialogflow.start();
    clock = new ManualClock();
    outcomes = [];
    logged = [];
    opinion = make();
  });

  afterEach(async () => {
    await opinion.stop();
    await dialogflow.stop();
    expect(dialogflow.malformed, 'every request has the published shape and a good signature').to.deep.equal([]);
  });

  it('gives the command that an intent and what it found stand for', async () => {
    const found = { slot: 'slot b12', day: 'tomorrow', time: '5 pm', length: '2 hours', other: 'x' };
    dialogflow.finds('my ride needs a home', 'parkwire.book', found);
    expect(await opinion.ask('my ride needs a home', 'en')).to.equal('book B12 tomorrow 5 pm 2 hours');
    dialogflow.finds('गाड़ी कहाँ है', 'parkwire.status');
    expect(await opinion.ask('गाड़ी कहाँ है', 'hi')).to.equal('status');
    expect(dialogflow.asked.map(({ languageCode }) => languageCode)).to.deep.equal(['en', 'hi']);
    expect(outcomes).to.deep.equal(['understood', 'understood']);
    expect(dialogflow.tokens, 'no token is fetched').to.equal(0);
  });

  it('asks each time in a session of its own, in a language of the agent', async () => {
    for (const language of ['fr', null, 'en']) await opinion.ask('what is it', language);
    expect(new Set(dialogflow.asked.map(({ session }) => session)).size).to.equal(3);
    expect(new Set(dialogflow.asked.map(({ languageCode }) => languageCode))).to.deep.equal(new Set(['en']));
  });

  it('takes no guess, nothing that is no intent of ours, and no text that is too long', async () => {
    dialogflow.finds('sure', 'parkwire.balance', {}, 0.6);
    dialogflow.finds('unsure', 'parkwire.balance', {}, 0.59);
    dialogflow.finds('foreign', 'Small Talk');
    dialogflow.finds('builtin', 'constructor');
    const texts = ['sure', 'unsure', 'foreign', 'builtin', 'no match', 'x'.repeat(257)];
    const commands = [];
    for (const text of texts) commands.push(await opinion.ask(text, null));
    expect(commands).to.deep.equal(['balance', null, null, null, null, null]);
    expect(outcomes).to.deep.equal(['understood', 'unsure', 'none', 'none', 'none', 'none']);
    expect(dialogflow.asked).to.have.length(5);
  });

  it('takes what it found in the form of the agent, or not at all', async () => {
    const tries: [Record<string, string>, string][] = [
      [{ slot: 'A; cancel' }, 'new booking'],
      [{ slot: 'a', time: '*17:00*' }, 'book A'],
      [{ slot: 'a', length: 'x'.repeat(31) }, 'book A'],
      [{ slot: 'A B C' }, 'new booking'],
      [{ day: 'friday', date: '4 dec', time: ' 17:00 \n' }, 'book any 4 dec 17:00'],
      [{ slot: 'स्लॉट b', time: 'शाम 5 बजे' }, 'book B शाम 5 बजे'],
    ];
    for (const [parameters, command] of tries) {
      dialogflow.finds('text', 'parkwire.book', parameters);
      expect(await opinion.ask('text', null), JSON.stringify(parameters)).to.equal(command);
    }
  });

  for (const [what, code, behaviour] of [
    ['an error', '503', DOWN],
    ['a refusal', '403', { kind: 'fail', status: 403, error: 'PERMISSION_DENIED' }],
    ['a cut connection', 'ECONNRESET', { kind: 'cut' }],
    ['a page of a proxy', '502', { kind: 'answer', status: 502, body: '<html>' }],
    ['nonsense', 'SyntaxError', { kind: 'answer', status: 200, body: 'hello' }],
  ] as [string, string, DialogflowBehaviour][]) {
    it(`has none after ${what}, asks once, and logs neither text nor whose`, async () => {
      dialogflow.next(behaviour);
      expect(await opinion.ask('my secret words', null)).to.equal(null);
      expect(outcomes).to.deep.equal(['failed']);
      expect(dialogflow.tries, 'a try that failed is not repeated').to.equal(1);
      expect(logged).to.deep.equal([`Dialogflow gave no second opinion {"outcome":"failed","code":"${code}"}`]);
    });
  }

  it('has none where Dialogflow says nothing for too long', async () => {
    dialogflow.next({ kind: 'hang' });
    expect(await opinion.ask('my secret words', null)).to.equal(null);
    expect(outcomes).to.deep.equal(['slow']);
    expect(logged).to.deep.equal(['Dialogflow gave no second opinion {"outcome":"slow","code":"timeout"}']);
  });

  it('rests for 30 s after three failures in a row, then tries once', async () => {
    dialogflow.finds('text', 'parkwire.balance');
    const ask = () => opinion.ask('text', null);
    dialogflow.next(DOWN, DOWN);
    for (let tries = 0; tries < 3; tries++) await ask();
    expect(outcomes.splice(0)).to.deep.equal(['failed', 'failed', 'understood']);
    dialogflow.next(DOWN, DOWN, DOWN, DOWN);
    for (let tries = 0; tries < 5; tries++) await ask();
    expect(outcomes.splice(0)).to.deep.equal(['failed', 'failed', 'failed', 'resting', 'resting']);
    clock.advance(REST_MS - 1);
    await ask();
    clock.advance(1);
    // One tries; who comes meanwhile does not wait for it.
    await Promise.all([ask(), ask()]);
    expect(outcomes.splice(0).sort()).to.deep.equal(['failed', 'resting', 'resting']);
    clock.advance(REST_MS);
    expect(await ask()).to.equal('balance');
    expect(await ask()).to.equal('balance');
    expect(logged.filter((line) => line.includes('not asked for a while'))).to.have.length(1);
    clock.advance(-3600 * SECOND);
    expect(await ask(), 'a clock that is put back').to.equal('balance');
  });

  it('connects to nobody else', async () => {
    const { connect } = Socket.prototype;
    const hosts: string[] = [];
    Socket.prototype.connect = function (this: Socket, ...given: unknown[]) {
      const [first] = Array.isArray(given[0]) ? given[0] : given;
      hosts.push(`${first.host}:${first.port}`);
      return connect.apply(this, given as never);
    };
    try {
      opinion.start();
      dialogflow.next(DOWN);
      await opinion.ask('text', null);
      await opinion.ask('text', null);
    } finally {
      Socket.prototype.connect = connect;
    }
    expect(new Set(hosts)).to.deep.equal(new Set([new URL(dialogflow.url).host]));
  });

  it('has none with a key that is no key, and is well again with a good one', async () => {
    const good = readFileSync(dialogflow.keyFile, 'utf8');
    dialogflow.finds('text', 'parkwire.balance');
    writeFileSync(dialogflow.keyFile, JSON.stringify({ ...JSON.parse(good), private_key: 'none' }));
    opinion.start();
    expect(await opinion.ask('text', null)).to.equal(null);
    expect(dialogflow.tries).to.equal(0);
    writeFileSync(dialogflow.keyFile, good);
    await opinion.stop();
    opinion = make();
    expect(await opinion.ask('text', null)).to.equal('balance');
  });
});
