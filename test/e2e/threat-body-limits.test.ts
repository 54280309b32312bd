import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { expectProblem } from '../support/api-client.ts';
import { story } from '../support/databases.ts';
import { Site } from '../support/parkwire.ts';
import { within } from '../support/wait.ts';
import { isWrite, pathOf, routeTable } from './support/route-table.ts';

const KB = 1024;

/** What each address takes at most. */
const LIMITS: Readonly<Record<string, number>> = {
  '/api/…': 64 * KB,
  '/webhooks/twilio': 64 * KB,
  '/webhooks/twilio/status': 64 * KB,
  '/webhooks/stripe': 256 * KB,
  '/webhooks/meta': 1024 * KB,
};

story('threat: a body that is too large', () => {
  let site: Site;

  before(async () => {
    site = await Site.start({
      mode: 'production',
      environment: { STRIPE_SECRET_KEY: 'sk_test_1', STRIPE_WEBHOOK_SECRET: 'whsec_of_a_test' },
    });
  });

  after(() => site.stop());

  const json = (size: number) => JSON.stringify({ text: 'x'.repeat(size - 11) });

  it('every route of the API refuses more than 64 KB, and says so', async () => {
    const writes = (await routeTable(site.api)).filter(isWrite);
    for (const route of writes) {
      const large = await site.api.request(route.method, pathOf(route), json(64 * KB + 1));
      expect(large.status, route.name).to.equal(413);
      expectProblem(large, 'payload-too-large');
      const whole = await site.api.request(route.method, pathOf(route), json(64 * KB));
      expect(whole.status, `${route.name} takes that much to read, and refuses what it says`).to.equal(400);
    }
  });

  it('every webhook has a limit of its own', async () => {
    for (const [path, limit] of Object.entries(LIMITS).slice(1)) {
      const form = { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' } };
      const large = await fetch(`${site.url}${path}`, { ...form, body: `a=${'x'.repeat(limit)}` });
      expect(large.status, path).to.equal(413);
      const whole = await fetch(`${site.url}${path}`, { ...form, body: `a=${'x'.repeat(limit - 2)}` });
      expect(whole.status, `${path} reads that much`).to.be.oneOf([400, 403, 503]);
    }
  });

  it('what is small until it is unpacked is refused too', async () => {
    const bomb = gzipSync(json(20 * KB * KB));
    expect(bomb.length).to.be.lessThan(64 * KB);
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip', cookie: site.api.cookie ?? '' };
    const answer = await fetch(`${site.url}/api/messages`, { method: 'POST', headers, body: new Uint8Array(bomb) });
    expect(answer.status).to.equal(413);
  });

  /** Sends a head and a body, which stays unfinished where the head claims a length; answers the status. */
  const begin = (path: string, headers: Record<string, string>, chunk: string, chunks: number) =>
    new Promise<number>((resolve, reject) => {
      const sent = request(`${site.url}${path}`, { method: 'POST', headers });
      const isClaim = 'content-length' in headers;
      sent.once('response', (answer) => {
        resolve(answer.statusCode ?? 0);
        sent.destroy();
      });
      sent.once('error', reject);
      for (let n = 0; n < chunks; n++) sent.write(chunk);
      if (isClaim) sent.flushHeaders();
      else sent.end();
    });

  it('a claim of 256 MB is refused before it is sent, a body without a length is not kept, and memory stays flat', async () => {
    const cookie = site.api.cookie ?? '';
    const type = { 'content-type': 'application/json', cookie };
    const before = process.memoryUsage().rss;
    for (const path of ['/api/login', '/api/bookings', '/webhooks/meta', '/webhooks/stripe']) {
      const claim = begin(path, { ...type, 'content-length': String(256 * KB * KB) }, '{', 1);
      expect(await within(`${path} answers the claim`, claim), path).to.equal(413);
      const unmeasured = begin(path, { ...type, 'transfer-encoding': 'chunked' }, 'x'.repeat(32 * KB), 1000);
      expect(await within(`${path} answers what has no length`, unmeasured), path).to.equal(413);
    }
    expect(process.memoryUsage().rss - before).to.be.lessThan(96 * KB * KB);
  });
});
