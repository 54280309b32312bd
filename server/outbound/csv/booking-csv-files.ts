import { constants, createReadStream, createWriteStream } from 'node:fs';
import { access, type FileHandle, mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify/sync';
import { CSV_FORMAT } from '../../../shared/csv.ts';
import type { BookingFileLine, BookingFiles } from '../../app/ports/booking-files.ts';

const HEADER = Buffer.from('name,mobile,date,time,slot,service,follow_up_date\n');
const NEWLINE = 0x0a;
const CHUNK = 64 * 1024;
/** The owner writes, the group reads: what is in the files are people's names and numbers. */
const MODE = 0o640;

/** What a file is known to hold, as long as it has that size. */
interface Extent {
  readonly bytes: number;
  readonly lines: number;
}

/** `lot_{code}_bookings.csv` in a folder. One line is one booking: line breaks within a cell become blanks. */
export class BookingCsvFiles implements BookingFiles {
  private readonly folder: string;
  private readonly known = new Map<string, Extent>();

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Makes the folder. Throws the system's error where it cannot be written to. */
  async prepare(): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    await access(this.folder, constants.W_OK);
  }

  async lines(lotCode: string): Promise<number> {
    return this.within(lotCode, async (file) => {
      const { size } = await file.stat();
      const known = this.known.get(lotCode);
      const extent = known?.bytes === size ? known : await this.mended(file, size, lotCode);
      this.known.set(lotCode, extent);
      return extent.lines;
    });
  }

  async append(lotCode: string, lines: readonly BookingFileLine[]): Promise<void> {
    const extent = this.known.get(lotCode);
    if (!extent) throw new Error('lines are counted before any is written');
    const text = Buffer.from(stringify(lines.map(cellsOf), CSV_FORMAT));
    // Known again once all is on the disk: after a write that failed half-way the file is looked at anew.
    this.known.delete(lotCode);
    await this.within(lotCode, async (file) => {
      // At its place, not at the end: a process that was stopped for long and has lost its right to write can only write
      // once more what stands there already.
      await writeAll(file, text, extent.bytes);
      await file.datasync();
    });
    this.known.set(lotCode, { bytes: extent.bytes + text.length, lines: extent.lines + lines.length });
  }

  async replace(lotCode: string, lines: ReadonlyMap<number, BookingFileLine>): Promise<void> {
    const path = this.pathOf(lotCode);
    const beside = `${path}.new`;
    await pipeline(
      createReadStream(path),
      (old) => replaced(old, lines),
      createWriteStream(beside, { mode: MODE, flush: true }),
    );
    await rename(beside, path);
    // Its size may be another one; it is counted anew.
    this.known.delete(lotCode);
  }

  private pathOf(lotCode: string): string {
    return join(this.folder, `lot_${lotCode}_bookings.csv`);
  }

  private async within<T>(lotCode: string, use: (file: FileHandle) => Promise<T>): Promise<T> {
    const file = await open(this.pathOf(lotCode), constants.O_RDWR | constants.O_CREAT, MODE);
    try {
      return await use(file);
    } finally {
      await file.close();
    }
  }

  /** Reads the file through, takes away a torn last line, and gives a new file its header. */
  private async mended(file: FileHandle, size: number, lotCode: string): Promise<Extent> {
    const begin = Buffer.alloc(Math.min(size, HEADER.length));
    await file.read(begin, 0, begin.length, 0);
    if (!HEADER.subarray(0, begin.length).equals(begin)) {
      throw new Error(`lot_${lotCode}_bookings.csv does not begin with ${HEADER.toString().trim()}: move it away`);
    }
    if (size < HEADER.length) {
      await writeAll(file, HEADER, 0);
      await file.datasync();
      return { bytes: HEADER.length, lines: 0 };
    }
    const whole = await wholeLines(file);
    if (whole.bytes < size) await file.truncate(whole.bytes);
    return { bytes: whole.bytes, lines: whole.lines - 1 };
  }
}

/** How many lines are ended, and how many bytes they take. */
async function wholeLines(file: FileHandle): Promise<Extent> {
  const chunk = Buffer.alloc(CHUNK);
  let lines = 0;
  let bytes = 0;
  for (let at = 0; ; ) {
    const { bytesRead } = await file.read(chunk, 0, CHUNK, at);
    if (bytesRead === 0) return { bytes, lines };
    const read = chunk.subarray(0, bytesRead);
    for (let end = read.indexOf(NEWLINE); end !== -1; end = read.indexOf(NEWLINE, end + 1)) {
      lines++;
      bytes = at + end + 1;
    }
    at += bytesRead;
  }
}

/** The lines of a file, the header among them, with others in the places of some. */
async function* replaced(old: Readable, lines: ReadonlyMap<number, BookingFileLine>): AsyncGenerator<string> {
  let number = 0;
  for await (const line of createInterface({ input: old, crlfDelay: Number.POSITIVE_INFINITY })) {
    const other = lines.get(number++);
    yield other ? stringify([cellsOf(other)], CSV_FORMAT) : `${line}\n`;
  }
}

async function writeAll(file: FileHandle, data: Buffer, position: number): Promise<void> {
  for (let done = 0; done < data.length; ) {
    done += (await file.write(data, done, data.length - done, position + done)).bytesWritten;
  }
}

function cellsOf({ name, mobile, date, time, slot, service, followUpDate }: BookingFileLine): string[] {
  return [name, mobile, date, time, slot, service, followUpDate].map((text) => text.replace(/[\r\n]+/g, ' '));
}
