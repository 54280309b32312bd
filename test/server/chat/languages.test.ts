import { expect } from 'chai';
import { IntlMessageFormat } from 'intl-messageformat';
import { CHOICES } from '../../../server/chat/choices.ts';
import { commandText } from '../../../server/chat/command-text.ts';
import { interpret } from '../../../server/chat/grammar.ts';
import { detectLanguage } from '../../../server/chat/language.ts';
import { en } from '../../../server/chat/locales/en.ts';
import { LOCALES } from '../../../server/chat/locales/languages.ts';
import type { MessageKey } from '../../../server/chat/locales/locale.ts';
import { LONGEST_REPLY, render } from '../../../server/chat/render.ts';
import type { ReplyContext } from '../../../server/chat/reply.ts';
import { readStaffText } from '../../../server/chat/staff/staff-grammar.ts';
import { isForStaff } from '../../../server/chat/staff/staff-reply.ts';
import { ALL_SAMPLES, CONTEXT, NOW } from './samples.ts';

/** Of staff: what stands for more than one command. */
const STAFF_PATTERNS = ['who', 'topup +91… 20', 'board LOT'];
const known = { slots: ['A', 'B', 'C', 'D'], lots: ['main', 'north-2'] };
const keys = Object.keys(en.messages) as MessageKey[];
const HINDI: ReplyContext = { ...CONTEXT, locale: 'hi', timeZone: 'Asia/Kolkata', currency: 'INR' };

/** The words of a message in all its branches, with a sign where it is told something. */
function wordsOf(message: string, tag: string): string {
  const texts = (node: unknown): string => {
    if (Array.isArray(node)) return node.map(texts).join('');
    const { type, value, options } = node as { type: number; value: string; options?: object };
    if (type === 0) return value;
    return options
      ? Object.values(options as Record<string, { value: unknown }>)
          .map((one) => texts(one.value))
          .join(' ')
      : '…';
  };
  return texts(new IntlMessageFormat(message, tag, undefined, { ignoreTag: true }).getAst());
}

