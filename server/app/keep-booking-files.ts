import { instantOf, wallClock } from '../domain/calendar.ts';
import type { BookingFileLine, BookingFiles } from './ports/booking-files.ts';
import type { BookingLine } from './ports/export-repository.ts';
import type { UnitOfWork } from './ports/unit-of-work.ts';

const BATCH = 500;

/**
 * Brings the files of bookings up to date: every committed booking gets its place in its lot's file, once, and the file
 * what it lacks. Which lines a file has is read from the file itself, so whatever a crash left undone is done by the next
 * run, and nothing twice. One caller at a time, of all processes.
 */
export async function keepBookingFiles(unitOfWork: UnitOfWork, files: BookingFiles): Promise<void> {
  if (await unitOfWork.read((look) => look.bookingLines.anyWaiting())) await givePlaces(unitOfWork);
  for (const lot of await unitOfWork.read((look) => look.bookingLines.lots())) {
    let written = await files.lines(lot.code);
    if (written > lot.lines) {
      throw new Error(
        `the file of lot ${lot.code} has ${written} bookings, the database ${lot.lines}: it belongs to another database, or to what was there before a restore; move it away`,
      );
    }
    while (written < lot.lines) {
      const from = written;
      const lines = await unitOfWork.read((look) => look.bookingLines.after(lot.id, from, BATCH));
      await files.append(
        lot.code,
        lines.map((line) => lineOf(line, lot.timeZone)),
      );
      written += lines.length;
    }
    const stale = await unitOfWork.read((look) => look.bookingLines.stale(lot.id));
    if (stale.length === 0) continue;
    await files.replace(lot.code, new Map(stale.map((line) => [line.line, lineOf(line, lot.timeZone)])));
    await unitOfWork.run((tx) =>
      tx.bookingLines.markFresh(
        lot.id,
        stale.map(({ line }) => line),
      ),
    );
  }
}

async function givePlaces(unitOfWork: UnitOfWork): Promise<void> {
  let placed: number;
  do placed = await unitOfWork.run((tx) => tx.bookingLines.number(BATCH));
  while (placed === BATCH);
}

function lineOf(line: BookingLine, timeZone: string): BookingFileLine {
  const { day, minuteOfDay } = wallClock(line.startsAt, timeZone);
  // Day and minute as a moment of UTC, for the calendar's digits alone.
  const wall = new Date(instantOf(day, minuteOfDay, 'UTC')).toISOString();
  return {
    name: line.name,
    mobile: line.phone ?? '',
    date: wall.slice(0, 10),
    time: wall.slice(11, 16),
    slot: line.slotCode,
    service: line.addOns.map(({ name }) => name).join(', '),
    followUpDate: line.followUpDate ?? '',
  };
}
