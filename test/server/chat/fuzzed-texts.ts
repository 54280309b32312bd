import fc from 'fast-check';

/** Texts that are meant to confuse: words of the grammar in any order, any characters, and the longest there can be. */

const WORDS = (
  'book park cancel status slots A B12 7 any ev main tomorrow kal parson sham 5 baje 5pm 17:30 2h 90 min half past till se tak do ' +
  'ghante for from to next monday somvar 30/11 2026-11-30 in at please yes no haan nahi menu back agent report {slot} {{x}} %s ' +
  '*bold* _x_ <script> &amp; \u0000 \u202e \u200d 🅿️ ०९ ５ कल शाम बजे बुक करो'
).split(' ');

const salad = fc
  .array(fc.tuple(fc.constantFrom(...WORDS), fc.constantFrom(' ', '', '\n', ', ', '-', ':', '/')), { maxLength: 60 })
  .map((parts) => parts.flat().join(''));

export const FUZZED = fc
  .oneof(salad, fc.string({ maxLength: 300 }), fc.string({ unit: 'binary', maxLength: 300 }))
  .map((text) => text.slice(0, 1000));

/** As long as a text may be, of what costs most to read. */
export const LONGEST: readonly string[] = [
  ...WORDS.map((word) => `${word} `.repeat(1000).slice(0, 1000)),
  ...['a', '1', '-', ':', '*', '🙏', '\u0301', '(', 'ab', '5:', '1/', ' ', '\n'].map((part) =>
    part.repeat(1000).slice(0, 1000),
  ),
  WORDS.join(' ').repeat(5).slice(0, 1000),
];
