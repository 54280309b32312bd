import { parseArgs } from 'node:util';
import { fuzz } from './fuzz.ts';

/** `npm run fuzz -- --packets 1000000 --seed 7`: hostile packets and payloads; the exit code says whether anything broke. */

const { values } = parseArgs({
  options: { packets: { type: 'string', default: '1000000' }, seed: { type: 'string', default: '7' } },
});
const [packets, seed] = [Number(values.packets), Number(values.seed)];
if (!Number.isInteger(packets) || packets < 1 || !Number.isInteger(seed))
  throw new Error('--packets and --seed are whole numbers');
const verdict = await fuzz(packets, seed, { onProgress: (done) => console.log(`  ${done} sent`) });
for (const [kind, count] of [...verdict.sent].sort(([a], [b]) => a.localeCompare(b)))
  console.log(`${kind.padEnd(36)}${count}`);
console.log(`
hostile packets and payloads, seed ${seed}   ${verdict.packets} in ${verdict.seconds.toFixed(0)} s
memory of the server, MB              ${verdict.memoryMb.map((mb) => mb.toFixed(0)).join(' ')}
events of the board that behaves      ${verdict.goodEvents}, all acknowledged
answers to the driver, the slowest    ${verdict.answers}, ${verdict.slowestAnswerMs.toFixed(0)} ms
faults                                ${verdict.faults.length === 0 ? 'none' : verdict.faults.join('; ')}`);
process.exit(verdict.faults.length === 0 ? 0 : 1);
