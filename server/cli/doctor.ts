import { loadDotEnv } from '../config.ts';
import { report } from './doctor-checks.ts';
import { examine } from './doctor-examination.ts';

/** Looks at this installation and says what is wrong with it and how to mend it. Ends with 1 where something must be. */

loadDotEnv();
const { lines, exitCode } = report(await examine());
process.stdout.write(`${lines.join('\n')}\n`);
process.exit(exitCode);