describe('chat languages', () => {
  for (const [language, { tag, script, messages, askedBy, name }] of Object.entries(LOCALES)) {
    it(`${language}: is asked for by its words, in each other one too`, () => {
      for (const word of [...askedBy, name]) {
        expect(interpret(word, known), word).to.deep.equal({ kind: 'language', tag: language });
        expect(interpret(`${word.toUpperCase()} please!`, known)).to.deep.equal({ kind: 'language', tag: language });
      }
      expect(commandText({ kind: 'language', tag: language })).to.equal(askedBy[0]);
      expect(messages['language.switch']).to.contain(`*${askedBy[0]}*`);
      for (const locale of Object.keys(LOCALES)) {
        const menu = render({ kind: 'menu', lotName: 'Main', welcome: null }, { ...CONTEXT, locale });
        expect(menu.includes(messages['language.switch']), locale).to.equal(locale !== language);
      }
    });

    it(`${language}: every reply is whole, fits, and says what to do next`, () => {
      for (const sample of ALL_SAMPLES) {
        for (const currency of ['INR', 'USD']) {
          const text = render(sample, { ...HINDI, locale: language, currency });
          expect(text, sample.kind).to.not.match(/[{}]|undefined|NaN|null|\[object| {2}|\s$|^\s|Invalid/);
          expect(text.length, sample.kind).to.be.within(isForStaff(sample) ? 5 : 10, LONGEST_REPLY);
          if (isForStaff(sample)) continue;
          expect(text, sample.kind).to.match(/\*[a-z ]+[A-Z0-9-]*\*|attendant|drive away|Arrive|अटेंडेंट|गाड़ी|^\d\. /im);
        }
      }
    });

    it(`${language}: names only commands that are understood, and that show no language`, () => {
      const named = new Set(
        keys.flatMap((key) => [...messages[key].matchAll(/\*([a-z][^*{}\n]*)\*/g)].map(([, word]) => word!)),
      );
      expect([...named]).to.include.members(['menu', 'slots', 'book A', 'yes', 'no', 'not me', 'leave the list']);
      for (const command of named) {
        expect(detectLanguage(command), command).to.equal(null);
        // Read elsewhere: within a dialogue, and as a line that says more than a slot.
        if (command === 'back' || command.startsWith('book any')) continue;
        if (readStaffText(command, known.lots) || STAFF_PATTERNS.includes(command)) continue;
        expect(interpret(command, known).kind, command).to.not.be.oneOf(['unknown', 'near-miss']);
      }
    });

    if (script === null) continue;
    it(`${language}: every text is in its letters, with no English left in it`, () => {
      for (const key of keys) {
        const english = wordsOf(en.messages[key], 'en')
          .replace(/[\p{P}\p{S}…]/gu, ' ')
          .trim();
        const words = wordsOf(messages[key], tag);
        if (/\p{L}{3}/u.test(english) && !key.startsWith('command.')) expect(words, key).to.match(script);
        const rest = words.replace(/\*[^*\n]*\*/g, '').replace(/\b(5pm|2h|90 min|Language|h|min|Ref)\b/g, '');
        if (!key.startsWith('command.')) expect(rest, key).to.not.match(/[a-z]{2}/i);
      }
    });
  }

  it('has as many numbers in a list as there are languages', () => {
    const text = render({ kind: 'which-language', isNumbered: true }, CONTEXT);
    expect([...text.matchAll(/^\d+\. /gm)]).to.have.length(CHOICES.languages.length);
    expect(CHOICES.languages.map((one) => 'tag' in one && one.tag)).to.deep.equal(Object.keys(LOCALES));
    expect(render({ kind: 'which-language', isNumbered: false }, CONTEXT)).to.not.match(/^\d/m);
  });

  it('puts amounts, dates and spans in Hindi as Indian apps do, in Latin digits', () => {
    const balance = (currency: string) =>
      render({ kind: 'balance', balanceMinor: 12_345_678, promoMinor: 0 }, { ...HINDI, currency });
    expect(balance('INR')).to.contain('₹1,23,456.78');
    expect(balance('USD')).to.contain('$1,23,456.78');
    const stay = {
      kind: 'bill',
      slot: 'A',
      durationSeconds: 5400,
      amountMinor: 200,
      refundedMinor: 0,
      balanceMinor: 1,
    } as const;
    const bill = (from: number, to: number) => render({ ...stay, from, to }, { ...HINDI, now: to });
    // 22:00 in Kolkata; the bill is told the same day, then the day after.
    const at = Date.UTC(2026, 10, 21, 15);
    expect(bill(at, at + 5_400_000)).to.contain('A: आज 20:30 – 22:00 (1 घंटा 30 मिनट)');
    expect(bill(at, at + 14_400_000)).to.contain('शनि, 21 नव॰, 20:30 – आज 00:30');
    expect(
      render({ kind: 'no-show', slot: 'A', reference: 'PW-7K3M9Q', feeMinor: 5000 }, { ...HINDI, now: NOW }),
    ).to.contain('₹50.00');
  });

  it('chooses Hindi plural forms', () => {
    const free = (...codes: string[]) => render({ kind: 'which-slot', purpose: 'book', free: codes }, HINDI);
    expect(free()).to.match(/^अभी कुछ भी खाली नहीं है/);
    expect(free('B')).to.match(/^एक स्लॉट खाली है: B/);
    expect(free('B', 'C')).to.contain('खाली: B, C');
  });
});

describe('the language of a text', () => {
  const shows = (language: string | null, ...texts: string[]) => {
    for (const text of texts) expect(detectLanguage(text), text).to.equal(language);
  };

  it('is Hindi in Devanagari letters, and in Latin ones where the words are', () => {
    shows('hi', 'नमस्ते', 'A बुक करो', 'क्या slot खाली है?', 'हाँ');
    shows('hi', 'kal sham 5 baje slot chahiye', 'gaadi', 'kitna hai', 'Mujhe slot book karna hai', 'namaste ji');
    shows('hi', 'please slot chahiye near the gate', 'BHAI JAGAH HAI?');
  });

  it('is English where it clearly is', () => {
    shows('en', 'is anything free on Monday?', "what's the price and where are you?", 'I would like to park my car');
  });

  it('is not said by codes, numbers, names and commands', () => {
    shows(
      null,
      '',
      'A',
      '12',
      'MH12AB1234',
      '👍',
      'book A',
      'book any tomorrow 5pm 2h',
      'top up 20',
      'cancel PW-7K3M9Q',
    );
    shows(null, 'hi', 'hello', 'thank you', 'yes', 'ok', 'Rajesh Kumar', 'main', 'do', 'to', 'par');
    shows(null, 'مرحبا', 'привет', '你好');
  });

  it('is read from the beginning, in bounded time', () => {
    shows('hi', `${'x '.repeat(100)}mujhe`);
    shows(null, `${'x '.repeat(1000)}mujhe`, 'a'.repeat(4000));
  });

  it('is asked for in words around its name, and not by a name in other words', () => {
    const asks = (text: string) => interpret(text, known);
    for (const text of [
      'hindi please',
      'in hindi',
      'Hindi mein baat karo',
      'speak in hindi please',
      'हिंदी में बात करो',
      'हिन्दी में',
    ])
      expect(asks(text), text).to.deep.equal({ kind: 'language', tag: 'hi' });
    for (const text of ['english please', 'Reply in English', 'change language to english', 'अंग्रेज़ी में', 'angrezi'])
      expect(asks(text), text).to.deep.equal({ kind: 'language', tag: 'en' });
    for (const text of ['language', 'bhasha', 'भाषा', 'change language', 'bhasha badlo', 'भाषा बदलें', 'hindi english'])
      expect(asks(text), text).to.deep.equal({ kind: 'language', tag: null });
    for (const text of [
      'is the attendant english',
      'book A in hindi',
      'english breakfast',
      'me',
      'change',
      'speak to me',
    ])
      expect(asks(text).kind, text).to.not.equal('language');
  });
});
