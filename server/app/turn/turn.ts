import type { ChoiceList } from '../../chat/choices.ts';
import type { Dialogue } from '../../chat/dialogue/dialogue.ts';
import type { Intent } from '../../chat/intent.ts';
import type { Reply } from '../../chat/reply.ts';
import type { Lot } from '../../domain/lot.ts';
import type { GeoPoint } from '../../domain/place.ts';
import type { CaseMedia } from '../../domain/reported-case.ts';
import type { Client } from '../driver-desk.ts';
import type { KnownNames } from '../lot-directory.ts';

/** One turn: what the driver meant, and where the dialogue stands. */
export interface Turn {
  readonly client: Client;
  /** As it was written, and what it means where no question is open. */
  readonly text: string;
  readonly intent: Intent;
  /** What a yes agrees to: the command suggested the turn before, interpreted again. */
  readonly pending: Intent | null;
  /** What the conversation waits for, as it is kept. */
  readonly pendingText: string | null;
  /** How often what was asked got no answer so far. */
  readonly misses: number;
  /** The case whose reason was asked for the turn before. */
  readonly reasonOf: string | null;
  /** The numbered list shown the turn before. */
  readonly list: ChoiceList | null;
  readonly lot: Lot | null;
  /** In whose currency and time a driver is answered while there is no lot. */
  readonly home: Lot | undefined;
  /** Wallets can be topped up by a link to pay by. */
  readonly paysByLink: boolean;
  /** What is being asked step by step. */
  readonly dialogue: Dialogue | null;
  /** A place that was shared. */
  readonly place: GeoPoint | null;
  readonly media: readonly CaseMedia[];
  readonly known: KnownNames;
  /** The command that somebody outside takes the text for. */
  readonly opinion: string | null;
  /** Another question is asked again behind the answer. */
  readonly isAside?: true;
}

export interface Answer {
  readonly reply: Reply;
  /** In whose currency and time the reply is told, where that is not the lot of the conversation. */
  readonly about?: Lot | undefined;
  /** The lot the conversation is about from now on; null leaves it as it was. */
  readonly chosenLotId: string | null;
  /** The command that waits for a yes, or the mark of the list that waits for a number. */
  readonly pending: string | null;
  /** Where a guided dialogue stands from now on; none where it is left out. */
  readonly dialogue?: string | null;
  /** The option of the menu that it answers, however it was chosen. */
  readonly option?: string;
  /** The language that the driver asked for. */
  readonly locale?: string;
}
