import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = fileURLToPath(new URL('../../', import.meta.url));

/** The folders whose architecture is checked. */
export const FOLDERS = ['shared', 'broker', 'firmware-sim', 'server'] as const;

/** The TypeScript files below a folder of the project, as paths from its root. */
export function typeScriptFiles(folder: string, root = projectRoot): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length))
    .filter((path) => !path.includes('node_modules/'))
    .sort();
}

/** A file without its comments, so that a word in a comment is not taken for code; lines keep their numbers. */
export function codeOf(path: string): string {
  return readFileSync(join(projectRoot, path), 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '))
    .replace(/(^|[\s;{}(])\/\/.*$/gm, '$1');
}
