import type { Args, None } from './message-arguments.ts';

/** The texts about languages, and what each is given. */
export interface LanguageMessages {
  /** How to get this language: said in it also to who is answered in another one. */
  'language.switch': None;
  'which-language': Args<'lines'>;
  /** `others` says how to get each other language, in that one. */
  'language-set': Args<'others'>;
}
