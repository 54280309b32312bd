import { inLanguage } from '../../language.ts';

/** What the sections of the settings share. */
export const words = inLanguage({
  en: {
    heading: 'Settings',
    loading: 'Loading the settings',
    save: 'Save',
    saved: 'Saved.',
    discard: 'Discard changes',
  },
  hi: {
    heading: 'सेटिंग',
    loading: 'सेटिंग आ रही हैं',
    save: 'सेव करें',
    saved: 'सेव हो गया।',
    discard: 'बदलाव छोड़ दें',
  },
});
