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
    expect(config.twilio).to.deep.equal({ accountSid: null, authToken: null, from: null, apiUrl: null });
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
    expect(linesOf({ TWILIO_ACCOUNT_SID: 'x', TWILIO_AUTH_TOKEN: 'y' })).to.deep.equal([
      'TWILIO_ACCOUNT_SID: must be AC and 32 hexadecimal digits',
    ]);
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
