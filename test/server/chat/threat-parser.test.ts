import { expect } from 'chai';
import fc from 'fast-check';
import { STEPS } from '../../../server/chat/dialogue/booking-form.ts';
import { readAnswer } from '../../../server/chat/dialogue/read-answer.ts';
import { interpret } from '../../../server/chat/grammar.ts';
import { detectLanguage } from '../../../server/chat/language.ts';
import { readOneLine } from '../../../server/chat/one-line.ts';
import { isStaffText } from '../../../server/chat/staff/staff-grammar.ts';
import { FUZZED, LONGEST } from './fuzzed-texts.ts';

const NOW = Date.UTC(2026, 10, 26, 9);
const TODAY = Math.floor(NOW / 86_400_000);
const KNOWN = { slots: ['A', 'B', 'B12', '7'], lots: ['main', 'north'] };
const SERVICES = [{ code: 'EV', name: 'EV charging' }];

/** Everything that reads what a driver wrote. */
function readAll(text: string): void {
  expect(interpret(text, KNOWN).kind).to.be.a('string');
  detectLanguage(text);
  isStaffText(text, KNOWN.lots);
  readOneLine(text, KNOWN, TODAY, SERVICES, 600);
  for (const step of STEPS) {
    if (step === 'confirm') continue;
    readAnswer(step, text, {
      ...{ choices: ['A', 'B'], slots: KNOWN.slots, addOns: SERVICES, isOptional: true, form: {} },
      lots: [{ code: 'main', name: 'Main car park' }],
      ...{ now: NOW, timeZone: 'Asia/Kolkata', openingHours: null },
    });
  }
}

describe('threat: a text that the parser chokes on', () => {
  it('no text throws, at whatever question it is the answer', () => {
    fc.assert(fc.property(FUZZED, readAll), { numRuns: 1500 });
  });

  it('no text of the greatest length throws, however it is made', () => {
    for (const text of LONGEST) readAll(text);
  });
});
