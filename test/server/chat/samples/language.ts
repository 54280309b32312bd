import type { SamplesOf } from './shared.ts';

/** Which language a driver is answered in. */
export const LANGUAGE_SAMPLES: SamplesOf<'which-language' | 'language-set'> = {
  'which-language': [
    { kind: 'which-language', isNumbered: true },
    { kind: 'which-language', isNumbered: false },
  ],
  'language-set': [{ kind: 'language-set' }],
};
