import type { LocaleSpeech } from './locale.ts';

/** By what English is asked for, and known from what drivers write. */
export const enSpeech: LocaleSpeech = {
  name: 'English',
  askedBy: ['english', 'inglish', 'angrezi', 'angreji', 'अंग्रेज़ी', 'अंग्रेजी', 'इंग्लिश'],
  script: null,
  // Without the words of commands, which are the same in every language, and without small words that Hinglish has too.
  words: new Set(
    (
      'i im ive id my mine we our you your he she they this that these those it its what whats when where which who how why ' +
      'is are am was were will would could should does did dont cant wont have hasnt had been being there here anything ' +
      'something nothing someone anybody about want need like think know find got give tell show please sorry can and or but ' +
      'because if'
    ).split(' '),
  ),
  plainWords: new Set(),
};
