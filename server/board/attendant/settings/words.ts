import { inLanguage } from '../../language.ts';

/** What the sections of the settings share. */
export const words = inLanguage({
  en: {
    heading: 'Settings',
    loading: 'Loading the settings',
    save: 'Save',
    saved: 'Saved.',
    discard: 'Discard',
    changes: (count: number) => (count === 1 ? '1 change not saved' : `${count} changes not saved`),
    outOfBounds: (min: number, max: number) => `From ${min} to ${max}`,
    conflict: 'Somebody else has changed this meanwhile',
    conflictKept: 'What you typed is still here and not saved. Look at it once more, then save again.',
    remove: 'Remove',
    days: 'Days',
    from: 'From',
    to: 'To',
    unknown: 'This cannot be read now. It is tried again by itself.',
  },
  hi: {
    heading: 'सेटिंग',
    loading: 'सेटिंग आ रही हैं',
    save: 'सेव करें',
    saved: 'सेव हो गया।',
    discard: 'छोड़ दें',
    changes: (count: number) => (count === 1 ? '1 बदलाव सेव नहीं हुआ' : `${count} बदलाव सेव नहीं हुए`),
    outOfBounds: (min: number, max: number) => `${min} से ${max} तक`,
    conflict: 'इस बीच किसी और ने इसे बदल दिया है',
    conflictKept: 'आपका लिखा यहीं है, पर सेव नहीं हुआ। एक बार फिर देखकर दोबारा सेव करें।',
    remove: 'हटाएँ',
    days: 'दिन',
    from: 'से',
    to: 'तक',
    unknown: 'अभी यह नहीं पढ़ा जा सका। अपने आप फिर कोशिश होगी।',
  },
});
