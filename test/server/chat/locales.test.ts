import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { IntlMessageFormat } from 'intl-messageformat';
import { en } from '../../../server/chat/locales/en.ts';
import { LOCALES } from '../../../server/chat/locales/languages.ts';
import type { MessageKey } from '../../../server/chat/locales/locale.ts';
import { offerOf } from '../../../server/chat/offer.ts';
import { render } from '../../../server/chat/render.ts';
import { statementWords } from '../../../server/chat/statement-words.ts';
import type { TransferKind } from '../../../server/domain/ledger.ts';
import { ALL_SAMPLES, CONTEXT, SAMPLES } from './samples.ts';

const KINDS: readonly TransferKind[] = [
  'guest-credit',
  'top-up',
  'charge',
  'reversal',
  'hold',
  'capture',
  'release',
  'expire',
  'refund',
  'withdrawal',
  'credit-expiry',
  'fee',
  'write-off',
];

const folder = new URL('../../../server/chat/', import.meta.url);
const keys = Object.keys(en.messages) as MessageKey[];

/** The arguments of a message, in all its branches. */
function argumentsOf(message: string): string[] {
  const names = new Set<string>();
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) for (const one of node) visit(one);
    else if (typeof node === 'object' && node !== null) {
      const { type, value } = node as { type?: number; value?: unknown };
      if (type !== undefined && type !== 0 && type !== 7 && typeof value === 'string') names.add(value);
      for (const child of Object.values(node)) visit(child);
    }
  };
  visit(new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true }).getAst());
  return [...names].sort();
}

describe('chat locales', () => {
  for (const [language, locale] of Object.entries(LOCALES)) {
    it(`${language} has every text, well formed, with the arguments of the English one`, () => {
      expect(Object.keys(locale.messages).sort()).to.deep.equal([...keys].sort());
      for (const key of keys) {
        expect(argumentsOf(locale.messages[key]), key).to.deep.equal(argumentsOf(en.messages[key]));
      }
    });
  }

  it('uses every key', () => {
    const used = new Set<string>();
    const messages = new Proxy(en.messages, {
      get: (target, key: string) => {
        used.add(key);
        return target[key as MessageKey];
      },
    });
    const locales = LOCALES as Record<string, typeof en>;
    locales['qz'] = { ...en, tag: 'en-x-qz', messages };
    try {
      const context = { ...CONTEXT, locale: 'qz' };
      for (const sample of ALL_SAMPLES) offerOf(sample, context, render(sample, context));
      const many = Array.from({ length: 100 }, (_, i) => ({ code: `L${i}`, name: 'Lot' }));
      render({ kind: 'which-lot', lots: many }, context);
      render({ kind: 'slot-taken', slot: 'A', free: many.map((lot) => lot.code) }, context);
      for (const kind of KINDS) {
        const stay = { slot: 'A', from: 0, to: 1 };
        expect(statementWords({ kind, reference: 'PW-7K3M9Q', stay }, context)).to.not.equal('');
      }
      render(
        { kind: 'status-reserved', slot: 'A', reference: 'PW-7K3M9Q', holdUntil: 0, endsAt: 1, ahead: [] },
        context,
      );
      for (const durationSeconds of [1, 60, 3600, 86_400]) {
        render({ kind: 'left-done', slot: 'A', durationSeconds, amountMinor: 1, balanceMinor: 1 }, context);
      }
    } finally {
      delete locales['qz'];
    }
    expect(keys.filter((key) => !used.has(key))).to.deep.equal([]);
  });

  it('has a sample of every kind of reply', () => {
    const kindsIn = (file: string, type: string): (string | undefined)[] => {
      const source = readFileSync(new URL(file, folder), 'utf8');
      return [...source.slice(source.indexOf(type)).matchAll(/\bkind: '([a-z-]+)'[;\s]/g)].map((match) => match[1]);
    };
    const declared = [
      ...kindsIn('reply.ts', 'export type Reply ='),
      ...kindsIn('wallet-reply.ts', 'export type WalletReply ='),
      ...kindsIn('evidence-reply.ts', 'export type EvidenceReply ='),
      ...kindsIn('language-reply.ts', 'export type LanguageReply ='),
      ...kindsIn('handover-reply.ts', 'export type HandoverReply ='),
      ...kindsIn('staff/staff-reply.ts', 'export type StaffReply ='),
      ...kindsIn('dialogue/dialogue-reply.ts', 'export type DialogueReply ='),
    ];
    expect([...new Set(declared)].sort()).to.deep.equal(Object.keys(SAMPLES).sort());
  });

  it('keeps sentences out of the code', () => {
    for (const file of readdirSync(folder).filter((name) => /^(render|phrasing|formatter)/.test(name))) {
      const code = readFileSync(new URL(file, folder), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
      for (const [literal] of code.matchAll(/'[^'\n]*'/g)) {
        expect(literal, file).to.not.match(/[A-Za-z]{2,} [A-Za-z]{2,}/);
      }
    }
  });
});
