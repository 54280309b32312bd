import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where things lie, whether this runs from the sources or from `dist`. */
const here = dirname(fileURLToPath(import.meta.url));
const above = join(here, '..');

/** Whether this is the built program. */
export const isBuilt = import.meta.url.endsWith('.js');

export const rootFolder = isBuilt ? join(above, '..') : above;
export const packageFile = join(rootFolder, 'package.json');
/** The built web app. */
export const boardFolder = join(rootFolder, 'dist', 'board');
/** The simulator's program. */
export const simulatorFile = join(above, 'firmware-sim', 'cli', isBuilt ? 'main.js' : 'main.ts');
/** What the error codes mean. */
export const errorsFile = join(rootFolder, 'docs', 'errors.md');
