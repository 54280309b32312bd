import type { LanguageMessages } from './language-messages.ts';

/** The English texts about languages. */
export const enLanguage: Readonly<Record<keyof LanguageMessages, string>> = {
  'language.switch': 'For English send *english*.',
  'which-language': `🌐 Which language would you like?
{lines}`,
  'language-set': `✅ From now on I answer in English. Send *menu* to see what I can do.
🌐 {others}`,
};
