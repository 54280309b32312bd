import { inLanguage } from '../../language.ts';

/** Money that staff move by hand. */
export const words = inLanguage({
  en: {
    topUp: 'Top up',
    topUpHint: (driver: string) => `Money that ${driver} has handed over goes into the wallet.`,
    toppedUp: (amount: string) => `${amount} put into the wallet.`,
    amount: 'Amount',
    faults: {
      empty: 'Write an amount, such as 12.50.',
      malformed: 'This is no amount. Write figures with a point or a comma before the decimals, such as 12.50.',
      ambiguous: 'This can be read in two ways. Write thousands without a sign: 1150 or 1.15.',
    },
    tooFine: (digits: number) =>
      digits === 0 ? 'No decimals here.' : `At most ${digits} decimals: nothing is rounded.`,
    atMost: (most: string) => `At most ${most}.`,
    reason: 'Reason',
    refund: 'Refund',
    refundHint: (most: string) => `At most ${most} can be given back. It goes into the wallet, and the driver is told.`,
    refunded: (amount: string) => `${amount} given back.`,
    writeOff: 'Write off',
    writeOffHint: (owed: string) => `The driver owes ${owed}. What is written off is never asked for again.`,
    writtenOff: (amount: string) => `${amount} written off.`,
  },
  hi: {
    topUp: 'पैसे जमा करें',
    topUpHint: (driver: string) => `${driver} ने जो पैसे दिए, वे वॉलेट में जाएँगे।`,
    toppedUp: (amount: string) => `${amount} वॉलेट में जमा हुए।`,
    amount: 'रकम',
    faults: {
      empty: 'रकम लिखें, जैसे 12.50।',
      malformed: 'यह रकम नहीं है। अंक लिखें और दशमलव से पहले बिंदु या कॉमा, जैसे 12.50।',
      ambiguous: 'इसे दो तरह से पढ़ा जा सकता है। हज़ार बिना कॉमा के लिखें: 1150 या 1.15।',
    },
    tooFine: (digits: number) =>
      digits === 0 ? 'यहाँ दशमलव नहीं होता।' : `दशमलव के बाद ज़्यादा से ज़्यादा ${digits} अंक: कुछ भी पूरा नहीं किया जाता।`,
    atMost: (most: string) => `ज़्यादा से ज़्यादा ${most}।`,
    reason: 'वजह',
    refund: 'पैसे लौटाएँ',
    refundHint: (most: string) => `ज़्यादा से ज़्यादा ${most} लौट सकते हैं। पैसे वॉलेट में जाएँगे और ड्राइवर को बताया जाएगा।`,
    refunded: (amount: string) => `${amount} लौटाए गए।`,
    writeOff: 'माफ़ करें',
    writeOffHint: (owed: string) => `ड्राइवर पर ${owed} बाक़ी हैं। जो माफ़ हुआ, वह फिर कभी नहीं माँगा जाएगा।`,
    writtenOff: (amount: string) => `${amount} माफ़ किए गए।`,
  },
});
