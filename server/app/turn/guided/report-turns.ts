import { writeDialogue } from '../../../chat/dialogue/dialogue.ts';
import type { Reply } from '../../../chat/reply.ts';
import { referenceFrom } from '../../../domain/booking.ts';
import type { Lot } from '../../../domain/lot.ts';
import { type CaseMedia, LONGEST_CASE, type ReportedCase } from '../../../domain/reported-case.ts';
import type { Client, DriverDesk } from '../../driver-desk.ts';
import type { GuideAnswer } from './booking-guide.ts';

/** Problems that drivers report by chat. */

const LISTED = 5;
const DAY_MS = 86_400_000;
/** More in a day is not help any more. */
const MOST_A_DAY = 10;

export function askProblem(lot: Lot, misses = 0): GuideAnswer {
  const reply = { kind: 'problem-asked', lotName: lot.name, isAgain: misses > 0 } as const;
  return { reply, dialogue: writeDialogue({ kind: 'problem', misses }), lot };
}

/** Opens a case with what the driver wrote or sent. */
export async function noteProblem(
  desk: DriverDesk,
  client: Client,
  lot: Lot,
  words: string,
  media: readonly CaseMedia[],
): Promise<GuideAnswer> {
  const { driver, identity } = client;
  if ((await desk.tx.cases.openedSince(driver.id, desk.now - DAY_MS)) >= MOST_A_DAY)
    return { reply: { kind: 'person', lotName: lot.name, contact: lot.settings.contact }, dialogue: null, lot };
  const reported: ReportedCase = {
    id: desk.ids.next(),
    number: referenceFrom(desk.ids.random(6), 'PR'),
    lotId: lot.id,
    driverId: driver.id,
    identityId: identity.id,
    words: words.slice(0, LONGEST_CASE).toWellFormed(),
    media,
    state: 'open',
    openedAt: desk.now,
    changedAt: desk.now,
    answer: null,
  };
  desk.tx.cases.add(reported);
  const reply = { kind: 'problem-noted', number: reported.number, hasMedia: media.length > 0 } as const;
  return { reply, dialogue: null, lot };
}

export async function reportsTurn(desk: DriverDesk, client: Client): Promise<Reply> {
  const cases = await desk.tx.cases.ofDriver(client.driver.id, LISTED);
  return {
    kind: 'problem-list',
    cases: cases.map(({ number, words, state, openedAt, answer }) => ({ number, words, state, openedAt, answer })),
  };
}
