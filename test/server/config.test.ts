import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { ConfigError, readConfig } from '../../server/config.ts';

const linesOf = (environment: Record<string, string>): readonly string[] => {
  try {
    readConfig('production', environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.lines;
    throw error;
  }
  return [];
};

describe('the configuration', () => {
  it('has the defaults of the design and no default secret', () => {
    const config = readConfig('production', {});
    expect(config).to.deep.include({
      port: 3000,
      host: '0.0.0.0',
      mqttPort: 1883,
      databaseUrl: 'sqlite:data/parkwire.db',
    });
    expect(config.adminPassword).to.equal(null);
    expect(config.twilio).to.deep.equal({ accountSid: null, authToken: null, from: null, apiUrl: null, contents: {} });
    expect(Object.isFrozen(config)).to.equal(true);
    expect(readConfig('demo', {}).host).to.equal('127.0.0.1');
    expect(readConfig('development', {}).host).to.equal('127.0.0.1');
  });

  it('takes an empty variable as one that is not set, and uses an external broker instead of its own', () => {
    expect(readConfig('production', { PORT: '', PUBLIC_URL: '' }).port).to.equal(3000);
    const config = readConfig('production', { MQTT_URL: 'mqtts://broker:8883', PUBLIC_URL: 'https://park.example///' });
    expect(config).to.include({ mqttPort: null, mqttUrl: 'mqtts://broker:8883', publicUrl: 'https://park.example' });
  });

  it('names what contradicts', () => {
    const sid = `AC${'0'.repeat(32)}`;
    expect(linesOf({ TWILIO_ACCOUNT_SID: sid })).to.have.length(2);
    expect(linesOf({ PORT: '1883' })).to.deep.equal(['MQTT_PORT: must differ from PORT']);
    const pair = { MQTT_TLS_CERT_FILE: 'cert.pem', MQTT_TLS_KEY_FILE: 'key.pem' };
    for (const name of Object.keys(pair))
      expect(linesOf({ [name]: 'x.pem' })[0]).to.contain('TLS needs both MQTT_TLS_CERT_FILE and MQTT_TLS_KEY_FILE');
    expect(linesOf({ ...pair, MQTT_URL: 'mqtts://broker' })).to.have.length(1);
    expect(linesOf({ ...pair, MQTT_TLS_PORT: '1883' })).to.deep.equal([
      'MQTT_TLS_PORT: must differ from PORT and MQTT_PORT',
    ]);
    expect(readConfig('production', pair).mqttTls).to.include({ port: 8883, certFile: 'cert.pem' });
    expect(linesOf({ TWILIO_ACCOUNT_SID: 'x', TWILIO_AUTH_TOKEN: 'y' })).to.deep.equal([
      'TWILIO_ACCOUNT_SID: must be AC and 32 hexadecimal digits',
    ]);
  });

  it('tells Home Assistant nothing unless it is asked to, and then wants an account at the bundled broker', () => {
    const prefix = { HOME_ASSISTANT_PREFIX: 'homeassistant' };
    const account = { HOME_ASSISTANT_USERNAME: 'home_assistant', HOME_ASSISTANT_PASSWORD: 'twelve letters' };
    expect(readConfig('production', {}).homeAssistant).to.equal(null);
    expect(readConfig('production', { ...prefix, ...account }).homeAssistant).to.deep.equal({
      prefix: 'homeassistant',
      account: { username: 'home_assistant', password: 'twelve letters' },
    });
    expect(readConfig('production', { ...prefix, MQTT_URL: 'mqtt://broker' }).homeAssistant).to.deep.equal({
      prefix: 'homeassistant',
      account: null,
    });
    const wrong: [Record<string, string>, string][] = [
      [account, 'HOME_ASSISTANT_PREFIX: is missing beside its account'],
      [prefix, 'HOME_ASSISTANT_USERNAME: the bundled broker needs an account for Home Assistant'],
      [{ ...prefix, HOME_ASSISTANT_USERNAME: 'home_assistant' }, 'HOME_ASSISTANT_PASSWORD: the bundled broker needs'],
      [{ ...prefix, ...account, MQTT_URL: 'mqtt://broker' }, 'with MQTT_URL the external broker has the account'],
      [{ ...prefix, ...account, HOME_ASSISTANT_USERNAME: 'esp32-a' }, 'with a _ in it'],
      [{ ...prefix, ...account, HOME_ASSISTANT_PASSWORD: 'short' }, 'must have at least 12 characters'],
      [{ ...account, HOME_ASSISTANT_PREFIX: 'parkwire/v1' }, 'must be the discovery prefix'],
      [{ ...account, HOME_ASSISTANT_PREFIX: 'home/#' }, 'must be the discovery prefix'],
    ];
    for (const [variables, why] of wrong)
      expect(linesOf(variables).join('\n'), JSON.stringify(variables)).to.contain(why);
  });

  it('wants all of a number at Meta or nothing of it, and takes another version of its API', () => {
    const meta = {
      ...{ META_APP_SECRET: '0'.repeat(32), META_VERIFY_TOKEN: 'chosen by us', META_ACCESS_TOKEN: 'EAA-token' },
      META_PHONE_NUMBER_ID: '106540352242922',
    };
    expect(readConfig('production', {}).meta).to.deep.equal({
      ...{ appSecret: null, verifyToken: null, accessToken: null, phoneNumberId: null },
      graphUrl: 'https://graph.facebook.com/v26.0',
    });
    const newer = { ...meta, META_GRAPH_URL: 'https://graph.facebook.com/v27.0/' };
    expect(readConfig('production', newer).meta).to.deep.equal({
      ...{ appSecret: '0'.repeat(32), verifyToken: 'chosen by us', accessToken: 'EAA-token' },
      ...{ phoneNumberId: '106540352242922', graphUrl: 'https://graph.facebook.com/v27.0' },
    });
    for (const name of Object.keys(meta)) {
      const lines = linesOf({ ...meta, [name]: '' });
      expect(lines, name).to.have.length(1);
      expect(lines[0]).to.match(new RegExp(`^${name}: `));
    }
    const [wrong] = linesOf({ ...meta, META_PHONE_NUMBER_ID: '+919812345678' });
    expect(wrong).to.equal('META_PHONE_NUMBER_ID: must be the id of the number (digits), not the number itself');
  });

  it('wants all of an agent of Dialogflow with a key that can be read, or nothing of it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'parkwire-config-'));
    try {
      const file = (name: string, text: string): string => {
        writeFileSync(join(folder, name), text);
        return join(folder, name);
      };
      const agent = {
        ...{
          GOOGLE_APPLICATION_CREDENTIALS: file('key.json', '{"client_email":"parkwire@x.iam.gserviceaccount.com"}'),
        },
        ...{ DIALOGFLOW_PROJECT_ID: 'my-car-park', DIALOGFLOW_LOCATION: 'asia-south1' },
        DIALOGFLOW_AGENT_ID: '7d2cf1a4-6a2b-4d0e-9a77-0c1f7d5f3e21',
      };
      expect(readConfig('production', {}).dialogflow).to.equal(null);
      expect(readConfig('production', agent).dialogflow).to.deep.equal({
        ...{ keyFile: join(folder, 'key.json'), projectId: 'my-car-park', location: 'asia-south1', apiUrl: null },
        agentId: '7d2cf1a4-6a2b-4d0e-9a77-0c1f7d5f3e21',
      });
      for (const name of Object.keys(agent)) {
        const [line, ...others] = linesOf({ ...agent, [name]: '' });
        expect(others, name).to.deep.equal([]);
        expect(line).to.match(new RegExp(`^${name}: an agent of Dialogflow needs `));
      }
      const key = { GOOGLE_APPLICATION_CREDENTIALS: join(folder, 'none') };
      expect(readConfig('production', key).dialogflow, 'the key may be there for something else').to.equal(null);
      const wrong = (path: string) => linesOf({ ...agent, GOOGLE_APPLICATION_CREDENTIALS: path });
      expect(wrong(join(folder, 'none'))).to.deep.equal(['GOOGLE_APPLICATION_CREDENTIALS: cannot be read (ENOENT)']);
      expect(wrong(file('text', 'secret words'))).to.deep.equal(['GOOGLE_APPLICATION_CREDENTIALS: is not a JSON file']);
      for (const text of ['null', '7', '{}', '{"type":"external_account"}'])
        expect(wrong(file('other.json', text)).join()).to.contain('is not the JSON key file of a service account');
      for (const location of ['x.evil.example/', 'asia-south1.evil', 'Global', 'a'])
        expect(linesOf({ ...agent, DIALOGFLOW_LOCATION: location }).join()).to.match(/^DIALOGFLOW_LOCATION: must be/);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('reads secrets from files, and not both ways', () => {
    const folder = mkdtempSync(join(tmpdir(), 'parkwire-config-'));
    try {
      const file = join(folder, 'secret');
      writeFileSync(file, 'from-a-file\n');
      expect(readConfig('production', { TWILIO_AUTH_TOKEN_FILE: file }).twilio.authToken).to.equal('from-a-file');
      for (const name of ['META_APP_SECRET', 'META_VERIFY_TOKEN', 'META_ACCESS_TOKEN'])
        expect(linesOf({ [`${name}_FILE`]: file }).join(), name).to.not.contain(`${name}:`);
      expect(linesOf({ ADMIN_PASSWORD: 'long enough', ADMIN_PASSWORD_FILE: file })).to.deep.equal([
        'ADMIN_PASSWORD_FILE: cannot be given together with ADMIN_PASSWORD',
      ]);
      expect(linesOf({ ADMIN_PASSWORD_FILE: join(folder, 'none') })).to.deep.equal([
        'ADMIN_PASSWORD_FILE: cannot be read (ENOENT)',
      ]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
