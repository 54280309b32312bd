import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import {
  type Finding,
  judgeBroker,
  judgeBuild,
  judgeCertificate,
  judgeClock,
  judgeDependencies,
  judgeDisk,
  judgeMeta,
  judgeNode,
  judgePort,
  judgePublicUrl,
  judgeReadiness,
  judgeSchema,
  judgeTimeZones,
  judgeTwilio,
  ok,
  report,
  warn,
} from '../../../server/cli/doctor-checks.ts';
import { examine } from '../../../server/cli/doctor-examination.ts';
import { brokerAddress, freeSpace, lookAtPort, readCertificate } from '../../../server/cli/doctor-probes.ts';
import { connect } from '../../../server/db/connect.ts';
import { openStorage } from '../../../server/db/storage.ts';
import { Certificates } from '../../support/certificates.ts';

const SECRET = 'a-secret-that-must-not-be-shown';

describe('doctor', () => {
  let folder: string;
  const closing: (() => Promise<unknown>)[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'parkwire-doctor-'));
  });

  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** An environment whose ports are free and whose database is the test's own. */
  const environment = (more: Record<string, string> = {}) => ({
    HOST: '127.0.0.1',
    PORT: '0',
    MQTT_PORT: '0',
    DATABASE_URL: `sqlite:${join(folder, 'parkwire.db')}`,
    ...more,
  });

  const examined = async (more: Record<string, string> = {}) => {
    const findings = await examine(environment(more));
    return (check: string): Finding => {
      const found = findings.filter((one) => one.check === check);
      expect(found, check).to.have.lengthOf(1);
      return found[0] as Finding;
    };
  };

  async function listen(answer: RequestListener): Promise<number> {
    const server = createServer(answer);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(() => new Promise((resolve) => server.close(resolve)));
    return (server.address() as AddressInfo).port;
  }

  async function listenTcp(): Promise<number> {
    const server = createTcpServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(() => new Promise((resolve) => server.close(resolve)));
    return (server.address() as AddressInfo).port;
  }

  const answering =
    (status: number, body: object): RequestListener =>
    (_request, response) => {
      response.writeHead(status, { 'Content-Type': 'application/json', Connection: 'close' }).end(JSON.stringify(body));
    };

  describe('judging', () => {
    it('wants a Node that is new enough', () => {
      expect(judgeNode('v20.19.0', '>=20.19').verdict).to.equal('ok');
      expect(judgeNode('v22.1.0', '>=20.19').verdict).to.equal('ok');
      expect(judgeNode('v20.9.0', '>=20.19')).to.include({ verdict: 'fail' });
      expect(judgeNode('v18.20.4', '>=20.19').text).to.contain('install Node 20.19');
    });

    it('says how to mend dependencies that do not load', () => {
      expect(judgeDependencies(null).verdict).to.equal('ok');
      const broken = judgeDependencies('Could not locate the bindings file');
      expect(broken.verdict).to.equal('fail');
      expect(broken.text).to.contain('npm ci');
    });

    it('tells a current schema from an old one and a newer one', () => {
      const known = ['0001-initial', '0002-more'];
      const judged = (...names: string[]) => judgeSchema('x.db', { kind: 'migrations', names }, known);
      expect(judged('0001-initial', '0002-more').verdict).to.equal('ok');
      expect(judged('0001-initial')).to.include({ verdict: 'warn' });
      expect(judged('0001-initial').text).to.contain('0002-more').and.contain('backup');
      expect(judged('0001-initial', '0002-more', '0003-later')).to.include({ verdict: 'fail' });
      expect(judged('0001-initial', '0002-more', '0003-later').text).to.contain('0003-later');
    });

    it('is content with a database that is in use, empty or not there yet', () => {
      for (const kind of ['in-use', 'empty', 'absent'] as const) {
        expect(judgeSchema('x.db', { kind }, []).verdict, kind).to.equal('ok');
      }
    });

    it('names the variable of a port that cannot be had', () => {
      expect(judgePort('PORT', 3000, '0.0.0.0', 'free').verdict).to.equal('ok');
      expect(judgePort('PORT', 3000, '0.0.0.0', 'ours').verdict).to.equal('ok');
      expect(judgePort('MQTT_PORT', 1883, '0.0.0.0', 'other').text).to.contain('MQTT_PORT');
      expect(judgePort('PORT', 80, '0.0.0.0', 'forbidden').verdict).to.equal('fail');
      expect(judgePort('PORT', 3000, '192.0.2.1', 'no-such-address').text).to.contain('HOST');
    });

    it('tells of a certificate that ends, or that is none', async () => {
      expect(judgeCertificate({ problem: null, daysLeft: 60 }).verdict).to.equal('ok');
      expect(judgeCertificate({ problem: null, daysLeft: 13.5 })).to.include({ verdict: 'warn' });
      expect(judgeCertificate({ problem: null, daysLeft: -1 }).verdict).to.equal('fail');
      const certificates = await Certificates.make();
      try {
        const { certFile, keyFile } = certificates;
        expect(readCertificate(certFile, keyFile).daysLeft).to.be.within(0, 1);
        await certificates.spoilKey();
        expect(judgeCertificate(readCertificate(certFile, keyFile)).text).to.contain('MQTT_TLS_KEY_FILE');
        expect(judgeCertificate(readCertificate('none.pem', keyFile)).text).to.contain('ENOENT');
      } finally {
        await certificates.remove();
      }
    });

    it('knows when what is missing can still be built', () => {
      expect(judgeBuild({ board: true, server: true, canBuild: false }).verdict).to.equal('ok');
      expect(judgeBuild({ board: false, server: true, canBuild: true }).verdict).to.equal('warn');
      expect(judgeBuild({ board: false, server: false, canBuild: false }).verdict).to.equal('fail');
    });

    it('wants https and a host of its own for the public address', () => {
      expect(judgePublicUrl(null, false, null).verdict).to.equal('ok');
      expect(judgePublicUrl(null, true, null).verdict).to.equal('warn');
      expect(judgePublicUrl('http://park.example', true, null).text).to.contain('not https');
      expect(judgePublicUrl('https://park.example/parking', true, null).verdict).to.equal('fail');
      expect(judgePublicUrl('https://park.example', true, false).verdict).to.equal('warn');
      expect(judgePublicUrl('https://park.example', true, true).verdict).to.equal('ok');
    });

    it('says what of WhatsApp works', () => {
      const facts = { hasToken: true, tokenLooksRight: true, hasAccount: true };
      expect(judgeTwilio(facts).verdict).to.equal('ok');
      expect(judgeTwilio({ ...facts, hasToken: false }).text).to.contain('off');
      expect(judgeTwilio({ ...facts, tokenLooksRight: false }).verdict).to.equal('warn');
      expect(judgeTwilio({ ...facts, hasAccount: false }).text).to.contain('TWILIO_ACCOUNT_SID');
    });

    it('says what of Meta does not look right', () => {
      const facts = { secretLooksRight: true, graphUrl: 'https://graph.facebook.com/v26.0' };
      expect(judgeMeta(facts).verdict).to.equal('ok');
      expect(judgeMeta({ ...facts, secretLooksRight: false }).text).to.contain('META_APP_SECRET');
      expect(judgeMeta({ ...facts, graphUrl: 'https://graph.facebook.com' }).text).to.contain('META_GRAPH_URL');
    });

    it('passes on what a running server waits for', () => {
      expect(judgeReadiness(null).verdict).to.equal('ok');
      expect(judgeReadiness({ status: 'ready', missing: null }).verdict).to.equal('ok');
      const waiting = judgeReadiness({ status: 'waiting', missing: 'the MQTT broker' });
      expect(waiting.verdict).to.equal('fail');
      expect(waiting.text).to.contain('the MQTT broker');
    });

    it('doubts a clock that was never set', () => {
      expect(judgeClock(new Date('2027-05-01T00:00:00Z')).verdict).to.equal('ok');
      expect(judgeClock(new Date('1970-01-01T00:03:00Z')).verdict).to.equal('fail');
    });

    it('warns before the disk is full', () => {
      expect(judgeDisk('/data', 5 * 2 ** 30).verdict).to.equal('ok');
      expect(judgeDisk('/data', 500 * 2 ** 20).verdict).to.equal('warn');
      expect(judgeDisk('/data', 5 * 2 ** 20).verdict).to.equal('fail');
    });

    it('notices missing time zones and an unreachable broker', () => {
      expect(judgeTimeZones('05:30').verdict).to.equal('ok');
      expect(judgeTimeZones('00:00').verdict).to.equal('fail');
      expect(judgeBroker('broker:1883', null).verdict).to.equal('ok');
      expect(judgeBroker('broker:1883', 'ECONNREFUSED').text).to.contain('MQTT_URL');
    });
  });

  describe('reporting', () => {
    it('prints a line for each finding and ends with 0 while nothing must be mended', () => {
      const { lines, exitCode } = report([ok('node', 'fine'), warn('whatsapp', 'off')]);
      expect(lines).to.deep.equal(['ok    node      fine', 'warn  whatsapp  off', '', '1 ok, 1 to look at, 0 to mend']);
      expect(exitCode).to.equal(0);
    });

    it('ends with 1 when something must be mended', () => {
      expect(report([judgeReadiness({ status: 'waiting', missing: null })]).exitCode).to.equal(1);
    });
  });

  describe('probing', () => {
    it('finds a broker behind each kind of address', () => {
      expect(brokerAddress('mqtt://user:pass@broker')).to.deep.equal({ host: 'broker', port: 1883 });
      expect(brokerAddress('mqtts://broker')).to.deep.equal({ host: 'broker', port: 8883 });
      expect(brokerAddress('mqtt://[::1]:1884')).to.deep.equal({ host: '::1', port: 1884 });
      expect(brokerAddress('wss://broker/mqtt')).to.deep.equal({ host: 'broker', port: 443 });
    });

    it('tells a free port from one in use and from an address elsewhere', async () => {
      const port = await listenTcp();
      expect(await lookAtPort(port, '127.0.0.1', () => false)).to.equal('other');
      expect(await lookAtPort(port, '127.0.0.1', () => true)).to.equal('ours');
      expect(await lookAtPort(0, '127.0.0.1', () => false)).to.equal('free');
      expect(await lookAtPort(0, '192.0.2.1', () => false)).to.equal('no-such-address');
    });

    it('measures the disk of a folder that is not there yet', () => {
      const { folder: there, bytes } = freeSpace(join(folder, 'not', 'yet'));
      expect(there).to.equal(folder);
      expect(bytes).to.be.greaterThan(0);
    });
  });

  describe('examining an installation', () => {
    it('finds nothing to mend before the first start', async () => {
      const findings = await examine(environment());
      expect(findings.filter(({ verdict }) => verdict === 'fail')).to.deep.equal([]);
      const [database] = findings.filter(({ check }) => check === 'database');
      expect(database?.text).to.contain('not there yet');
    });

    it('names every wrong variable', async () => {
      const findings = await examine(environment({ PORT: 'door', PUBLIC_URL: 'nowhere', MQTT_URL: 'http://x' }));
      const wrong = findings.filter(({ check }) => check === 'environment').map(({ text }) => text.split(':', 1)[0]);
      expect(wrong).to.have.members(['PORT', 'PUBLIC_URL', 'MQTT_URL']);
      expect(report(findings).exitCode).to.equal(1);
    });

    it('misses Twilio only where nothing else carries WhatsApp', async () => {
      const meta = {
        ...{ META_APP_SECRET: 'f'.repeat(32), META_VERIFY_TOKEN: SECRET, META_ACCESS_TOKEN: SECRET },
        META_PHONE_NUMBER_ID: '106540352242922',
      };
      const checks = async (more: Record<string, string>) =>
        (await examine(environment(more))).filter(({ check }) => check.startsWith('whatsapp'));
      expect((await checks({})).map(({ check, verdict }) => [check, verdict])).to.deep.equal([['whatsapp', 'warn']]);
      const atMeta = await checks(meta);
      expect(atMeta.map(({ check, verdict }) => [check, verdict])).to.deep.equal([['whatsapp at meta', 'ok']]);
      const both = await checks({ ...meta, TWILIO_AUTH_TOKEN: 'f'.repeat(32) });
      expect(both.map(({ check }) => check)).to.deep.equal(['whatsapp', 'whatsapp at meta']);
      expect(JSON.stringify(both)).to.not.contain(SECRET);
    });

    it('recognises a current schema, and a newer one', async () => {
      const url = environment().DATABASE_URL;
      const storage = await openStorage(url, () => undefined);
      await storage.stop();
      expect((await examined())('database').text).to.contain('its schema is current');
      const database = await connect(url);
      await database.writer.query(`INSERT INTO schema_migrations VALUES ('9999-later')`);
      await database.close();
      const newer = (await examined())('database');
      expect(newer.verdict).to.equal('fail');
      expect(newer.text).to.contain('9999-later');
    });

    it('recognises a database without tables', async () => {
      writeFileSync(join(folder, 'parkwire.db'), '');
      expect((await examined())('database')).to.include({ verdict: 'ok' });
    });

    it('is content with a database that a running process holds', async () => {
      const database = await connect(environment().DATABASE_URL);
      closing.push(() => database.close());
      const held = (await examined())('database');
      expect(held.verdict).to.equal('ok');
      expect(held.text).to.contain('a Parkwire process is using');
    });

    it('fails on a file that is no database, and on a folder', async () => {
      writeFileSync(join(folder, 'parkwire.db'), 'this is a letter, not a database, and long enough to tell');
      expect((await examined())('database').verdict).to.equal('fail');
      mkdirSync(join(folder, 'sub'));
      const asFolder = await examined({ DATABASE_URL: `sqlite:${join(folder, 'sub')}` });
      expect(asFolder('database').verdict).to.equal('fail');
    });

    it('fails where the folder of a first database cannot be made', async () => {
      writeFileSync(join(folder, 'file'), '');
      const look = await examined({ DATABASE_URL: `sqlite:${join(folder, 'file', 'sub', 'parkwire.db')}` });
      expect(look('database').verdict).to.equal('fail');
      expect(look('database').text).to.contain('is a file where a folder is needed');
    });

    it('fails on a PostgreSQL server that is not there, without its password', async () => {
      const look = await examined({ DATABASE_URL: `postgres://parkwire:${SECRET}@127.0.0.1:1/parkwire` });
      expect(look('database').verdict).to.equal('fail');
      expect(look('database').text).not.to.contain(SECRET);
    });

    it('recognises the running server by its readiness', async () => {
      const port = await listen(answering(200, { status: 'ready' }));
      const look = await examined({ PORT: String(port) });
      expect(look('http port').text).to.contain('running Parkwire');
      expect(look('server').text).to.contain('ready');
    });

    it('passes on what the running server lacks', async () => {
      const port = await listen(answering(503, { status: 'waiting', missing: 'the MQTT broker' }));
      const look = await examined({ PORT: String(port) });
      expect(look('server')).to.include({ verdict: 'fail' });
      expect(look('server').text).to.contain('the MQTT broker');
    });

    it('fails on a port that somebody else has', async () => {
      const port = await listen(answering(200, { hello: 'world' }));
      const look = await examined({ PORT: String(port) });
      expect(look('http port').verdict).to.equal('fail');
      expect(look('server').text).to.equal('not running');
    });

    it('tries an external broker, and shows neither its user nor its password', async () => {
      const port = await listenTcp();
      const there = await examined({ MQTT_URL: `mqtt://parkwire:${SECRET}@127.0.0.1:${port}` });
      expect(there('broker')).to.deep.equal(ok('broker', `127.0.0.1:${port} takes connections`));
      const away = await examined({ MQTT_URL: `mqtt://parkwire:${SECRET}@127.0.0.1:1` });
      expect(away('broker').verdict).to.equal('fail');
      expect(away('broker').text).not.to.contain(SECRET);
    });
  });

  it('runs as a program that shows no secret and ends with 1 when something must be mended', async () => {
    const child = spawn(process.execPath, ['--import=tsx', 'server/cli/doctor.ts'], {
      env: {
        PATH: process.env['PATH'],
        ...environment({
          TWILIO_AUTH_TOKEN: SECRET,
          ADMIN_PASSWORD: SECRET,
          MQTT_URL: `mqtt://x:${SECRET}@127.0.0.1:1`,
        }),
      },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        output += chunk;
      });
    }
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(code, output).to.equal(1);
    expect(output).to.match(/^FAIL {2}broker /m);
    expect(output).to.match(/\d+ ok, \d+ to look at, 1 to mend\n$/);
    expect(output).not.to.contain(SECRET);
  });
});
