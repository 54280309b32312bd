import type { ExportKind } from '../../../../shared/http/exports.ts';
import type { Days } from './days.ts';

/** Where the file is: the browser saves it as it comes, however large it is. */
export function exportHref(lot: string, kind: ExportKind, [from, to]: Days): string {
  return `/api/lots/${encodeURIComponent(lot)}/exports/${kind}.csv?from=${from}&to=${to}`;
}
