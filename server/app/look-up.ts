import { lotByCode } from './manage-lots.ts';
import type { Driver } from './ports/entities.ts';
import type { LookUp } from './ports/look-up-repository.ts';
import type { BookingFilter } from './ports/repositories.ts';
import type { Look, UnitOfWork } from './ports/unit-of-work.ts';
import { type BookingView, type DriverView, viewDrivers } from './serve-drivers.ts';

/** What was found of what somebody at the board typed. */
export interface Found {
  /** Codes of slots of the lot. */
  readonly slots: readonly string[];
  readonly bookings: readonly BookingView[];
  readonly drivers: readonly DriverView[];
}

const MOST_OF_EACH = 8;

/** What text may be a part of: a plate, a phone number, a name. */
export function lookUpOf(text: string): LookUp {
  const plate = text.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');
  const digits = text.replace(/\D/g, '');
  const name = text.trim().toLowerCase();
  return {
    digits: digits.length >= 4 && /^[\d\s+().-]+$/.test(text) ? digits : null,
    plate: plate.length >= 2 ? plate : null,
    name: name.length >= 2 ? name : null,
  };
}

/** Whom the text may mean. */
export async function driversLike(look: Look, text: string, limit: number): Promise<Driver[]> {
  const ids = await look.lookUp.drivers(lookUpOf(text), limit);
  const drivers = new Map((await look.drivers.byIds(ids)).map((driver) => [driver.id, driver]));
  return ids.flatMap((id) => drivers.get(id) ?? []);
}

export async function findDriversLike(unitOfWork: UnitOfWork, text: string): Promise<DriverView[]> {
  return unitOfWork.read(async (look) => viewDrivers(look, await driversLike(look, text, 50)));
}

export interface BookingsWanted extends Omit<BookingFilter, 'id' | 'lotId' | 'drivers' | 'reference'> {
  readonly lotCode?: string;
  /** A reference, or a part of the driver's plate, phone or name. */
  readonly text?: string;
}

/** Bookings; of a lot that is not there, none. */
export async function findBookings(
  unitOfWork: UnitOfWork,
  { lotCode, text, ...filter }: BookingsWanted,
): Promise<BookingView[]> {
  return unitOfWork.read(async (look) => {
    const lot = lotCode === undefined ? undefined : await look.lots.byCode(lotCode);
    if (lot === null) return [];
    const ofLot = lot ? { ...filter, lotId: lot.id } : filter;
    if (text === undefined) return look.bookings.list(ofLot);
    const reference = referenceIn(text);
    const known = reference === null ? [] : await look.bookings.list({ ...ofLot, reference });
    if (known.length > 0) return known;
    const drivers = (await driversLike(look, text, 200)).map(({ id }) => id);
    return drivers.length === 0 ? [] : look.bookings.list({ ...ofLot, drivers });
  });
}

/** A whole reference, as `PW-7K3M2Q`, with or without its beginning. */
function referenceIn(text: string): string | null {
  const [, rest] = /^(?:PW-?)?([A-Z0-9]{6})$/.exec(text.trim().toUpperCase()) ?? [];
  return rest === undefined ? null : `PW-${rest}`;
}

/** Finds slots of a lot, bookings of it by their reference, and drivers by plate, phone or name. */
export async function lookUp(unitOfWork: UnitOfWork, lotCode: string, text: string): Promise<Found> {
  return unitOfWork.read(async (look) => {
    const lot = await lotByCode(look, lotCode);
    const code = text.trim().toUpperCase();
    const slots = (await look.slots.inLot(lot.id)).map((slot) => slot.code).filter((one) => one === code);
    const reference = /^(?:PW-?)?([A-Z0-9]{2,8})$/.exec(code)?.[1];
    const ids = reference === undefined ? [] : await look.lookUp.bookings(`PW-${reference}`, MOST_OF_EACH);
    const bookings = (await Promise.all(ids.map((id) => look.bookings.list({ id, lotId: lot.id, limit: 1 })))).flat();
    const drivers = await viewDrivers(look, await driversLike(look, text, MOST_OF_EACH));
    return { slots, bookings, drivers };
  });
}
