import fc from 'fast-check';
import { STEPS } from '../../server/chat/dialogue/booking-form.ts';
import { readAnswer } from '../../server/chat/dialogue/read-answer.ts';
import { interpret } from '../../server/chat/grammar.ts';
import { detectLanguage } from '../../server/chat/language.ts';
import { readOneLine } from '../../server/chat/one-line.ts';
import { FUZZED, LONGEST } from '../server/chat/fuzzed-texts.ts';

const COUNT = 20_000;
const GOAL_MS = 10;
const KNOWN = { slots: Array.from({ length: 200 }, (_, index) => `S${index}`), lots: ['main', 'north'] };
const NOW = Date.UTC(2026, 10, 26, 9);

const ASKED = STEPS.filter((step) => step !== 'confirm');

/** As a turn does: as a command, for its language, as a line, and as the answer to one question. */
function read(text: string, index: number): void {
  interpret(text, KNOWN);
  detectLanguage(text);
  readOneLine(text, KNOWN, Math.floor(NOW / 86_400_000), [], 600);
  readAnswer(ASKED[index % ASKED.length] ?? 'day', text, {
    ...{ choices: [], slots: KNOWN.slots, lots: [], addOns: [], isOptional: true, form: {} },
    ...{ now: NOW, timeZone: 'Asia/Kolkata', openingHours: null },
  });
}

/** How long it takes to read a text, the questions taking turns. */
export function benchTexts(): void {
  const texts = [...fc.sample(FUZZED, { numRuns: COUNT, seed: 20261126 }), ...LONGEST, ...LONGEST];
  // The first of them load tables that every later one finds.
  for (const [index, text] of texts.slice(0, 2000).entries()) read(text, index);
  const took = texts.map((text, index) => {
    // The best of three: what a text costs, and not what else the machine does meanwhile.
    const tries = Array.from({ length: 3 }, () => {
      const begun = performance.now();
      read(text, index);
      return performance.now() - begun;
    });
    return Math.min(...tries);
  });
  took.sort((a, b) => a - b);
  const at = (share: number) => (took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0).toFixed(2);
  const most = took.at(-1) ?? 0;
  console.log(
    `| ${texts.length.toLocaleString('en-US')} fuzzed texts, each read as a turn reads it | | median ${at(0.5)} ms, p99 ${at(0.99)} ms, ` +
      `longest ${most.toFixed(2)} ms | | ≤ ${GOAL_MS} ms each | ${most <= GOAL_MS ? 'met' : '**MISSED**'} |`,
  );
}
