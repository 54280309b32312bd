import type { Command, Strength } from './command.ts';

/**
 * The Hindi of the grammar, in the spelling of spellings-hi.ts. In a phrase `a|b` stands for either word; `-` is none. `kar do`
 * and its like are read as `karo`, `kar diya` as `kiya`.
 */
export const HINDI_PHRASES: readonly [Command, Strength, string][] = [
  ['menu', 'whole', 'shuru, shuru karo, wapas, kaise ho, kaise hai, kya haal, kya haal hai'],
  [
    'help',
    'strong',
    'madad, kaise kaam, kaise chalta, kaise use, kya kar sakta, kya kya kar, kuch samajh nahi, samajh nahi',
  ],
  [
    'help',
    'weak',
    'mai kya karu, nahi khula|khulta|khulne, -|mera gaadi nahi nikal|nikla|khula|khulne, khula|khulne|nikal nahi raha, gate band, atak, phans',
  ],
  [
    'help',
    'weak',
    'kharab, kaam nahi, recharge|payment|paisa nahi hua|aaya, chal nahi raha, paisa wapas, mein koi hai, pe koi hai, doosra gaadi, -|mera slot|jagah me|mein|pe|par koi',
  ],
  ['report', 'weak', 'shikayat'],
  [
    'agent',
    'strong',
    'insaan|koi|agent|operator|staff|manager|attendant se baat, baat karna|karo|karwao, customer care',
  ],
  [
    'agent',
    'strong',
    'insaan|agent|operator bulao|chahiye|bhejo, koi insaan, koi ko bulao|bhejo, koi insaan chahiye|bulao|bhejo',
  ],
  ['agent', 'whole', 'insaan'],
  [
    'slots',
    'strong',
    'koi jagah|slot|parking, koi jagah|slot|parking hai|milega|bacha, jagah|slot|parking hai|milega|bacha, book hai',
  ],
  [
    'slots',
    'strong',
    'kahan park, -|gaadi kahan park karo|karu|karna, -|gaadi kahan lagao, -|gaadi kahan khada karo|karu|karna, kitna slot|jagah',
  ],
  ['slots', 'weak', 'jagah'],
  ['book', 'strong', 'booking|reservation karo|karna|kar|karu'],
  ['book', 'weak', 'booking|reservation chahiye, -|koi|ek parking|slot|jagah chahiye|dedo|de|lena|dilao|rakho'],
  [
    'book',
    'weak',
    '-|koi|ek parking slot|jagah chahiye|dedo|de|lena|dilao|rakho, ek slot|jagah|parking, -|ek slot|jagah aur chahiye',
  ],
  ['book', 'weak', 'park|parking karna, gaadi khada karna, khada karna, gaadi lagao|dalo'],
  ['park', 'strong', 'khada kiya, khada ki hai, -|gaadi lagao diya, -|gaadi lagai, park kiya, park ki'],
  [
    'status',
    'strong',
    '-|mera gaadi kahan, kahan hai -|mera gaadi, -|gaadi kahan park kiya|ki, kahan khada, kahan khada kiya|hai, mera slot kaun|kahan',
  ],
  ['status', 'strong', 'book|booking|reservation|cancel|radd kiya|hua, book|booking|cancel|radd ho gaya|hua|raha'],
  ['status', 'strong', 'booking kiya tha, booking cancel|radd hua|kiya, booking cancel|radd ho gaya|raha'],
  [
    'status',
    'weak',
    'mera gaadi|slot|booking|parking|jagah, kitna samay|time|der, samay|time bacha, kab tak, aage kya',
  ],
  ['status', 'weak', 'aa gaya|raha, pahunch gaya|raha, der hoga, der ho hoga|gaya|raha, late ho'],
  [
    'balance',
    'strong',
    'kitna balance, -|mera paas kitna paisa, kitna paisa hai|bacha, paisa bacha, kitna balance hai|bacha',
  ],
  ['balance', 'weak', 'paisa, khata'],
  ['cancel', 'strong', 'radd'],
  [
    'cancel',
    'whole',
    'booking hatao|khatam|chhodo, booking khatam karo, booking band karo, slot chhodo, booking wapas lo',
  ],
  [
    'cancel',
    'weak',
    '-|booking|slot|jagah nahi chahiye, nahi aa|aana|aaunga|aaungi, nahi aa raha|sakta|paunga, aa nahi',
  ],
  [
    'extend',
    'strong',
    'badhao, aur|zyada samay|time, thoda aur samay|time, aur ruko|der|chahiye, zyada ruko|der, der tak ruko',
  ],
  ['shorten', 'strong', 'ghatao, kam karo|karna|kar'],
  ['move', 'strong', 'slot|jagah badlo, slot|jagah change karo|karna|kar, doosra slot|jagah, shift karo|karna|kar'],
  ['modify', 'strong', 'badlo, -|booking|samay|time change karo|karna|kar, booking|samay badlo'],
  ['history', 'strong', 'hisaab, purana|pichla|aakhri booking|parking, purana bill, len den'],
  [
    'not-me',
    'strong',
    'mera gaadi nahi hai, mera nahi hai, gaadi mera nahi -|hai, mai nahi hoon|tha, koi aur ki|ka gaadi, doosra ki|ka gaadi, galat gaadi',
  ],
  ['not-me', 'whole', 'mera gaadi nahi, yeh mera nahi'],
  [
    'left',
    'whole',
    '-|gaadi nikal|chala gaya, -|gaadi nikal liya|diya, ja gaya, gaadi hatao liya|diya, khali kiya, parking khatam',
  ],
  ['why', 'whole', 'kyun, itna -|zyada kyun, bill kyun, itna bill|paisa kyun, -|mera bill itna kyun'],
  ['why', 'strong', '-|itna bill kyun, bill samjhao, paisa kyun, kyun kata, paisa kata, mera bill kyun|itna'],
  [
    'dispute',
    'strong',
    '-|mera bill galat, galat bill|charge|paisa, -|mera bill sahi nahi, bill -|bahut zyada, zyada paisa kata|liya, zyada charge',
  ],
  [
    'price',
    'strong',
    'keemat, kitna lagega|charge|hua, kitna paisa lagega|hua, kitna ka|ki|ke hai, ghanta ka kitna, -|mera bill kitna',
  ],
  ['price', 'strong', 'kitna paisa ghanta, ek ghanta ka kitna, bill kitna hua, mera bill kitna hua|hai'],
  ['services', 'strong', 'suvidha, seva, kya kya milega|hai'],
  [
    'hours',
    'strong',
    'kab khulta|khula|band, kitna baje khulta|khula|band, khulne ka samay|time, kab tak khula, khulta|band kab',
  ],
  ['hours', 'strong', 'khula hai, khula rehta, samay kya, band hoga, khula kab'],
  ['hours', 'whole', 'samay'],
  [
    'top-up',
    'strong',
    '-|paisa|balance dalo, paisa jama|bharo|add|badhao, jama karo, wallet bharo, paisa kaise dalo, balance badhao|bharo',
  ],
  [
    'receipt',
    'strong',
    '-|mera|aakhri|pichla bill dikhao|bhejo|chahiye|dedo|batao, mera bill, aakhri|pichla bill, parchi',
  ],
  ['pay', 'strong', 'paisa dedo, paisa kaise, bill bharo'],
  ['leave', 'weak', 'nikal raha, ja raha, jana hai, nikalna, bahar jana, ghar ja raha, billing|meter band'],
  [
    'wait',
    'strong',
    'intezar, line mein|me lagao, list|line mein|me naam dalo|likho, khali ho|hua|hoga toh|to batao, khali ho hoga toh|to batao, khali hona par|pe batao',
  ],
  ['wait', 'strong', 'jab khali ho, jab slot|jagah khali ho'],
  ['leave-list', 'strong', 'line|list se hatao|nikal|bahar, line chhodo, intezar nahi|band|mat|khatam'],
  ['thanks', 'whole', 'achha, bahut achha, badhiya, bahut badhiya, mast, shabash, alvida, koi baat nahi'],
];

