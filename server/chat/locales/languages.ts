import { en } from './en.ts';
import { hi } from './hi.ts';
import type { Locale } from './locale.ts';

/** Languages by their primary subtag. A new one is its file, and its name here. */
export const LOCALES: Readonly<Record<string, Locale>> = { en, hi };

/** What whoever has not said otherwise is answered in. */
export const DEFAULT_LANGUAGE = 'en';

/** The language to answer in, of what is kept of a driver. */
export function spokenLanguage(locale: string | null | undefined): string {
  return locale && Object.hasOwn(LOCALES, locale) ? locale : DEFAULT_LANGUAGE;
}
