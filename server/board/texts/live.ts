import type { LedLook } from '../../../shared/led.ts';
import type { SlotView } from '../../../shared/live/board-events.ts';
import type { AttentionKind } from '../attention.ts';
import { inLanguage } from '../language.ts';

type States = Record<SlotView['state'], string>;
type Colors = Record<LedLook['color'], string>;
type ControllerStates = Record<NonNullable<SlotView['controller']>['status'], string>;
type Attention = Record<AttentionKind, { title: string; since: string }>;

const states = inLanguage<States>({
  en: {
    free: 'Free',
    reserved: 'Reserved',
    occupied: 'Occupied',
    attention: 'Attention',
    'out-of-service': 'Out of service',
    unknown: 'Unknown',
  },
  hi: {
    free: 'खाली',
    reserved: 'बुक',
    occupied: 'भरा',
    attention: 'ध्यान दें',
    'out-of-service': 'बंद',
    unknown: 'पता नहीं',
  },
});

const colors = inLanguage<Colors>({
  en: { green: 'green', blue: 'blue', red: 'red', amber: 'amber', white: 'white', off: 'off' },
  hi: { green: 'हरी', blue: 'नीली', red: 'लाल', amber: 'पीली', white: 'सफ़ेद', off: 'बुझी' },
});

const controllerStates = inLanguage<ControllerStates>({
  en: { 'never-seen': 'Never seen', online: 'Online', offline: 'Offline', lost: 'Lost' },
  hi: { 'never-seen': 'कभी नहीं दिखा', online: 'चालू', offline: 'बंद', lost: 'खो गया' },
});

const kinds = inLanguage<Attention>({
  en: {
    'unaccounted-car': { title: 'Car without a booking', since: 'there for' },
    'displaced-booking': { title: 'A booking had to give way', since: 'for' },
    'no-price': { title: 'Stay without a price', since: 'there for' },
    overstay: { title: 'Overstay', since: 'over by' },
    'no-show': { title: 'Nobody has come yet', since: 'held for' },
    'disowned-stay': { title: 'Nobody paid: “not me”', since: 'for' },
    'controller-lost': { title: 'Controller lost', since: 'silent for' },
  },
  hi: {
    'unaccounted-car': { title: 'बिना बुकिंग की गाड़ी', since: 'खड़ी है' },
    'displaced-booking': { title: 'एक बुकिंग को जगह छोड़नी पड़ी', since: 'से' },
    'no-price': { title: 'इस पार्किंग का दाम नहीं है', since: 'खड़ी है' },
    overstay: { title: 'समय से ज़्यादा', since: 'ज़्यादा' },
    'no-show': { title: 'अभी तक कोई नहीं आया', since: 'रुका है' },
    'disowned-stay': { title: 'किसी ने नहीं चुकाया: “मेरी नहीं”', since: 'से' },
    'controller-lost': { title: 'कंट्रोलर खो गया', since: 'चुप है' },
  },
});

