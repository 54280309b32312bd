import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import express from 'express';
import { type CsvColumns, sendCsv } from '../../../server/inbound/http/csv.ts';
import { until, within } from '../../support/wait.ts';

const COLUMNS: CsvColumns<number> = [
  ['n', (n) => n],
  ['text', () => 'x'.repeat(1000)],
];

describe('a CSV on its way', () => {
  let server: Server;
  let pagesRead: number;
  let ended: Promise<void>;
  let failure: unknown;

  /** Answers with pages of a hundred rows until they are wanted no more. */
  async function serve(last: number, broken = false): Promise<IncomingMessage> {
    pagesRead = 0;
    failure = null;
    let end = (): void => undefined;
    ended = new Promise((resolve) => {
      end = resolve;
    });
    async function* pages(): AsyncGenerator<readonly number[]> {
      try {
        while (pagesRead < last) {
          pagesRead++;
          yield Array.from({ length: 100 }, (_, n) => n);
        }
        if (broken) throw new Error('the database is gone');
      } finally {
        end();
      }
    }
    const app = express();
    app.get('/', (_request, response) =>
      sendCsv(response, 'rows.csv', COLUMNS, pages()).catch((error) => {
        failure = error;
      }),
    );
    server = createServer(app);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const asked = get({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' });
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    return answer;
  }

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  /** How many pages were read once no more are, while nobody takes them. */
  async function standstill(): Promise<number> {
    let before = -1;
    await until('reading stands still', () => {
      const stands = before === pagesRead && pagesRead > 0;
      before = pagesRead;
      return stands;
    });
    return pagesRead;
  }

  it('waits for a client that takes nothing, and goes on with it', async () => {
    // 500 MB in all: more than any buffer between here and there.
    const answer = await serve(5000);
    expect(await standstill()).to.be.lessThan(500);
    let bytes = 0;
    for await (const chunk of answer) {
      bytes += chunk.length;
      if (bytes > 100_000_000) break;
    }
    expect(pagesRead).to.be.greaterThan(500);
    await within('reading ends', ended);
    expect(failure).to.equal(null);
  });

  it('reads no more when its client has gone', async () => {
    const answer = await serve(5000);
    await standstill();
    answer.destroy();
    await within('reading ends', ended);
    expect(pagesRead).to.be.lessThan(500);
    expect(failure).to.equal(null);
  });

  it('breaks off where a page cannot be read, so that nobody takes it for the whole', async () => {
    const answer = await serve(3, true);
    const taken = (async () => {
      for await (const _ of answer);
    })();
    await taken.then(
      () => expect.fail('it seemed whole'),
      (error) => expect(error.code).to.equal('ECONNRESET'),
    );
    expect(String(failure)).to.contain('the database is gone');
  });
});
