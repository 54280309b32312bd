import type { ExportKind } from '../../../../shared/http/exports.ts';
import { inLanguage } from '../../language.ts';

/** What is taken along, and how that is asked for. */
export const words = inLanguage({
  en: {
    heading: 'Exports',
    intro: (lot: string) => `Take along what happened at ${lot} as a CSV file, for a spreadsheet or your accountant.`,
    what: 'What',
    kinds: {
      bookings: { name: 'Bookings', hint: 'Every booking made in that time, whatever became of it' },
      stays: { name: 'Stays', hint: 'Every car that came in that time, booked or not, and what it was charged' },
      transfers: { name: 'Money', hint: 'Every movement of a wallet: top-ups, charges, refunds, credit' },
      messages: { name: 'Messages', hint: 'What drivers wrote and what they were told' },
    } satisfies Record<ExportKind, { name: string; hint: string }>,
    days: 'Days',
    daysHint: (timeZone: string) => `Days as the car park has them (${timeZone}). Both ends are included.`,
    choose: 'Choose the first and the last day',
    presets: {
      today: 'Today',
      yesterday: 'Yesterday',
      week: 'Last 7 days',
      month: 'This month',
      lastMonth: 'Last month',
    },
    previous: 'Earlier month',
    next: 'Later month',
    download: 'Download CSV',
    notes: 'Good to know',
    safe: 'An apostrophe in front of a phone number or text keeps spreadsheets from taking it for a formula.',
    private: 'The file has names, numbers and words of many people. That you took it is in the audit log.',
  },
  hi: {
    heading: 'एक्सपोर्ट',
    intro: (lot: string) => `${lot} में जो कुछ हुआ, उसे CSV फ़ाइल में ले जाएँ: स्प्रेडशीट या अपने अकाउंटेंट के लिए।`,
    what: 'क्या चाहिए',
    kinds: {
      bookings: { name: 'बुकिंग', hint: 'इन दिनों में बनी हर बुकिंग, चाहे उसका जो भी हुआ हो' },
      stays: { name: 'पार्किंग का समय', hint: 'इन दिनों में आई हर गाड़ी, बुकिंग हो या नहीं, और उससे कितना लिया गया' },
      transfers: { name: 'पैसे', hint: 'वॉलेट का हर लेन-देन: टॉप-अप, चार्ज, रिफ़ंड, क्रेडिट' },
      messages: { name: 'मैसेज', hint: 'ड्राइवरों ने क्या लिखा और उन्हें क्या बताया गया' },
    },
    days: 'दिन',
    daysHint: (timeZone: string) => `दिन पार्किंग के समय के अनुसार (${timeZone})। पहला और आख़िरी दिन दोनों शामिल हैं।`,
    choose: 'पहला और आख़िरी दिन चुनें',
    presets: {
      today: 'आज',
      yesterday: 'कल (बीता हुआ)',
      week: 'पिछले 7 दिन',
      month: 'इस महीने',
      lastMonth: 'पिछले महीने',
    },
    previous: 'पिछला महीना',
    next: 'अगला महीना',
    download: 'CSV डाउनलोड करें',
    notes: 'ध्यान दें',
    safe: "फ़ोन नंबर या शब्दों के आगे का ऐपोस्ट्रॉफ़ी (') इसलिए है कि स्प्रेडशीट उसे फ़ॉर्मूला न समझे।",
    private: 'इस फ़ाइल में कई लोगों के नाम, नंबर और बातें हैं। आपने इसे लिया, यह ऑडिट लॉग में दर्ज होता है।',
  },
});
