/** Somebody outside who may understand what our own grammar does not. */
export interface SecondOpinion {
  /**
   * A command in the words of our grammar that the text may stand for; null where there is none, where it is not sure
   * enough, or where it does not come in time. Never throws. `language` is the one the driver writes or is answered in.
   */
  ask(text: string, language: string | null): Promise<string | null>;
}

/** What came of a question. */
export type OpinionOutcome = 'understood' | 'unsure' | 'none' | 'slow' | 'failed' | 'resting' | 'busy';
