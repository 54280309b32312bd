import { language } from './language.ts';
import { inboxTexts } from './texts/inbox.ts';
import { live } from './texts/live.ts';
import { phoneTexts } from './texts/phone.ts';
import { shell } from './texts/shell.ts';

/** The language of the formats; figures are the digits that number plates and receipts have. */
export const locale = language === 'hi' ? 'hi-IN-u-nu-latn' : 'en';

/** Every word that several pages share, in the page's language. */
export const texts = { ...shell, ...live, ...inboxTexts, ...phoneTexts };
