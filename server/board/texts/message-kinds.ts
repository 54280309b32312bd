import { inLanguage } from '../language.ts';

/** The messages that a lot can word itself, by what people call them, and when they go out. */
export const messageKinds = inLanguage<{
  names: Readonly<Record<string, string>>;
  when: Readonly<Record<string, string>>;
  groups: Readonly<Record<Group, string>>;
}>({
  en: {
    names: {
      booked: 'Booking made',
      cancelled: 'Booking cancelled',
      'car-detected': 'Car seen',
      bill: 'Bill',
      'no-show': 'Did not come',
      'day-before': 'The day before',
      'before-start': 'Starts soon',
      'before-end': 'Ends soon',
      'no-show-warning': 'About to lapse',
      'follow-up': 'Come back',
      'wait-offer': 'A slot came free',
    },
    when: {
      booked: 'In answer to a driver who books.',
      cancelled: 'In answer to a driver who cancels.',
      'car-detected': 'When the sensor sees the car that was expected.',
      bill: 'When the car has left and the stay was charged.',
      'no-show': 'When a booking lapsed because nobody came.',
      'day-before': 'On the day before a booking for later.',
      'before-start': 'A while before a booking begins.',
      'before-end': 'A while before a booking ends.',
      'no-show-warning': 'A while before a booking lapses because nobody has come.',
      'follow-up': 'On the date that was noted when a stay was marked done.',
      'wait-offer': 'To the first in line, when a slot is free again.',
    },
    groups: {
      text: 'What drivers wrote',
      staff: 'Written by staff',
      alert: 'Staff by chat',
      menu: 'Menu and help',
      free: 'What is free',
      status: 'Booking and stay',
      money: 'Balance and prices',
      past: 'Stays and bills',
      asked: 'Asked back',
      unknown: 'Not understood',
      refused: 'Refused, with what can be had',
      changed: 'Booking changed',
      person: 'To staff and back',
      problem: 'Problem reported',
      waiting: 'Waiting list',
      stay: 'Arrived, left, not mine',
      other: 'Other answers',
    },
  },
  hi: {
    names: {
      booked: 'बुकिंग हुई',
      cancelled: 'बुकिंग रद्द',
      'car-detected': 'गाड़ी दिखी',
      bill: 'बिल',
      'no-show': 'नहीं आए',
      'day-before': 'एक दिन पहले',
      'before-start': 'जल्द शुरू',
      'before-end': 'जल्द ख़त्म',
      'no-show-warning': 'छूटने वाली है',
      'follow-up': 'फिर आएँ',
      'wait-offer': 'स्लॉट ख़ाली हुआ',
    },
    when: {
      booked: 'जब ड्राइवर बुक करता है, जवाब में।',
      cancelled: 'जब ड्राइवर रद्द करता है, जवाब में।',
      'car-detected': 'जब सेंसर को वह गाड़ी दिखती है जिसका इंतज़ार था।',
      bill: 'जब गाड़ी चली जाती है और पार्किंग का पैसा कट जाता है।',
      'no-show': 'जब कोई नहीं आया और बुकिंग छूट गई।',
      'day-before': 'आगे की बुकिंग से एक दिन पहले।',
      'before-start': 'बुकिंग शुरू होने से कुछ देर पहले।',
      'before-end': 'बुकिंग ख़त्म होने से कुछ देर पहले।',
      'no-show-warning': 'कोई न आने पर बुकिंग छूटने से कुछ देर पहले।',
      'follow-up': 'उस तारीख़ को जो पार्किंग पूरी बताते समय लिखी गई।',
      'wait-offer': 'कतार में पहले ड्राइवर को, जब स्लॉट फिर ख़ाली होता है।',
    },
    groups: {
      text: 'ड्राइवरों का लिखा',
      staff: 'स्टाफ़ का लिखा',
      alert: 'चैट से स्टाफ़',
      menu: 'मेनू और मदद',
      free: 'क्या ख़ाली है',
      status: 'बुकिंग और पार्किंग',
      money: 'बैलेंस और दाम',
      past: 'पुरानी पार्किंग और बिल',
      asked: 'वापस पूछा',
      unknown: 'समझ नहीं आया',
      refused: 'मना किया, और क्या मिल सकता है',
      changed: 'बुकिंग बदली',
      person: 'स्टाफ़ को और वापस',
      problem: 'समस्या बताई',
      waiting: 'इंतज़ार की कतार',
      stay: 'आए, गए, मेरी नहीं',
      other: 'दूसरे जवाब',
    },
  },
});

type Group =
  | ('text' | 'staff' | 'alert' | 'menu' | 'free' | 'status' | 'money' | 'past' | 'asked' | 'unknown' | 'refused')
  | ('changed' | 'person' | 'problem' | 'waiting' | 'stay' | 'other');

/** The many kinds of answers, in what people tell apart; the first that fits. */
const groups: readonly (readonly [RegExp, Group])[] = [
  [/^(text|place|media)$/, 'text'],
  [/^staff-message$/, 'staff'],
  [/^staff-/, 'alert'],
  [/^(menu|help|dialogue-help|thanks|faq|hours|nearest-lots|lots)/, 'menu'],
  [/^(slots|one-slot|availability)/, 'free'],
  [/^(status|upcoming|booking$)/, 'status'],
  [/^(balance$|pay|prices|top-?up|low-balance)/, 'money'],
  [/^(history|receipt|why|bill-corrected)/, 'past'],
  [/^(unknown|unreadable|no-text|media-unread|text-too-long)/, 'unknown'],
  [/^(ask|how-long|which|try-again|did-you-mean|not-an-answer|still-asking|cancel-asked|booking-summary)/, 'asked'],
  [/^(slot-|window-|bookings-overlap|already-|balance-too-low|driver-blocked|too-many|tariff-missing)/, 'refused'],
  [/^(booking-|arrival-late|modify|extend|move-too-late)/, 'changed'],
  [/^(person|bot-again|hand)/, 'person'],
  [/^problem/, 'problem'],
  [/^wait/, 'waiting'],
  [/^(parked|left|not-me|car-accounted|no-car)/, 'stay'],
];

/** What people call messages of a kind. */
export function nameOfKind(kind: string): string {
  const group = groups.find(([fits]) => fits.test(kind))?.[1] ?? 'other';
  return messageKinds.names[kind] ?? messageKinds.groups[group];
}
