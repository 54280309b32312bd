import { inLanguage } from '../../language.ts';

/** Posters with QR codes. */
export const words = inLanguage({
  en: {
    heading: 'Posters',
    intro: 'A poster for each slot: a driver scans it, and WhatsApp opens with the booking already written.',
    slots: 'Slots',
    allSlots: 'All slots',
    slotsHint: 'Choose some, or leave it empty for all of them.',
    number: 'WhatsApp number on the posters',
    numberKnown: (number: string) => `Leave it empty for ${number}, which drivers of this lot write to.`,
    numberMissing: 'With its country code, such as +91 98123 45678. No number of this lot is known.',
    size: 'Size',
    sizes: { '1': 'One on a page (A4)', '4': 'Four on a page (A6)' },
    says: (text: string, number: string) => `Scanning writes “${text}” to ${number}.`,
    pages: (count: number) => (count === 1 ? 'One page.' : `${count} pages.`),
    download: 'Save as PDF',
    noSlots: 'This lot has no slots yet.',
  },
  hi: {
    heading: 'पोस्टर',
    intro: 'हर स्लॉट के लिए एक पोस्टर: ड्राइवर उसे स्कैन करता है, और WhatsApp में बुकिंग का मैसेज लिखा हुआ खुलता है।',
    slots: 'स्लॉट',
    allSlots: 'सभी स्लॉट',
    slotsHint: 'कुछ स्लॉट चुनें, या सबके लिए खाली छोड़ें।',
    number: 'पोस्टर पर WhatsApp नंबर',
    numberKnown: (number: string) => `${number} के लिए खाली छोड़ें; इस पार्किंग के ड्राइवर इसी पर लिखते हैं।`,
    numberMissing: 'देश के कोड के साथ लिखें, जैसे +91 98123 45678। इस पार्किंग का कोई नंबर मालूम नहीं है।',
    size: 'आकार',
    sizes: { '1': 'एक पेज पर एक (A4)', '4': 'एक पेज पर चार (A6)' },
    says: (text: string, number: string) => `स्कैन करने पर ${number} को “${text}” लिखा जाएगा।`,
    pages: (count: number) => `कुल ${count} पेज।`,
    download: 'PDF सेव करें',
    noSlots: 'इस पार्किंग में अभी कोई स्लॉट नहीं है।',
  },
});
