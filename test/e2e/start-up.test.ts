import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { ApiClient } from '../support/api-client.ts';
import { ParkwireProcess, runToEnd } from './support/process.ts';

describe('starting up', function () {
  this.timeout(90_000);
  let folder: string;
  const servers: Server[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'parkwire-start-'));
  });

  afterEach(async () => {
    for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
    rmSync(folder, { recursive: true, force: true });
  });

  const fine = () => ({
    PORT: '0',
    MQTT_PORT: '0',
    HOST: '127.0.0.1',
    DATABASE_URL: `sqlite:${join(folder, 'parkwire.db')}`,
    ADMIN_PASSWORD: 'long enough',
    LOG_LEVEL: 'silent',
  });
  const fails = async (environment: Record<string, string>, args: string[] = []) => {
    const { code, stderr } = await runToEnd({ ...fine(), ...environment }, folder, args);
    expect(code, stderr).to.equal(1);
    return stderr.trimEnd().split('\n');
  };
  const taken = async (): Promise<string> => {
    const server = createServer();
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return String(address.port);
  };

  it('names every wrong variable in a line of its own', async () => {
    const lines = await fails({
      PORT: '70000',
      DATABASE_URL: 'mysql://x',
      MQTT_URL: 'http://x',
      ADMIN_PASSWORD: 'short',
      LOG_LEVEL: 'loud',
    });
    expect(lines).to.deep.equal([
      'PORT: must be at most 65535',
      'DATABASE_URL: must begin with sqlite: or postgres://',
      'MQTT_URL: must be a URL that begins with mqtt://, mqtts://, ws:// or wss://',
      'ADMIN_PASSWORD: must have at least 10 characters',
      'LOG_LEVEL: must be fatal, error, warn, info, debug, trace or silent',
    ]);
  });

  it('says in one sentence that a port is in use', async () => {
    for (const name of ['PORT', 'MQTT_PORT']) {
      const port = await taken();
      const lines = await fails({ [name]: port });
      expect(lines).to.have.length(1);
      expect(lines[0]).to.contain(`port ${port} is in use`);
    }
  });

  it('draws no password that nobody is told: a first start that failed leaves the next one to tell it', async () => {
    const DATABASE_URL = `sqlite:${join(folder, 'first.db')}`;
    const [line] = await fails({ DATABASE_URL, ADMIN_PASSWORD: '', PORT: await taken() });
    expect(line).to.contain('is in use');
    const site = new ParkwireProcess();
    site.environment['ADMIN_PASSWORD'] = '';
    site.environment['DATABASE_URL'] = DATABASE_URL;
    site.args = [];
    await site.start({ signIn: false });
    try {
      const [, password = ''] = /login +admin \/ (\S+)/.exec(site.stdout) ?? [];
      expect((await new ApiClient(site.url).login('admin', password)).status).to.equal(200);
    } finally {
      await site.remove();
    }
  });

  it('says in one sentence that the database is not writable', async () => {
    writeFileSync(join(folder, 'file'), '');
    const lines = await fails({ DATABASE_URL: `sqlite:${join(folder, 'file', 'parkwire.db')}` });
    expect(lines, lines.join('\n')).to.have.length(1);
    expect(lines[0]).to.contain(join(folder, 'file', 'parkwire.db'));
  });

  it('does not know other arguments', async () => {
    const [line] = await fails({}, ['--demonstration']);
    expect(line).to.contain('--demonstration: not known');
  });

  it('runs, prints where everything is and the password once, and ends with 0', async () => {
    const site = new ParkwireProcess();
    try {
      site.environment['ADMIN_PASSWORD'] = '';
      site.args = [];
      await site.start({ signIn: false });
      const [, password] = /login +admin \/ (\S+)/.exec(site.stdout) ?? [];
      expect(password).to.match(/^[\w-]{16}$/);
      const api = new ApiClient(site.url);
      expect((await api.login('admin', password!)).status).to.equal(200);
      for (const path of ['/', '/docs', '/readyz', '/metrics']) {
        expect(site.stdout).to.contain(`${site.url.replace('127.0.0.1', 'localhost')}${path}`);
        expect((await api.request('GET', path)).status, path).to.equal(200);
      }
      expect((await api.request('GET', '/healthz')).body).to.deep.equal({ status: 'up' });
      expect((await api.request('GET', '/docs')).text).to.contain('/docs/ui/swagger-ui-bundle.js');
      expect((await api.request('GET', '/docs/ui/swagger-ui-bundle.js')).status).to.equal(200);
      expect((await api.request('GET', '/phone')).status, 'no phone outside demo and development').to.equal(404);
      checkOpenApi((await api.request('GET', '/openapi.json')).body);

      const second = await fails({ DATABASE_URL: `sqlite:${site.file}` });
      expect(second).to.have.length(1);
      expect(second[0]).to.contain('another Parkwire process uses the database');

      expect(await site.end('SIGTERM')).to.equal(0);
      site.stdout = '';
      await site.start({ signIn: false });
      expect(site.stdout).to.contain('with the password you know');
      expect(site.stdout).to.not.contain(password);
      // It prints that it is up a moment before it listens to signals.
      await new ApiClient(site.url).request('GET', '/healthz');
      expect(await site.end('SIGINT')).to.equal(0);

      await addNewerMigration(site.file);
      const newer = await fails({ DATABASE_URL: `sqlite:${site.file}` });
      expect(newer).to.have.length(1);
      expect(newer[0]).to.contain('written by a newer Parkwire (it has 9999-newer)');
    } finally {
      await site.remove();
    }
  });

  it('reads secrets from files', async () => {
    const site = new ParkwireProcess();
    try {
      const file = join(site.folder, 'password');
      writeFileSync(file, `${site.password}\n`);
      delete site.environment['ADMIN_PASSWORD'];
      site.environment['ADMIN_PASSWORD_FILE'] = file;
      await site.start();
      expect((await site.board()).slots).to.have.length(8);
    } finally {
      await site.remove();
    }
  });
});

