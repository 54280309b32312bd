import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import type { Response } from 'express';
import { CSV_FORMAT, type CsvCell } from '../../../shared/csv.ts';

/** How a kind of row becomes cells: the name in the header, and what stands in the column. */
export type CsvColumns<Row> = readonly (readonly [name: string, cell: (row: Row) => CsvCell])[];

/** How it shows that the client went away: nobody is left to be answered. */
const LEFT = new Set(['ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_UNABLE_TO_PIPE', 'ECONNRESET', 'EPIPE']);

/**
 * Sends rows as a CSV file to be saved. A page is read when the one before is on its way: a slow client makes the reading
 * wait, one that goes away ends it. The first page is read before anything is sent, so that a refusal is still an answer;
 * a failure after that breaks the connection off, and the download is seen to be incomplete.
 */
export async function sendCsv<Row>(
  response: Response,
  fileName: string,
  columns: CsvColumns<Row>,
  pages: AsyncGenerator<readonly Row[]>,
): Promise<void> {
  const first = await pages.next();
  response.status(200);
  response.set({
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="${fileName}"`,
    'Cache-Control': 'no-store',
  });
  const lines = async function* (): AsyncGenerator<CsvCell[]> {
    try {
      for (let page = first; !page.done; page = await pages.next())
        for (const row of page.value) yield columns.map(([, cell]) => cell(row));
    } finally {
      await pages.return(undefined);
    }
  };
  const csv = stringify({
    ...CSV_FORMAT,
    // Spreadsheets take a file without this mark for one in the machine's own code page.
    bom: true,
    header: true,
    columns: columns.map(([name]) => name),
  });
  try {
    await pipeline(Readable.from(lines(), { highWaterMark: 16 }), csv, response);
  } catch (error) {
    if (!LEFT.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}
