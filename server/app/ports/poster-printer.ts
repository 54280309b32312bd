/** One poster: what hangs at a slot. */
export interface Poster {
  readonly slot: string;
  /** What the driver sends. */
  readonly words: string;
  /** Opens WhatsApp with these words in it. */
  readonly link: string;
}

/** Posters of one lot, as they are printed together. */
export interface PosterSheet {
  readonly lotName: string;
  /** Stands where the lot's name is in letters that cannot be printed. */
  readonly lotCode: string;
  /** The number that drivers write to, E.164. */
  readonly number: string;
  /** On one page of A4. */
  readonly perPage: 1 | 4;
  readonly posters: readonly Poster[];
}

/** Makes posters ready for the printer. */
export interface PosterPrinter {
  /** A PDF of A4 pages. */
  print(sheet: PosterSheet): Promise<Uint8Array>;
}
