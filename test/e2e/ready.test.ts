import { expect } from 'chai';
import { currentEngine, type FreshDatabase, freePort } from '../support/engines.ts';
import { quickPasswords, Site } from '../support/parkwire.ts';
import { until } from '../support/wait.ts';

describe('a first start', () => {
  let database: FreshDatabase;

  beforeEach(async () => {
    database = await currentEngine().migratedDatabase();
  });

  afterEach(() => database.drop());

  it('is ready when its admin can sign in, and not before', async () => {
    let finish = (): void => undefined;
    const slow = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const hash = async (password: string) => {
      await slow;
      return quickPasswords.hash(password);
    };
    const port = await freePort();
    const starting = Site.start({
      databaseUrl: database.url,
      environment: { PORT: String(port) },
      compose: { passwords: { ...quickPasswords, hash } },
    });
    const ready = () => fetch(`http://127.0.0.1:${port}/readyz`);
    const waiting = await until('it answers', () => ready().catch(() => null));
    expect(waiting.status).to.equal(503);
    await until('nothing but the login is missing', async () => {
      const { missing } = (await (await ready()).json()) as { missing: string };
      return missing === 'the login of the admin';
    });
    finish();
    const site = await starting;
    expect((await ready()).status).to.equal(200);
    await site.stop();
  });
});
