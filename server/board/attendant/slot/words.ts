import { inLanguage } from '../../language.ts';

/** What an attendant does at a slot. */
export const words = inLanguage({
  en: {
    arrived: 'Car is here',
    arrivedQuestion: (slot: string) => `The car of the booking on ${slot} is there? Billing begins now.`,
    left: 'Car has left',
    leftQuestion: (slot: string) => `The car has left ${slot}? The stay ends and is charged.`,
    extend: 'One hour longer',
    extendQuestion: (reference: string) => `Let booking ${reference} end an hour later? The driver is told.`,
    move: 'Move',
    moveTo: 'To which slot? The driver is told.',
    noFree: 'No other slot is free.',
    moved: (reference: string, slot: string) => `${reference} is on ${slot} now.`,
    cancel: 'Cancel booking',
    cancelQuestion: (reference: string) => `Cancel booking ${reference}, free of charge? The driver is told.`,
    write: 'Write to the driver',
    writeQuestion: (driver: string) =>
      `You answer ${driver} in the inbox, and the bot keeps quiet until you hand the driver back.`,
    outOfService: 'Out of service',
    outOfServiceQuestion: (slot: string) =>
      `Slot ${slot} is booked. Its driver is moved to another slot, or told that there is none.`,
    isOut: (slot: string) => `Slot ${slot} is out of service.`,
    inService: 'Back in service',
    isIn: (slot: string) => `Slot ${slot} is in service.`,
    actions: 'What you can do here',
  },
  hi: {
    arrived: 'गाड़ी आ गई',
    arrivedQuestion: (slot: string) => `${slot} की बुकिंग वाली गाड़ी आ गई? बिल अभी से शुरू होगा।`,
    left: 'गाड़ी चली गई',
    leftQuestion: (slot: string) => `${slot} से गाड़ी चली गई? पार्किंग ख़त्म होगी और पैसे कटेंगे।`,
    extend: 'एक घंटा और',
    extendQuestion: (reference: string) => `बुकिंग ${reference} एक घंटा बढ़ाएँ? ड्राइवर को बताया जाएगा।`,
    move: 'दूसरा स्लॉट',
    moveTo: 'किस स्लॉट पर? ड्राइवर को बताया जाएगा।',
    noFree: 'और कोई स्लॉट खाली नहीं है।',
    moved: (reference: string, slot: string) => `${reference} अब ${slot} पर है।`,
    cancel: 'बुकिंग रद्द करें',
    cancelQuestion: (reference: string) => `बुकिंग ${reference} बिना शुल्क रद्द करें? ड्राइवर को बताया जाएगा।`,
    write: 'ड्राइवर को लिखें',
    writeQuestion: (driver: string) => `आप इनबॉक्स में ${driver} को जवाब देंगे; जब तक आप वापस न सौंपें, बॉट चुप रहेगा।`,
    outOfService: 'बंद करें',
    outOfServiceQuestion: (slot: string) =>
      `स्लॉट ${slot} बुक है। ड्राइवर को दूसरे स्लॉट पर भेजा जाएगा, या बताया जाएगा कि कोई नहीं है।`,
    isOut: (slot: string) => `स्लॉट ${slot} बंद है।`,
    inService: 'फिर चालू करें',
    isIn: (slot: string) => `स्लॉट ${slot} चालू है।`,
    actions: 'यहाँ आप क्या कर सकते हैं',
  },
});
