import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { interpret } from '../../../../server/chat/grammar.ts';
import { readOneLine } from '../../../../server/chat/one-line.ts';
import { commandOf, MEANINGS, PARAMETERS } from '../../../../server/outbound/dialogflow/commands.ts';
import { projectRoot } from '../../../architecture/sources.ts';

const AGENT = join(projectRoot, 'docs/dialogflow/agent');
const LANGUAGES = ['en', 'hi'];
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const KNOWN = { slots: ['A', 'A7', 'B', 'B12', 'B3', 'C', 'C12', 'C4', 'D', 'E', 'F'], lots: ['main'] };
/** Days since 1970 of Friday, 27 November 2026. */
const TODAY = 20784;
const NOON = 720;

const read = (...path: string[]): any => JSON.parse(readFileSync(join(AGENT, ...path), 'utf8'));
const folders = (path: string): string[] => readdirSync(join(AGENT, path)).sort();

interface Phrase {
  readonly parts: readonly { readonly text: string; readonly parameterId?: string }[];
  readonly languageCode: string;
}

const intents = folders('intents').map((name) => ({
  name,
  intent: read('intents', name, `${name}.json`),
  phrases: (language: string): Phrase[] => read('intents', name, 'trainingPhrases', `${language}.json`).trainingPhrases,
}));
const ours = intents.filter(({ intent }) => !intent.isFallback);
const wordsOf = ({ parts }: Phrase): string => parts.map(({ text }) => text).join('');

/** What the agent would find in a part that is annotated; null where its entity type does not know these words. */
function foundIn(parameter: string, language: string, text: string): string | null {
  const { kind } = read('entityTypes', parameter, `${parameter}.json`);
  const { entities } = read('entityTypes', parameter, 'entities', `${language}.json`);
  for (const { value, synonyms } of entities) {
    if (kind === 'KIND_MAP' && synonyms.includes(text.toLowerCase())) return value;
    if (kind === 'KIND_REGEXP' && new RegExp(`^(?:${inJavaScript(value)})$`, 'iu').test(text)) return text;
  }
  return null;
}

/** RE2 knows flags of a group, which this JavaScript does not. */
const inJavaScript = (pattern: string): string => pattern.replaceAll('(?i:', '(?:');

