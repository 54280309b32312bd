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
}
