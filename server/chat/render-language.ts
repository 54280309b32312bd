import { formatterFor } from './formatter.ts';
import type { LanguageReply } from './language-reply.ts';
import { LOCALES, spokenLanguage } from './locales/languages.ts';
import type { Phrasing } from './phrasing.ts';
import type { ReplyContext } from './reply.ts';
import type { Option } from './speech.ts';

export function renderLanguage(reply: LanguageReply, p: Phrasing, context: ReplyContext): string {
  if (reply.kind === 'language-set') return p.say('language-set', { others: othersOf(context) });
  const lines = Object.keys(LOCALES).map((tag, index) => {
    const label = switchTo(tag, context);
    return reply.isNumbered ? p.say('ask.line', { number: index + 1, label }) : p.say('ask.bullet', { label });
  });
  return p.say('which-language', { lines: lines.join('\n') });
}

/** How to get each language that this is not. */
export function othersOf(context: ReplyContext): string {
  const own = spokenLanguage(context.locale.split('-')[0]);
  const others = Object.keys(LOCALES).filter((tag) => tag !== own);
  return others.map((tag) => switchTo(tag, context)).join(' ');
}

/** Said in that language: whoever needs it may read no other. */
function switchTo(tag: string, context: ReplyContext): string {
  return formatterFor({ ...context, locale: tag }).say('language.switch');
}

/** Each language by the name it gives itself. */
export function languageOptions(): Option[] {
  return Object.values(LOCALES).map(({ name, askedBy }) => ({ text: askedBy[0] ?? name, title: name }));
}