describe('the agent for Dialogflow in docs/dialogflow', () => {
  it('is one of English and Hindi that begins in its only flow, and keeps no log at Google', () => {
    const agent = read('agent.json');
    expect(agent).to.include({ defaultLanguageCode: 'en', startFlow: 'Default Start Flow' });
    expect(agent.supportedLanguageCodes).to.deep.equal(['hi']);
    expect(Object.values(agent.advancedSettings.loggingSettings)).to.deep.equal([false, false]);
    expect(folders('flows')).to.deep.equal(['Default Start Flow']);
  });

  it('has the intents that mean something to us, and no others', () => {
    expect(ours.map(({ name }) => name)).to.deep.equal(Object.keys(MEANINGS).sort());
    expect(intents.filter(({ intent }) => intent.isFallback).map(({ name }) => name)).to.deep.equal([
      'Default Negative Intent',
    ]);
  });

  it('names everything as its folder, by an id of its own', () => {
    const types = folders('entityTypes').map((name) => ({ name, ...read('entityTypes', name, `${name}.json`) }));
    const all = [...intents.map(({ name, intent }) => ({ folder: name, ...intent })), ...types];
    for (const { folder, name, displayName } of all) {
      expect(displayName).to.equal(folder ?? displayName);
      expect(name, displayName).to.match(UUID);
    }
    expect(new Set(all.map(({ name }) => name)).size).to.equal(all.length);
  });

  it('finds the parameters that we read, and each has an entity type in both languages', () => {
    for (const { name, intent } of ours) {
      const parameters = (intent.parameters ?? []) as { id: string; entityType: string }[];
      expect(parameters.map(({ id }) => id).sort(), name).to.deep.equal([...MEANINGS[name]!.takes].sort());
      for (const { id, entityType } of parameters) expect(entityType).to.equal(`@${id}`);
    }
    expect(folders('entityTypes')).to.deep.equal([...PARAMETERS].sort());
    for (const parameter of PARAMETERS)
      for (const language of LANGUAGES)
        for (const entity of read('entityTypes', parameter, 'entities', `${language}.json`).entities) {
          expect(entity.languageCode).to.equal(language);
          expect(entity.synonyms, entity.value).to.include(entity.value);
        }
  });

  it('leads from its start to every intent, and says nothing', () => {
    const flow = read('flows', 'Default Start Flow', 'Default Start Flow.json');
    const routes = flow.transitionRoutes as { intent: string; name: string; triggerFulfillment: object }[];
    expect(routes.map(({ intent }) => intent).sort()).to.deep.equal(ours.map(({ name }) => name));
    for (const { name, triggerFulfillment } of [...routes, ...flow.eventHandlers]) {
      expect(name).to.match(UUID);
      expect(triggerFulfillment).to.deep.equal({});
    }
  });

  for (const language of LANGUAGES) {
    it(`has enough phrases in ${language}, none of two intents, of a length that Dialogflow takes`, () => {
      const seen = new Map<string, string>();
      for (const { name, phrases } of intents) {
        const all = phrases(language);
        expect(all.length, name).to.be.at.least(name === 'Default Negative Intent' ? 5 : 10);
        for (const phrase of all) {
          const words = wordsOf(phrase);
          expect(phrase.languageCode).to.equal(language);
          expect(words.length, words).to.be.within(2, 256);
          expect(words, 'marks of the source').to.not.match(/[[\]|]/);
          expect(seen.get(words.toLowerCase()), words).to.equal(undefined);
          seen.set(words.toLowerCase(), name);
        }
      }
    });

    it(`marks in ${language} only parameters that the intent has, with words that their entity types know`, () => {
      const marked = new Set<string>();
      for (const { name, intent, phrases } of intents)
        for (const { parts } of phrases(language))
          for (const { text, parameterId } of parts) {
            if (parameterId === undefined) continue;
            expect(
              (intent.parameters ?? []).map(({ id }: { id: string }) => id),
              name,
            ).to.include(parameterId);
            expect(foundIn(parameterId, language, text), `${parameterId}: ${text}`).to.not.equal(null);
            marked.add(`${name} ${parameterId}`);
          }
      const needed = ours.flatMap(({ name }) => MEANINGS[name]!.takes.map((parameter) => `${name} ${parameter}`));
      expect([...marked].sort()).to.deep.equal(needed.sort());
    });

    it(`leads each phrase in ${language} to a command that our grammar reads with all that was found`, () => {
      for (const { name, phrases } of ours)
        for (const phrase of phrases(language)) {
          const found = phrase.parts.flatMap(({ text, parameterId }) =>
            parameterId === undefined ? [] : [[parameterId, foundIn(parameterId, language, text)] as const],
          );
          const command = commandOf(name, Object.fromEntries(found));
          const what = `${wordsOf(phrase)} → ${command}`;
          expect(command, what).to.not.equal(null);
          const line = readOneLine(command ?? '', KNOWN, TODAY, [], NOON);
          const names = new Set(found.map(([parameter]) => parameter));
          const expected = names.size === 0 && name === 'parkwire.book' ? 'guide' : KINDS[name];
          const { kind } = interpret(command ?? '', KNOWN);
          expect(line?.kind ?? kind, what).to.equal(expected ?? commandOf(name, {}));
          if (name === 'parkwire.extend' && names.has('length'))
            expect(interpret(command ?? '', KNOWN), what)
              .to.have.property('minutes')
              .that.is.a('number');
          if (line === null) continue;
          const { day, time, part, minutes, isNoDay } = line.when ?? {};
          expect(isNoDay, what).to.equal(undefined);
          expect(day !== undefined, what).to.equal(
            names.has('day') || names.has('date') || command === 'slots tonight',
          );
          expect(time !== undefined || part !== undefined, what).to.equal(names.has('time'));
          expect(minutes !== undefined, what).to.equal(names.has('length'));
          expect(line.slot !== null, what).to.equal(names.has('slot'));
        }
    });

    it(`offers days in ${language} that our grammar reads`, () => {
      for (const { value } of read('entityTypes', 'day', 'entities', `${language}.json`).entities)
        expect(readOneLine(`book A ${value} 10:00`, KNOWN, TODAY, [], NOON)?.when?.day, value).to.be.a('number');
    });
  }

  it('is an archive that holds nothing else', () => {
    expect(readdirSync(AGENT).sort()).to.deep.equal(['agent.json', 'entityTypes', 'flows', 'intents']);
    expect(existsSync(join(AGENT, '../README.md'))).to.equal(true);
  });
});

/** What the grammar calls what an intent stands for, where that is not the command's word. */
const KINDS: Readonly<Record<string, string>> = {
  'parkwire.book': 'book',
  'parkwire.availability': 'slots',
  'parkwire.not-me': 'not-me',
  'parkwire.top-up': 'top-up',
};
