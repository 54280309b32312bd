/** What staff type to find somebody; a part that is null is not looked for. */
export interface LookUp {
  /** Of a phone number, at least four. */
  readonly digits: string | null;
  /** Of a number plate, in capitals and without spaces, at least two. */
  readonly plate: string | null;
  /** Of a name, in small letters, at least two. */
  readonly name: string | null;
}

/** Finds who and what staff look for. */
export interface LookUpRepository {
  /** Ids of drivers, those whose plate ends so first, then by phone, then by name. */
  drivers(wanted: LookUp, limit: number): Promise<string[]>;
  /** Ids of bookings whose reference begins so, the newest first. */
  bookings(reference: string, limit: number): Promise<string[]>;
}