async function addNewerMigration(file: string): Promise<void> {
  const { default: sqlite3 } = await import('sqlite3');
  await new Promise<void>((resolve, reject) => {
    const database = new sqlite3.Database(file);
    database.run(`INSERT INTO schema_migrations VALUES ('9999-newer')`, (error) => {
      if (error) reject(error);
      else database.close(() => resolve());
    });
  });
}

/** Every path of the design is there, and every operation says what it takes and what it answers. */
function checkOpenApi(document: any): void {
  expect(document.openapi).to.match(/^3\.1\./);
  expect(document.info).to.have.keys('title', 'version', 'description');
  const paths = [
    ...['/api/login', '/api/logout', '/api/session', '/api/lots', '/api/lots/{lot}', '/api/lots/{lot}/slots'],
    ...['/api/lots/{lot}/slots/{slot}', '/api/lots/{lot}/slots/{slot}/observations', '/api/lots/{lot}/board'],
    ...['/api/lots/{lot}/controllers', '/api/lots/{lot}/controllers/{controller}/secret', '/api/drivers'],
    ...['/api/drivers/{id}', '/api/drivers/{id}/transfers', '/api/drivers/{id}/top-ups', '/api/bookings'],
    ...['/api/bookings/{id}', '/api/bookings/{id}/cancel'],
  ];
  expect(Object.keys(document.paths)).to.include.members(paths);
  for (const [path, operations] of Object.entries<any>(document.paths)) {
    for (const [method, operation] of Object.entries<any>(operations)) {
      const where = `${method} ${path}`;
      expect(['get', 'post', 'patch', 'delete', 'put'], where).to.include(method);
      expect(operation.summary, where).to.be.a('string').that.is.not.empty;
      const named = (operation.parameters ?? []).filter((p: any) => p.in === 'path').map((p: any) => p.name);
      expect(named, where).to.deep.equal([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
      expect(Object.keys(operation.responses), where).to.include('default');
      for (const response of Object.values<any>(operation.responses))
        expect(response.description, where).to.be.a('string');
    }
  }
}