/** Beside these words a Latin text is Hindi, whose verb comes last and which has no article. None of them is English. */
export const HINDI_MARKERS = (
  'karo kar karna karu kiya dedo hai hoon tha gaya raha hua hoga chahiye chahta mujhe mera mai mein maine kya kyun kaise kab ' +
  'kahan kaun kitna agar nahi khali jagah gaadi batao dikhao bhejo badhao ghatao badlo dalo bharo wala liye rehne aur abhi ' +
  'theek paisa radd ghanta bacha nikal milega baje tak kripya jaldi phir turant'
).split(' ');

export const HINDI_FILLERS =
  'haan kar karo karna hai hoon ho mujhe mera maine mai aap hum ka ki ke ko se ne mein pe par aur bhi toh hee iss uss yeh koi kuch ' +
  'wala liye sath bhai yaar ji kripya zara thoda jaldi turant abhi ab aaj yahan phir batao dikhao bhejo dedo de lo lena dilao ' +
  'rakho chahiye chahta kya kaise kab kahan kaun kitna itna na paas bahut ek';
export const HINDI_GREETINGS = 'namaste namaskar ram suprabhat';
export const HINDI_YES = 'haan theek sahi';
export const HINDI_NO = 'nahi mat rehne jaane ruko chhodo';
export const HINDI_ASSENT_FILLERS =
  'karo kar karna hai ho chahiye chahta bhai yaar kripya abhi ab bilkul zaroor pakka na kuch toh hee mujhe yeh aap dedo hoon ' +
  'shukriya dhanyavad achha';
/** Each a whole answer. */
export const HINDI_YES_PHRASES = [
  'karo',
  'ji',
  'ji ji',
  'ha',
  'ha ji',
  'bilkul',
  'zaroor',
  'pakka',
  'chalega',
  'ji bilkul',
];
export const HINDI_NO_PHRASES = ['na', 'naa', 'na ji', 'na na', 'bas', 'bas karo'];
export const HINDI_NEGATIONS = 'bina rehne jaane ruko chhodo lekin';
/** `karu` asks whether to; `kiya`, `tha` and `hua` tell of what was done; `A ke paas` and the like are not A. */
export const HINDI_DOUBTS =
  'kya kaise kyun kab kaun agar shayad tha kiya hua hoga karu padega sakta band paas bagal jaisa alawa siwa bajay samne';
export const HINDI_TIMES =
  'parso subah shaam dopahar raat baje tak baad din hafte agle der ghanta somvar mangalvar budhvar guruvar shukravar shanivar ravivar';
export const HINDI_TURNS = 'aur phir';
export const HINDI_AFTER_SLOT =
  'karo karna mein pe par ko ka ki ke wala chahiye dedo bhai abhi aaj kal batao kripya jaldi turant kya';
export const HINDI_SLOT_NOUNS = 'jagah';
