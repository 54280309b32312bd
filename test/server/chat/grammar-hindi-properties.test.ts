import { expect } from 'chai';
import fc from 'fast-check';
import { agreesTo } from '../../../server/chat/agreement.ts';
import { commandText } from '../../../server/chat/command-text.ts';
import { interpret } from '../../../server/chat/grammar.ts';
import { readLengthAnswer } from '../../../server/chat/resize.ts';
import { standardSpelling } from '../../../server/chat/spellings-hi.ts';

const known = { slots: ['A', 'B', 'I', 'B12', 'C3', '7', 'IN'], lots: ['main', 'north-2'] };

/** Words of both scripts that mean the same. */
const PAIRS: readonly (readonly [string, string])[] = [
  ...([
    ['book', 'बुक'],
    ['cancel', 'कैंसल'],
    ['radd', 'रद्द'],
    ['karo', 'करो'],
    ['kar', 'कर'],
    ['do', 'दो'],
  ] as const),
  ...([
    ['mat', 'मत'],
    ['nahi', 'नहीं'],
    ['na', 'ना'],
    ['chahiye', 'चाहिए'],
    ['slot', 'स्लॉट'],
    ['jagah', 'जगह'],
  ] as const),
  ...([
    ['khali', 'खाली'],
    ['hai', 'है'],
    ['kya', 'क्या'],
    ['mera', 'मेरा'],
    ['gaadi', 'गाड़ी'],
    ['nikal', 'निकल'],
  ] as const),
  ...([
    ['gaya', 'गया'],
    ['kal', 'कल'],
    ['baje', 'बजे'],
    ['tak', 'तक'],
    ['aur', 'और'],
    ['badhao', 'बढ़ाओ'],
  ] as const),
  ...([
    ['ghanta', 'घंटा'],
    ['aadha', 'आधा'],
    ['ek', 'एक'],
    ['minute', 'मिनट'],
    ['kam', 'कम'],
    ['bill', 'बिल'],
  ] as const),
  ...([
    ['galat', 'गलत'],
    ['kitna', 'कितना'],
    ['paisa', 'पैसा'],
    ['recharge', 'रिचार्ज'],
    ['haan', 'हाँ'],
    ['batao', 'बताओ'],
  ] as const),
  ...([
    ['se', 'से'],
    ['baat', 'बात'],
    ['line', 'लाइन'],
    ['kahan', 'कहाँ'],
    ['park', 'पार्क'],
    ['kiya', 'किया'],
  ] as const),
];
const OTHERS = [
  'A',
  'B',
  'B12',
  '5',
  '30',
  '३०',
  'pw-7k3m9q',
  'main',
  'please',
  ',',
  '?',
  '।',
  'ए',
  'बी',
  'जी',
  'और',
  'cancle',
  'h',
];
const word = fc.constantFrom(...PAIRS.flat(), ...OTHERS);
const salad = fc.array(word, { maxLength: 9 }).map((words) => words.join(' '));
const devanagari = fc.string({
  unit: fc.integer({ min: 0x900, max: 0x97f }).map((point) => String.fromCodePoint(point)),
  maxLength: 60,
});
/** What changes something. */
const ACTS = new Set([
  'book',
  'park',
  'cancel',
  'extend',
  'shorten',
  'move',
  'not-me',
  'left',
  'top-up',
  'wait',
  'leave-list',
]);

