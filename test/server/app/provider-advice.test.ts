import { expect } from 'chai';
import { ProviderAdvice } from '../../../server/app/provider-advice.ts';

describe('what a provider’s error means', () => {
  const lines: { fields: object; text: string }[] = [];
  let now = 1_700_000_000_000;
  const warn = (fields: object, text: string) => lines.push({ fields, text });
  const log = { warn, info: warn, error: warn, debug: warn } as never;
  const advice = () => new ProviderAdvice(log, { now: () => now });

  beforeEach(() => lines.splice(0));

  it('is said with what to do, once in ten minutes for each code', () => {
    const say = advice();
    for (let n = 0; n < 3; n++) say.on('Twilio: error 63015');
    say.on('given up after 8 tries: Meta: error 131056 (HTTP 400)');
    say.on('Twilio: undelivered, error 63015');
    expect(lines.map(({ fields }) => fields)).to.deep.equal([
      { provider: 'Twilio', code: 63015 },
      { provider: 'Meta', code: 131056 },
    ]);
    expect(lines[0]?.text).to.contain('sandbox').and.to.contain('join');
    now += 10 * 60_000;
    say.on('Twilio: error 63015');
    expect(lines).to.have.length(3);
  });

  it('is silent where nothing is known of it', () => {
    for (const reason of [null, '', 'Twilio: no answer', 'Twilio: error 1', 'Meta: error 63015']) advice().on(reason);
    expect(lines).to.deep.equal([]);
  });
});
