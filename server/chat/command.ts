/** What a phrase of the lexicon asks for. */
export type Command =
  | 'menu'
  | 'help'
  | 'slots'
  | 'book'
  | 'park'
  | 'status'
  | 'balance'
  | 'cancel'
  | 'extend'
  | 'shorten'
  | 'move'
  | 'modify'
  | 'history'
  | 'not-me'
  | 'left'
  | 'why'
  | 'dispute'
  | 'price'
  | 'services'
  | 'hours'
  | 'top-up'
  | 'receipt'
  | 'pay'
  | 'leave'
  | 'wait'
  | 'leave-list'
  | 'agent'
  | 'report'
  | 'thanks';

/**
 * `strong` phrases name a command wherever they stand; `weak` ones only when no other command is named; `whole` ones only
 * when everything around them is small talk, because the same words mean something else in a sentence.
 */
export type Strength = 'strong' | 'weak' | 'whole';

export interface Phrase {
  readonly command: Command;
  readonly strength: Strength;
}
