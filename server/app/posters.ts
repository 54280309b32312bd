import type { Channel } from '../domain/channel.ts';
import { DomainError } from '../domain/errors.ts';
import type { StandardNumber } from './channel-directory.ts';
import { lotByCode } from './manage-lots.ts';
import type { Poster, PosterPrinter, PosterSheet } from './ports/poster-printer.ts';
import type { UnitOfWork } from './ports/unit-of-work.ts';

/** Posters that hang at slots: whoever scans one has WhatsApp open with the booking already written. */

export interface PosterDeps {
  readonly unitOfWork: UnitOfWork;
  readonly printer: PosterPrinter;
  /** The numbers that the environment names. */
  readonly standard: readonly StandardNumber[];
}

export interface PosterWish {
  /** Their codes; null for every slot of the lot. */
  readonly slots: readonly string[] | null;
  /** E.164; null for the number that is known. */
  readonly number: string | null;
}

/** What the posters of a lot say; without a number nobody can be written to. */
export interface PosterTexts {
  readonly lotName: string;
  readonly lotCode: string;
  readonly number: string | null;
  readonly posters: readonly (Omit<Poster, 'link'> & { readonly link: string | null })[];
}

/**
 * What posters of a lot would say. The number is the one asked for, else the lot's own, else the environment's; where drivers
 * of several lots write to it, the words name the lot. Of a number at Meta only its id is known, which nobody can dial.
 */
export async function posterTexts(
  { unitOfWork, standard }: Omit<PosterDeps, 'printer'>,
  lotCode: string,
  wish: PosterWish,
): Promise<PosterTexts> {
  return unitOfWork.read(async (look) => {
    const lot = await lotByCode(look, lotCode);
    const known = (await look.slots.inLot(lot.id)).map(({ code }) => code);
    const missing = wish.slots?.filter((code) => !known.includes(code)) ?? [];
    if (missing.length > 0) {
      throw new DomainError('slot-unknown', `there is no slot ${missing.join(', ')} in ${lotCode}`, { slots: missing });
    }
    const own = (await look.channels.all()).filter((channel) => channel.lotId === lot.id && takesDrivers(channel));
    const ownNumbers = own.flatMap(dialled);
    const fallback = own.length > 0 ? [] : standard.flatMap(dialled);
    const number = wish.number ?? ownNumbers[0] ?? fallback[0] ?? null;
    const isShared = (await look.lots.all()).length > 1 && !(number !== null && ownNumbers.includes(number));
    const posters = (wish.slots ?? known).map((slot) => {
      const words = isShared ? `book ${lotCode} ${slot}` : `book ${slot}`;
      return { slot, words, link: number === null ? null : linkTo(number, words) };
    });
    return { lotName: lot.name, lotCode, number, posters };
  });
}

/** The posters as a PDF. */
export async function printPosters(
  deps: PosterDeps,
  lotCode: string,
  wish: PosterWish & Pick<PosterSheet, 'perPage'>,
): Promise<Uint8Array> {
  const { number, posters, lotName } = await posterTexts(deps, lotCode, wish);
  const ready = posters.flatMap(({ link, ...rest }) => (link === null ? [] : [{ ...rest, link }]));
  if (number === null) {
    throw new DomainError('poster-number-unknown', `no number is known that drivers of ${lotCode} write to`);
  }
  if (ready.length === 0) throw new DomainError('slot-unknown', `${lotCode} has no slots`);
  return deps.printer.print({ lotName, lotCode, number, perPage: wish.perPage, posters: ready });
}

const takesDrivers = ({ purpose, state }: Channel): boolean => purpose === 'drivers' && state === 'connected';

/** The number of an account as people dial it. */
function dialled({ kind, address }: StandardNumber): string[] {
  return kind === 'twilio' ? [address.replace(/^whatsapp:/, '')] : [];
}

function linkTo(number: string, words: string): string {
  return `https://wa.me/${number.replace(/\D/g, '')}?text=${encodeURIComponent(words)}`;
}
