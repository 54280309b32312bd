import type { LanguageMessages } from './language-messages.ts';

/** The Hindi texts about languages. */
export const hiLanguage: Readonly<Record<keyof LanguageMessages, string>> = {
  'language.switch': 'हिंदी के लिए *hindi* भेजें।',
  'which-language': `🌐 आपको कौन सी भाषा चाहिए?
{lines}`,
  'language-set': `✅ अब से जवाब हिंदी में मिलेंगे। मेनू देखने के लिए *menu* भेजें।
🌐 {others}`,
};
