/** A line of a lot's file of bookings, by the names of its columns; text that is not made safe yet. */
export interface BookingFileLine {
  readonly name: string;
  /** E.164, or empty. */
  readonly mobile: string;
  readonly date: string;
  readonly time: string;
  readonly slot: string;
  readonly service: string;
  readonly followUpDate: string;
}

/** The files of bookings, one for each lot; nobody else writes them. */
export interface BookingFiles {
  /**
   * How many whole lines the lot's file has below its header. Makes the file where it is missing, and takes away what a
   * crash left of a line. Throws where the file is not one of these.
   */
  lines(lotCode: string): Promise<number>;
  /** Writes lines behind the last one; when it resolves they are on the disk. */
  append(lotCode: string, lines: readonly BookingFileLine[]): Promise<void>;
  /** Puts other lines in the places of old ones, by their number from 1; a crash leaves either the old file or the new one. */
  replace(lotCode: string, lines: ReadonlyMap<number, BookingFileLine>): Promise<void>;
}