describe('chat grammar: Hindi properties', () => {
  it('takes any text of Devanagari and of Hindi words', () => {
    fc.assert(
      fc.property(fc.oneof(devanagari, salad), (text) => {
        expect(interpret(text, known).kind).to.be.a('string');
      }),
      { numRuns: 5000 },
    );
  });

  it('reads the text of a near miss as its suggestion, and the command text of an act as that act', () => {
    fc.assert(
      fc.property(salad, (text) => {
        const intent = interpret(text, known);
        if (intent.kind === 'near-miss') expect(interpret(intent.asText, known), text).to.deep.equal(intent.suggestion);
        else if (!['unknown', 'one-slot', 'choice', 'how-long'].includes(intent.kind))
          expect(interpret(commandText(intent as never), known), text).to.deep.equal(intent);
      }),
      { numRuns: 8000 },
    );
  });

  it('reads both scripts alike', () => {
    const toLatin = new Map(PAIRS.map(([latin, hindi]) => [hindi, latin]));
    const marked = salad.map((text) => `${text} कृपया`);
    fc.assert(
      fc.property(marked, (text) => {
        const latin = text.replace(/\S+/g, (one) => toLatin.get(one) ?? one);
        expect(interpret(latin, known), latin).to.deep.equal(interpret(text, known));
      }),
      { numRuns: 5000 },
    );
  });

  it('does not care for joiners, nuktas, anusvaras and the script of digits', () => {
    const scripts = [0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0x660, 0x6f0, 0xff10, 0x1d7ce];
    fc.assert(
      fc.property(salad, fc.constantFrom(...scripts), (text, zero) => {
        const read = interpret(text, known);
        const same = (other: string) => expect(interpret(other, known), other).to.deep.equal(read);
        same(text.replace(/[क-ह]/g, '$&\u200d'));
        same(text.replaceAll('\u093c', ''));
        same(text.replaceAll('ढ', 'ढ\u093c'));
        same(text.replaceAll('ँ', 'ं'));
        same(text.replace(/[0-9]/g, (digit) => String.fromCodePoint(zero + Number(digit))));
      }),
      { numRuns: 3000 },
    );
  });

  it('never acts on a negation or a question, wherever it stands', () => {
    const acts = [
      'A book karo',
      'cancel karo',
      'booking cancel kar do',
      'PW-7K3M9Q cancel karo',
      '30 minute badhao',
      'B me shift karo',
      'ए बुक करो',
      'रद्द करो',
      'gaadi nikal gayi',
    ];
    const spoilers = ['nahi', 'mat', 'नहीं', 'मत', 'rehne do', 'ruko', 'bina', 'kya', 'क्या', 'shayad', 'agar', 'lekin'];
    for (const act of acts) {
      for (const spoiler of spoilers) {
        const words = act.split(' ');
        for (let at = 0; at <= words.length; at += 1) {
          const text = [...words.slice(0, at), spoiler, ...words.slice(at)].join(' ');
          const intent = interpret(text, known);
          const isAsking =
            ('slot' in intent && intent.kind !== 'choice' && intent.slot === null) ||
            ('minutes' in intent && intent.minutes === null);
          if (!isAsking) expect(ACTS.has(intent.kind), `${text}: ${JSON.stringify(intent)}`).to.equal(false);
        }
      }
    }
  });

  it('never acts on two slots or two orders', () => {
    const orders = [
      'A book karo',
      'B12 book kar do',
      'cancel karo',
      '30 minute badhao',
      'B me shift karo',
      'status batao',
      'रद्द करो',
      'recharge karo',
    ];
    const joints = [' ', ' aur ', ' phir ', ', ', '। ', ' और '];
    for (const one of orders) {
      for (const other of orders) {
        if (one === other) continue;
        for (const joint of joints) {
          const text = `${one}${joint}${other}`;
          const { kind } = interpret(text, known);
          // Two words for one act are one act.
          if (kind === 'cancel' && /cancel/.test(text) && /रद्द/.test(text)) continue;
          expect(kind, text).to.be.oneOf(['near-miss', 'one-slot', 'unknown']);
        }
      }
    }
  });

  it('asks about every slip in a command of either language', () => {
    const commands = [
      'cancel',
      'radd',
      'book',
      'recharge',
      'badhao',
      'ghatao',
      'extend',
      'status',
      'khali',
      'madad',
      'kitna',
    ];
    for (const command of commands) {
      for (let at = 1; at < command.length; at += 1) {
        const slips = [
          command.slice(0, at) + command.slice(at + 1),
          `${command.slice(0, at)}x${command.slice(at)}`,
          `${command.slice(0, at)}x${command.slice(at + 1)}`,
        ];
        for (const slip of slips.filter((one) => one !== command && standardSpelling(one) === one)) {
          for (const text of [`${slip} karo`, `booking ${slip} kar do`, `A ${slip} karo`, `${slip} कर दो`]) {
            const { kind } = interpret(text, known);
            expect(ACTS.has(kind), `${text}: ${kind}`).to.equal(false);
          }
        }
      }
    }
  });

  it('reads lengths in answer to "by how long?"', () => {
    const minutes = (text: string) => readLengthAnswer('extend', text);
    for (const [text, length] of [
      ['ek ghanta', 60],
      ['आधा घंटा', 30],
      ['डेढ़ घंटे', 90],
      ['३०', 30],
      ['30 minat', 30],
      ['do ghante', 120],
      ['सवा घंटा', 75],
      ['१ घंटा ३० मिनट', 90],
      ['paun ghanta', 45],
    ] as const) {
      expect(minutes(text), text).to.deep.equal({ kind: 'extend', minutes: length });
    }
    expect(minutes('5 baje tak')).to.deep.equal({ kind: 'how-long', verb: 'extend', unclear: 'end' });
    expect(minutes('kuch nahi')).to.equal(null);
  });

  it('takes a yes with the same command for a yes, and with another for none', () => {
    const agrees = (pending: string, text: string) => agreesTo(interpret(pending, known), interpret(text, known), text);
    expect(agrees('book A', 'haan book kar do')).to.equal(true);
    expect(agrees('book A', 'हाँ बुक करो')).to.equal(true);
    expect(agrees('cancel PW-7K3M9Q', 'haan cancel kar do')).to.equal(true);
    expect(agrees('extend 30', 'theek hai, badha do')).to.equal(true);
    expect(agrees('book A', 'haan cancel kar do')).to.equal(false);
    expect(agrees('book A', 'haan B book kar do')).to.equal(false);
    expect(agrees('book A', 'book karo')).to.equal(false);
    expect(agrees('book', 'haan book karo')).to.equal(false);
  });
});