/** The live page: what needs a person, the counters, the slots and the drawer of one. */
export const live = inLanguage({
  en: {
    attention: {
      heading: 'Needs attention',
      clear: 'All clear',
      waiting: (count: number): string => (count === 1 ? 'driver waits for an answer' : 'drivers wait for an answer'),
      waitingSince: 'for',
      kinds,
      lost: (controllers: number): string => (controllers === 1 ? 'controller lost' : 'controllers lost'),
      lostSlots: (slots: number) => `${slots} slots, silent for`,
      lostSlotsOnly: (slots: number) => `${slots} slots`,
      failedMessages: (count: number): string =>
        count === 1 ? 'message could not be delivered today' : 'messages could not be delivered today',
      gaveWay: (reference: string, movedTo: string | null) =>
        movedTo === null ? `${reference} called off` : `${reference} moved to ${movedTo}`,
      announce: (code: string, title: string) => `Slot ${code}: ${title}.`,
    },
    counters: {
      heading: 'Slots by state',
      summary: (parts: string[]) => `Slots: ${parts.join(', ')}`,
      part: (count: number, state: SlotView['state']) => `${count} ${states[state].toLowerCase()}`,
      revenue: 'Revenue today',
      arrivals: 'Due this hour',
    },
    states,
    slot: {
      lastKnown: { occupied: 'Last known: occupied', reserved: 'Last known: reserved', none: 'No report' },
      heldUntil: (time: string) => `until ${time}`,
      left: ' left',
      overstay: 'Overstay',
      noDriver: 'No driver known',
    },
    led: {
      label: 'LED',
      colors,
      look: (look: LedLook | null) =>
        look === null ? 'no report' : look.pattern === 'blink' ? `${colors[look.color]}, blinking` : colors[look.color],
      desired: (look: string) => `Desired: ${look}`,
      reported: (look: string) => `Reported: ${look}`,
      drift: 'Drift',
      driftExplained: 'The LED does not show what it should',
      rev: (rev: number) => `rev ${rev}`,
    },
    drawer: {
      title: (code: string) => `Slot ${code}`,
      led: 'LED',
      desired: 'Desired',
      reported: 'Reported',
      noReport: 'No report',
      controller: 'Controller',
      byHand: 'None: attendants run this slot by hand',
      id: 'Id',
      status: 'Status',
      lastSeen: 'Last seen',
      never: 'Never',
      ago: (time: string, duration: string) => `${time}, ${duration} ago`,
      driver: 'Driver',
      name: 'Name',
      phone: 'Phone',
      noPhone: 'Not known',
      booking: 'Booking',
      reference: 'Reference',
      notes: 'Note of the driver',
      services: 'Services',
      plate: 'Number plate',
      state: 'State',
      bookingStates: { reserved: 'Reserved', active: 'Active' },
      starts: 'Starts',
      ends: 'Ends',
      holdUntil: 'Held until',
      session: 'Parking session',
      disowned: 'Last stay: “not me”, money returned',
      displaced: 'A booking had to give way',
      movedTo: 'Moved to',
      calledOff: 'Called off: no slot was free',
      obstacle: 'Because',
      obstacles: { taken: 'the slot was taken', 'out-of-service': 'out of service', unknown: 'nobody saw the slot' },
      left: 'Left',
      said: 'Said so',
      noticed: 'Noticed',
      started: 'Arrived',
      parked: 'Parked for',
      cost: 'Cost so far',
      noTariff: 'No tariff',
      overstay: 'Overstay',
      none: 'None',
    },
    controllerStates,
  },
  hi: {
    attention: {
      heading: 'ध्यान दें',
      clear: 'सब ठीक है',
      waiting: () => 'ड्राइवर जवाब का इंतज़ार कर रहे हैं',
      waitingSince: 'से',
      kinds,
      lost: () => 'कंट्रोलर खो गए',
      lostSlots: (slots: number) => `${slots} स्लॉट, चुप हैं`,
      lostSlotsOnly: (slots: number) => `${slots} स्लॉट`,
      failedMessages: () => 'संदेश आज नहीं पहुँचे',
      gaveWay: (reference: string, movedTo: string | null) =>
        movedTo === null ? `${reference} रद्द हुई` : `${reference} ${movedTo} पर गई`,
      announce: (code: string, title: string) => `स्लॉट ${code}: ${title}।`,
    },
    counters: {
      heading: 'स्लॉट की स्थिति',
      summary: (parts: string[]) => `स्लॉट: ${parts.join(', ')}`,
      part: (count: number, state: SlotView['state']) => `${count} ${states[state]}`,
      revenue: 'आज की कमाई',
      arrivals: 'घंटे में आने वाले',
    },
    states,
    slot: {
      lastKnown: { occupied: 'आख़िरी बार: भरा', reserved: 'आख़िरी बार: बुक', none: 'कोई ख़बर नहीं' },
      heldUntil: (time: string) => `${time} तक`,
      left: ' बाक़ी',
      overstay: 'समय से ज़्यादा',
      noDriver: 'ड्राइवर पता नहीं',
    },
    led: {
      label: 'LED',
      colors,
      look: (look: LedLook | null) =>
        look === null
          ? 'कोई ख़बर नहीं'
          : look.pattern === 'blink'
            ? `${colors[look.color]}, टिमटिमाती`
            : colors[look.color],
      desired: (look: string) => `होनी चाहिए: ${look}`,
      reported: (look: string) => `है: ${look}`,
      drift: 'फ़र्क़',
      driftExplained: 'LED वह नहीं दिखा रही जो दिखाना चाहिए',
      rev: (rev: number) => `rev ${rev}`,
    },
    drawer: {
      title: (code: string) => `स्लॉट ${code}`,
      led: 'LED',
      desired: 'होनी चाहिए',
      reported: 'है',
      noReport: 'कोई ख़बर नहीं',
      controller: 'कंट्रोलर',
      byHand: 'कोई नहीं: यह स्लॉट कर्मचारी सँभालते हैं',
      id: 'पहचान',
      status: 'हाल',
      lastSeen: 'आख़िरी बार दिखा',
      never: 'कभी नहीं',
      ago: (time: string, duration: string) => `${time}, ${duration} पहले`,
      driver: 'ड्राइवर',
      name: 'नाम',
      phone: 'फ़ोन',
      noPhone: 'पता नहीं',
      booking: 'बुकिंग',
      reference: 'बुकिंग नंबर',
      notes: 'ड्राइवर का नोट',
      services: 'सेवाएँ',
      plate: 'नंबर प्लेट',
      state: 'स्थिति',
      bookingStates: { reserved: 'बुक', active: 'चालू' },
      starts: 'शुरू',
      ends: 'ख़त्म',
      holdUntil: 'तब तक रोका',
      session: 'पार्किंग',
      disowned: 'पिछली पार्किंग: “मेरी नहीं”, पैसे लौटाए',
      displaced: 'एक बुकिंग को जगह छोड़नी पड़ी',
      movedTo: 'कहाँ भेजी',
      calledOff: 'रद्द हुई: कोई स्लॉट खाली नहीं था',
      obstacle: 'वजह',
      obstacles: { taken: 'स्लॉट भरा था', 'out-of-service': 'बंद था', unknown: 'स्लॉट किसी ने नहीं देखा' },
      left: 'गई',
      said: 'बताया',
      noticed: 'पता चला',
      started: 'आई',
      parked: 'खड़ी है',
      cost: 'अब तक का ख़र्च',
      noTariff: 'दाम तय नहीं',
      overstay: 'समय से ज़्यादा',
      none: 'कोई नहीं',
    },
    controllerStates,
  },
});
