import { parseArgs } from 'node:util';
import { postgres, setCurrentEngine, sqlite, stopEngines } from '../support/engines.ts';
import { type Breakage, torture } from './torture.ts';
import { isClean, verdictTable } from './verdict.ts';

/** `npm run torture -- --kills 100 --engine sqlite|postgres --seed N [--broken ack-before-commit|read-modify-write]` */

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    engine: { type: 'string', default: 'sqlite' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    broken: { type: 'string' },
  },
});
const engine = { sqlite, postgres }[values.engine];
if (!engine) throw new Error('--engine is sqlite or postgres');
const broken = values.broken ?? null;
if (broken !== null && broken !== 'ack-before-commit' && broken !== 'read-modify-write') {
  throw new Error('--broken is ack-before-commit or read-modify-write');
}

setCurrentEngine(engine);
console.log(`engine ${engine.name}, seed ${values.seed}, ${values.kills} kills${broken ? `, broken: ${broken}` : ''}`);
try {
  const onKill = (kills: number) => {
    if (kills % 10 === 0) console.log(`  ${kills} kills`);
  };
  const verdict = await torture({
    kills: Number(values.kills),
    seed: Number(values.seed),
    broken: broken as Breakage | null,
    onKill,
  });
  console.log(verdictTable(verdict).join('\n'));
  process.exitCode = isClean(verdict) ? 0 : 1;
} finally {
  await stopEngines();
}
