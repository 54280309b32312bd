import { inLanguage } from '../../language.ts';

/** The floor plan, where it is looked at and where it is made. */
export const words = inLanguage({
  en: {
    showAs: 'Show the slots as',
    grid: 'Grid',
    plan: 'Plan',
    label: (lot: string) => `Plan of ${lot}`,
    keys: 'Arrow keys go to the next slot in their direction, Page Up and Page Down go by code, Enter opens.',
    picture: 'The plan',
    zoomIn: 'Larger',
    zoomOut: 'Smaller',
    fit: 'Fit',
    overstay: 'overstay',
    beside: (count: number) => (count === 1 ? '1 slot is not on the plan' : `${count} slots are not on the plan`),
    missing: 'The picture of the plan cannot be loaded. It is tried again when the plan changes.',
  },
  hi: {
    showAs: 'स्लॉट ऐसे दिखाएँ',
    grid: 'ग्रिड',
    plan: 'नक्शा',
    label: (lot: string) => `${lot} का नक्शा`,
    keys: 'तीर वाले बटन उस दिशा के अगले स्लॉट पर ले जाते हैं, Page Up और Page Down कोड के क्रम से, Enter खोलता है।',
    picture: 'नक्शा',
    zoomIn: 'बड़ा करें',
    zoomOut: 'छोटा करें',
    fit: 'पूरा',
    overstay: 'समय से ज़्यादा',
    beside: (count: number) => (count === 1 ? '1 स्लॉट नक्शे पर नहीं है' : `${count} स्लॉट नक्शे पर नहीं हैं`),
    missing: 'नक्शे की तस्वीर नहीं आ सकी। नक्शा बदलने पर फिर कोशिश होगी।',
  },
});
