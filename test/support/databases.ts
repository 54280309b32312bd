import type { Suite } from 'mocha';
import { type Engine, postgres, setCurrentEngine, sqlite, stopEngines } from './engines.ts';
import { dumpable, stopDumpable } from './installed-postgres.ts';

export { type Engine, type FreshDatabase, postgres, sqlite } from './engines.ts';

type EngineSuite = (this: Suite, engine: Engine) => void;

/** Runs a suite on SQLite and on a real PostgreSQL; a Parkwire that it starts takes its database there too. */
export function eachEngine(title: string, suite: EngineSuite): void {
  onEngine(sqlite, title, suite);
  onEngine(postgres, title, suite);
}

/** As `eachEngine`, on a PostgreSQL that the installed `pg_dump` can read. */
export function eachDumpableEngine(title: string, suite: EngineSuite): void {
  onEngine(sqlite, title, suite);
  onEngine(dumpable, title, suite, stopDumpable);
}

/**
 * A story of the whole: on SQLite in every run, on PostgreSQL too where `TEST_ENGINES=all` asks for it (`npm run
 * test:engines`), because a database of its own for each test takes longer there than the test.
 */
export function story(title: string, suite: EngineSuite): void {
  onEngine(sqlite, title, suite);
  if (process.env['TEST_ENGINES'] === 'all') onEngine(postgres, title, suite);
}

/**
 * Runs a suite on one engine. Where the engine cannot start, the suite says so by name and is skipped; in CI that is a
 * failure.
 */
export function onEngine(engine: Engine, title: string, suite: EngineSuite, stop = async () => {}): void {
  describe(`${title} (${engine.name})`, () => {
    before(async function () {
      this.timeout(90_000);
      const reason = await engine.unavailable();
      if (reason === null) return setCurrentEngine(engine);
      const sentence = `${engine.name} cannot start on this machine: ${reason}`;
      if (process.env['CI'] === 'true') throw new Error(sentence);
      console.log(`    ${title}: skipped, ${sentence}`);
      this.skip();
    });
    // A suite of its own: none of its hooks runs when the one above is skipped.
    describe('with a database of its own', function () {
      suite.call(this, engine);
    });
    after(() => {
      setCurrentEngine(sqlite);
      return stop();
    });
  });
}

// Loaded before any suite is opened, so this belongs to the whole run; of a run in several processes only to the first file
// of each, and the server is not theirs to stop.
after(async function () {
  this.timeout(30_000);
  if (process.env['MOCHA_WORKER_ID'] === undefined) await stopEngines();
});
