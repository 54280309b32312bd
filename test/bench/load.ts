import { createHmac } from 'node:crypto';
import autocannon from 'autocannon';

/** Signs and sends Twilio's requests: prepared before the clock starts, so that the generator only sends. */

export interface Prepared {
  readonly body: string;
  readonly signature: string;
}

export function prepare(url: string, token: string, form: Record<string, string>): Prepared {
  const signed = Object.keys(form)
    .sort()
    .reduce((text, key) => text + key + form[key], url);
  return {
    body: new URLSearchParams(form).toString(),
    signature: createHmac('sha1', token).update(signed).digest('base64'),
  };
}

export interface Load {
  readonly perSecond: number;
  readonly p99Ms: number;
  readonly failed: number;
}

/** Sends each prepared request once, over that many connections. */
export async function send(url: string, requests: readonly Prepared[], connections: number): Promise<Load> {
  let next = 0;
  let bad = 0;
  const started = performance.now();
  // Its own duration is counted in whole seconds: the last answer says when the work was done.
  let finished = started;
  const result = await autocannon({
    url,
    method: 'POST',
    connections,
    amount: requests.length,
    timeout: 30,
    setupClient: (client) => {
      client.on('response', (status: number) => {
        if (status !== 200) bad++;
        finished = performance.now();
      });
    },
    requests: [
      {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        setupRequest: (request) => {
          const prepared = requests[next++ % requests.length];
          if (!prepared) return request;
          request.body = prepared.body;
          request.headers = { ...request.headers, 'x-twilio-signature': prepared.signature };
          return request;
        },
      },
    ],
  });
  const seconds = (finished - started) / 1000;
  return {
    perSecond: requests.length / seconds,
    p99Ms: result.latency.p99,
    failed: bad + result.errors + result.timeouts,
  };
}
