import { hiAdvice } from './hi-advice.ts';
import { hiDialogue } from './hi-dialogue.ts';
import { hiEvidence } from './hi-evidence.ts';
import { hiWallet } from './hi-wallet.ts';
import type { Locale } from './locale.ts';

/** All Hindi texts. The words to send back stay English, as people type them: `*book A*`; their Hindi is understood too. */
export const hi: Locale = {
  tag: 'hi',
  saysDayFirst: true,
  name: 'हिंदी',
  askedBy: ['hindi', 'in hindi', 'hindi please', 'hindi me', 'hindi mein', 'हिंदी', 'हिन्दी', 'हिंदी में', 'हिन्दी में'],
  messages: {
    ...hiAdvice,
    ...hiWallet,
    ...hiEvidence,
    ...hiDialogue,
    'list.separator': ', ',
    'list.more': '{items}{more, plural, =0 {} other { और # और}}',
    'list.more-lines': '… और {more}',
    'time.today': 'आज {time}',
    'time.tomorrow': 'कल {time}',
    'time.dated': '{date} को {time}',
    'time.span': '{from} – {to}',
    'duration.seconds': '{seconds} सेकंड',
    'duration.minutes': '{minutes} मिनट',
    'duration.hours': '{hours, plural, =1 {# घंटा} other {# घंटे}}{minutes, plural, =0 {} other { # मिनट}}',
    'duration.days': '{days} दिन{hours, plural, =0 {} =1 { # घंटा} other { # घंटे}}',

    'option.yes': 'हाँ',
    'option.no': 'नहीं',
    'option.book': 'स्लॉट बुक करें',
    'option.bookings': 'मेरी बुकिंग',
    'option.availability': 'खाली जगह और दाम',
    'option.wallet': 'वॉलेट',
    'option.problems': 'समस्या बताएँ',
    'option.help': 'मदद',
    'option.back': 'पीछे',
    'language-set': `👍 अब से मैं {language} में जवाब दूँगा। मैं क्या कर सकता हूँ, यह देखने के लिए *menu* भेजें।`,
    'which-language': `Which language? / कौन सी भाषा?
{lines}
बाकी सब के लिए *menu* भेजें।`,
    menu: `🅿️ *{lot}* में आपका स्वागत है!{hasCredit, select, yes { आपके वॉलेट में {credit} का स्वागत क्रेडिट है।} other {}}
1. स्लॉट बुक करें
2. मेरी बुकिंग
3. खाली जगह और दाम
4. वॉलेट
5. समस्या बताएँ
6. मदद
नंबर भेजें। या एक ही लाइन में कहें: *book A*, *status*, *balance*.
In English: *english*`,
    help: `🙋 किसी व्यक्ति की ज़रूरत है? पार्किंग पर मौजूद अटेंडेंट मदद करेंगे – टॉप-अप, गेट और रिफ़ंड में भी।
🅿️ *{lot}* – आप यह भेज सकते हैं:
1. *slots* – अभी क्या खाली है, और दाम
2. *book A* – स्लॉट A अभी से बुक करें
3. *status* – आपकी बुकिंग या गाड़ी
4. *balance* – आपका वॉलेट
5. *menu* – छोटी सूची
6. *park A* – आपकी गाड़ी बिना बुकिंग A में खड़ी है
7. *cancel* – बुकिंग वापस करें
8. *history* – पिछली पार्किंग
9. *not me* – आपके स्लॉट में दिखी गाड़ी आपकी नहीं है
10. *left* – आप चले गए और किसी ने नहीं देखा
11. *extend 1h* – बुकिंग का समय बढ़ाएँ
12. *shorten 30* – या घटाएँ
13. *move B* – बुकिंग के लिए दूसरा स्लॉट
14. *why* – आपका बिल कैसे बना
15. *dispute* – बिल गलत है: बताएँ क्यों
16. *wait* – कुछ खाली नहीं: अगला स्लॉट मेरे लिए रखें
शब्द या उसका नंबर भेजें।{paysByLink, select, yes { कार्ड से भुगतान के लिए भेजें, जैसे *top up 20*.} other { इस चैट में कार्ड से भुगतान नहीं होता।}}`,
    'unknown-text': `माफ़ कीजिए, मैं समझ नहीं पाया। {lot} में खाली जगह देखने के लिए *slots*, स्लॉट A बुक करने के लिए *book A*, या सब कुछ देखने के लिए *help* भेजें।`,
    'did-you-mean': `{namesTime, select, yes {मुझे समय ठीक से समझ नहीं आया। } other {}}{isSeveral, select, yes {मैं एक बार में एक ही काम करता हूँ, और मैंने पढ़ा: {commands}. } other {}}क्या आपका मतलब *{command}* है? करने के लिए *yes* भेजें, छोड़ने के लिए *no*. अभी तक कुछ नहीं किया गया है।`,
    'command-word': '*{command}*',
    declined: '👍 ठीक है, मैंने कुछ नहीं किया। मैं क्या-क्या कर सकता हूँ, यह देखने के लिए *menu* भेजें।',
    'nothing-to-confirm': '👍 कोई सवाल बाकी नहीं है। जो पहले हुआ, वही मान्य है: *status* से देखें, और *menu* से बाकी सब।',
    thanks: '😊 आपका स्वागत है! जब भी ज़रूरत हो, *menu* भेजें।',

    slots: `🅿️ *{lot}*: 🟢 {free} खाली{reserved, plural, =0 {} other { · 🔵 # आरक्षित}}{taken, plural, =0 {} other { · 🔴 # भरे}}{closed, plural, =0 {} other { · ⚪ # बंद}}
{free, plural, =0 {{total, plural, =0 {यहाँ अभी कोई स्लॉट नहीं है। कृपया अटेंडेंट से पूछें।} other {अभी कुछ खाली नहीं है। *wait* भेजें, और अगला खाली स्लॉट आपके लिए रखा जाएगा।}}} other {खाली: {codes}
{hasRate, select, none {} free {पार्किंग निःशुल्क है। } other {{rate} प्रति घंटा। }}लेने के लिए *book {example}* भेजें।}}`,
    'which-slot.book': `{free, plural, =0 {अभी कुछ खाली नहीं है। *wait* भेजें, और अगला खाली स्लॉट आपके लिए रखा जाएगा।} one {एक स्लॉट खाली है: {codes}. अभी से बुक करने के लिए *book {example}* भेजें।} other {कौन सा स्लॉट? खाली हैं: {codes}. जैसे *book {example}* भेजें; वह अभी से आपका होगा।}}`,
    'which-slot.park': `आपकी गाड़ी किस स्लॉट में है? स्लॉट पर लगा बोर्ड देखें और भेजें, जैसे *park {example}*.{free, plural, =0 {} other { अभी जगह ढूँढ रहे हैं? *book {example}* भेजें; खाली: {codes}.}}`,
    'which-slot.move': `{free, plural, =0 {आपकी बुकिंग के लिए कोई और स्लॉट खाली नहीं है। उसे देखने के लिए *status* भेजें।} other {कौन सा स्लॉट? आपकी बुकिंग के लिए खाली: {codes}. जैसे *move {example}* भेजें।}}`,
    'one-slot': `कृपया एक बार में एक ही स्लॉट। {command, select, park {आपकी गाड़ी किसमें है} other {आपको कौन सा चाहिए}}: {codes}? जैसे *{command} {example}* भेजें।`,
    'which-lot': `आप किस पार्किंग पर हैं? उसका नंबर या छोटा नाम भेजें, जैसे *lot {example}*:
{lots}`,
    'lot-line': '{number}. *{code}* – {name}',
    'lot-chosen': `📍 ठीक है, *{lot}*. खाली जगह देखने के लिए *slots* या स्लॉट A बुक करने के लिए *book A* भेजें।{hasCredit, select, yes {
🎁 स्वागत है! आपके वॉलेट में {credit} का क्रेडिट है।} other {}}`,
    'lot-unknown': `“{asked}” नाम की कोई पार्किंग नहीं है। {count, plural, =0 {कृपया अटेंडेंट से पूछें।} other {जैसे *lot {example}* भेजें:
{lots}}}`,
    'no-lot': 'यह नंबर अभी किसी पार्किंग से जुड़ा नहीं है। कृपया पार्किंग पर पूछें, फिर *menu* भेजें।',

    booked: `✅ *{slot}* {isLater, select, yes {{lot} में आपके लिए बुक है: {span}} other {{lot} में आपका है}}। रेफ़ {reference}.
{isHeldToEnd, select, yes {यह {holdUntil} तक आपके लिए रखा गया है।} other {यह {holdUntil} तक आपके लिए रखा गया है; बुकिंग {endsAt} पर खत्म होगी।}}
{hasRate, select, none {बिल आपकी गाड़ी दिखने पर शुरू होगा।} free {पार्किंग निःशुल्क है।} other {बिल आपकी गाड़ी दिखने पर शुरू होगा: {rate} प्रति घंटा।}} मन बदल गया? *cancel* भेजें।{hasDeposit, select, yes {
🔒 {deposit} जमा के रूप में पार्किंग खत्म होने तक रोका गया है।} other {}}{hasCredit, select, yes {
🎁 स्वागत है! आपके वॉलेट में {credit} का क्रेडिट है।} other {}}`,
    'slot-unknown': `यहाँ “{asked}” नाम का कोई स्लॉट नहीं है। {count, plural, =0 {कृपया अटेंडेंट से पूछें।} other {स्लॉट ये हैं: {codes}. खाली देखने के लिए *slots* भेजें, या जैसे *book {example}*.}}`,
    'slot-taken': `🔵 {slot} पहले से लिया जा चुका है। {free, plural, =0 {अभी और कुछ खाली नहीं है; *wait* भेजें, और अगला खाली स्लॉट आपके लिए रखा जाएगा।} other {खाली: {codes}. इसकी जगह *book {example}* भेजें।}}`,
    'slot-has-car': `🔴 {slot} में एक गाड़ी खड़ी है। क्या वह आपकी है? *park {slot}* भेजें। {free, plural, =0 {अभी और कुछ खाली नहीं है; *wait* भेजें, और अगला खाली स्लॉट आपके लिए रखा जाएगा।} other {नहीं तो, खाली: {codes}. *book {example}* भेजें।}}`,
    'slot-not-offered': `⚪ {reason, select, unknown {{slot} अभी मुझे दिख नहीं रहा, इसलिए मैं उसका वादा नहीं कर सकता।} other {{slot} अभी बंद है।}} {free, plural, =0 {अभी और कुछ खाली नहीं है; *wait* भेजें, और अगला खाली स्लॉट आपके लिए रखा जाएगा।} other {खाली: {codes}. इसकी जगह *book {example}* भेजें।}}`,
    'window-taken': `🔵 {slot} {span} खाली नहीं है।{slots, plural, =0 {{count, plural, =0 { उस समय और कुछ खाली नहीं है; अभी खाली जगह देखने के लिए *slots* भेजें।} other {}}} other { उस समय खाली: {codes}. {verb, select, book {उसी समय के साथ } other {}}जैसे *{verb} {example}* भेजें।}}{count, plural, =0 {} other { {slot} खाली है: {times}; ऐसे समय के साथ *book {slot}* भेजें।}}`,
    'window-refused': `{fault, select, past {यह आपकी बुकिंग के बचे समय से ज़्यादा है। जिसकी गाड़ी नहीं आई, उसे वापस करने के लिए *cancel* भेजें।} short {यहाँ बुकिंग कम से कम {minimum} की होती है।} long {यहाँ बुकिंग ज़्यादा से ज़्यादा {maximum} की होती है।} far {{days, plural, =0 {यहाँ बुकिंग केवल अभी के लिए होती है।} other {मैं # दिन से आगे की बुकिंग नहीं ले सकता।}}} other {उस समय पार्किंग बंद है। गाड़ी कभी भी जा सकती है, पर बुकिंग खुलने के समय में ही होनी चाहिए।}} कुछ बदला नहीं है; अपनी स्थिति के लिए *status* भेजें।`,
    'bookings-overlap': `उस समय आपकी एक और बुकिंग है: {slot}, {start} से (रेफ़ {reference})। उसे वापस करने के लिए पहले *cancel {reference}* भेजें।`,
    'too-many-bookings': `आपकी आगे की {limit, plural, other {# बुकिंग}} पहले से हैं; इससे ज़्यादा मैं नहीं रख सकता। उन्हें देखने के लिए *status* भेजें।`,
    'balance-too-low': `{owes, select, yes {आप पर {amount} बाकी है} other {आपका बैलेंस {amount} है}} और बुकिंग के लिए {needed} चाहिए। अटेंडेंट आपका वॉलेट भर सकते हैं: {missing} या ज़्यादा काफ़ी है। फिर बुकिंग दोबारा भेजें।`,
    'already-booked': `{state, select, active {{isSame, select, yes {👍 आपकी गाड़ी {slot} में पहले से दर्ज है (रेफ़ {reference}); और कुछ नहीं करना है। काम होने पर बस चले जाएँ; *status* अब तक का खर्च दिखाता है।} other {आपकी गाड़ी {slot} में पहले से है (रेफ़ {reference}), और एक समय में एक ही स्लॉट मिलता है। गाड़ी निकलने पर पार्किंग खत्म होती है। आपकी गाड़ी नहीं? *not me* भेजें।}}} other {{isSame, select, yes {👍 {slot} आपके लिए पहले से रखा है (रेफ़ {reference})। बिल गाड़ी दिखने पर शुरू होगा। कब तक, यह देखने के लिए *status*, वापस करने के लिए *cancel* भेजें।} other {आपके पास {slot} पहले से है (रेफ़ {reference}), और एक समय में एक ही स्लॉट मिलता है। उसे वापस करने के लिए *cancel* भेजें, फिर *{again}*.}}}}`,
    'already-parked': 'आपकी गाड़ी पहले से {slot} में खड़ी है। उसे देखने के लिए *status* भेजें; गाड़ी निकलने पर पार्किंग खत्म होती है।',
    'too-many-no-shows': `आपकी {count, plural, other {# बुकिंग}} इस्तेमाल नहीं हुई, इसलिए मैं {until} से पहले नई नहीं ले सकता। उससे पहले जगह चाहिए तो कृपया अटेंडेंट से पूछें।`,
    'driver-blocked': 'इस नंबर से अभी बुकिंग नहीं हो सकती। कृपया पार्किंग पर अटेंडेंट से बात करें।',
    'tariff-missing': 'इस पार्किंग का दाम अभी तय नहीं है, इसलिए मैं बुकिंग नहीं ले सकता। कृपया अटेंडेंट को बताएँ और बाद में कोशिश करें।',
    'no-price': 'दाम तय नहीं',

    parked: `✅ दर्ज हुआ: आपकी गाड़ी *{slot}* में {since} से है, अब तक {cost}. रेफ़ {reference}.
काम होने पर बस चले जाएँ, बिल अपने आप आएगा। आपकी गाड़ी नहीं? *not me* भेजें।`,
    'no-car-there':
      '{slot} में मुझे कोई गाड़ी नहीं दिखती। स्लॉट का बोर्ड देखें और वहाँ पहुँचकर *park* और उसका कोड भेजें। जगह ढूँढ रहे हैं? *slots* भेजें।',
    'car-accounted-for': '{slot} की गाड़ी किसी और की है। अपने स्लॉट का बोर्ड देखें और *park* और उसका कोड भेजें, या अटेंडेंट से पूछें।',

    'status-none': `यहाँ न आपकी कोई बुकिंग है, न गाड़ी। {owes, select, yes {आप पर {amount} बाकी है; अटेंडेंट आपका वॉलेट भर सकते हैं।} other {बैलेंस {amount}.}} खाली जगह देखने के लिए *slots* भेजें।`,
    'status-reserved': `🔵 *{slot}* आपके लिए रखा है। रेफ़ {reference}.
{isHeldToEnd, select, yes {{holdUntil} से पहले आएँ।} other {{holdUntil} से पहले आएँ; बुकिंग {endsAt} पर खत्म होगी।}} मन बदल गया? *cancel* भेजें।`,
    'status-active': `🔴 आपकी गाड़ी *{slot}* में {since} से है{hasDuration, select, yes { ({duration})} other {}}। रेफ़ {reference}.
अब तक {cost}; {owes, select, yes {आप पर {amount} बाकी है} other {बैलेंस {amount}}}.
{overstay, select, yes {⚠️ आपकी बुकिंग {endsAt} पर खत्म हो गई; पार्किंग चल रही है और उसका बिल बन रहा है। कृपया जल्दी गाड़ी निकालें।} other {{endsAt} तक बुक है। काम होने पर बस चले जाएँ।}}`,

    balance: `{owes, select, yes {आप पर {amount} बाकी है। अटेंडेंट आपका वॉलेट भर सकते हैं।} other {💳 बैलेंस {amount}{hasPromo, select, yes {, जिसमें {promo} स्वागत क्रेडिट है (पहले खर्च होता है)} other {}}। टॉप-अप के लिए अटेंडेंट से कहें।}} पिछली पार्किंग के लिए *history* भेजें।`,

    prices: `💰 *{lot}*{isOne, select, yes {: {prices}। } other {
{prices}
}}{hasFree, select, yes {पार्किंग के पहले {free} निःशुल्क हैं। } other {}}{hasGrace, select, yes {{grace} तक की पार्किंग निःशुल्क है। } other {}}{hasCap, select, yes {एक दिन में ज़्यादा से ज़्यादा {cap}। } other {}}{hasStayCap, select, yes {एक पार्किंग में ज़्यादा से ज़्यादा {stayCap}। } other {}}{hasServices, select, yes {सेवाएँ: {services}। } other {}}गाड़ी निकलने पर पैसा वॉलेट से कटता है। खाली जगह देखने के लिए *slots* भेजें।`,
    'prices.rate': '• {hasName, select, yes {{name} ({when})} other {{when}}}: {price}',
    'prices.otherwise': 'बाकी समय',
    'prices.band':
      '{hasDays, select, yes {{days}{isAllDay, select, yes {} other { }}} other {}}{isAllDay, select, yes {} other {{from}–{to}}}',
    'prices.flat': '{amount} {per, select, day {प्रति दिन} other {एकमुश्त}}',
    'prices.step':
      '{isFree, select, yes {निःशुल्क} other {{rate} प्रति घंटा, हर {step} पर}}{isLimited, select, yes { पहले {length} के लिए} other {}}',
    'prices.then': '{first}, फिर {rest}',
    'prices.service': '{name} {price}',
    pay: `💳 हाथ से कुछ नहीं देना है: गाड़ी निकलने पर पैसा वॉलेट से अपने आप कटता है। {owes, select, yes {आप पर {amount} बाकी है; अटेंडेंट आपका वॉलेट भर सकते हैं।} other {बैलेंस {amount}. टॉप-अप के लिए अटेंडेंट से कहें।}}`,
    leave: `👋 बस चले जाएँ: {slot} की पार्किंग अपने आप खत्म होगी और बिल यहाँ आएगा: अब तक {cost}. अगर किसी को पता न चले कि आप चले गए, तो *left* भेजें।`,

    'with-ahead': `{text}
📅 {count, plural, other {आगे की बुकिंग:}}
{lines}`,
    'ahead-line': '• {slot} · {span} · {reference}',
    cancelled:
      '✅ रद्द हुआ: {slot} वापस कर दिया गया (रेफ़ {reference})।{hasFee, select, yes { {fee} का शुल्क लिया गया।} other {}} दूसरा बुक करने के लिए *slots* भेजें।',
    'cancel-asked': `{slot} की {start} की बुकिंग (रेफ़ {reference}) रद्द करें? {hasFee, select, yes {अभी {fee} का शुल्क लगेगा।} other {कोई शुल्क नहीं है।}} रद्द करने के लिए *yes*, रखने के लिए *no* भेजें।`,
    'how-long': `{unclear, select, end {मैं नया समाप्ति समय नहीं रख सकता: *extend* समय बढ़ाता है और *shorten* घटाता है। } long {यह एक हफ़्ते से ज़्यादा है, जो मेरे लिए बहुत लंबा है। } other {}}कितना? मिनट के लिए भेजें, जैसे *{verb} 30*, या *{verb} 2h*. अभी कुछ बदला नहीं है।`,
    'nothing-to-change': 'आपकी ऐसी कोई बुकिंग नहीं है जिसे बदला जा सके। अपनी स्थिति के लिए *status* भेजें।',
    'booking-changed': `✅ {isParked, select, yes {आपकी *{slot}* की बुकिंग (रेफ़ {reference}) अब {end} पर खत्म होगी। पैसा केवल रुकने के समय का लगेगा।} other {आपकी बुकिंग अब *{slot}* है: {span}. रेफ़ {reference}.}} देखने के लिए *status* भेजें।`,
    'move-too-late':
      'आपकी गाड़ी पहले से {slot} में है, इसलिए बुकिंग वहीं रहेगी। पार्किंग खत्म करने के लिए गाड़ी निकालें, फिर दूसरा स्लॉट बुक करें; *slots* खाली जगह दिखाता है।',
    'extend-blocked': `🔵 {slot} {until} से किसी और के नाम बुक है। {hasRoom, select, yes {आपकी बुकिंग तब तक चल सकती है: कम समय के साथ *extend* भेजें।} other {आपकी बुकिंग पहले की तरह {end} पर खत्म होगी; देखने के लिए *status* भेजें।}}`,
    'nothing-to-cancel': 'रद्द करने के लिए आपकी कोई बुकिंग नहीं है। खाली जगह देखने के लिए *slots* भेजें।',
    'reference-unknown':
      'आपकी {reference} नाम की कोई बुकिंग नहीं है। अपनी देखने के लिए *status*, मौजूदा वापस करने के लिए *cancel* भेजें।',
    'cancel-too-late':
      'आपकी गाड़ी पहले से {slot} में है, इसलिए रद्द करने को कुछ नहीं है: गाड़ी निकलने पर पार्किंग खत्म होगी। आपकी गाड़ी नहीं? *not me* भेजें।',

    'history.none': 'अभी तक कोई पार्किंग नहीं। खाली जगह देखने के लिए *slots* भेजें और पहली बुक करें।',
    history: `🧾 आपकी पिछली पार्किंग:
{lines}
पिछले बिल में कुछ गलत है? *dispute* और कारण भेजें। वॉलेट के लिए *balance* भेजें।`,
    'history-line': `• {date} · {slot} · {outcome, select, cancelled {रद्द} expired {इस्तेमाल नहीं} other {{hasDuration, select, yes {{duration}} other {पार्किंग}}}}{hasAmount, select, yes { · {amount}} other {}}{hasReference, select, yes { · {reference}} other {}}`,

    'not-me-done': `धन्यवाद। उस गाड़ी का आपको कुछ नहीं देना है, और {isHeld, select, yes {{slot} {holdUntil} तक आपके लिए रखा है} other {आपकी बुकिंग खत्म हो गई है}}। अटेंडेंट को बता दिया गया है। दूसरा स्लॉट चाहिए तो *slots* भेजें।`,
    'not-me-returned': `धन्यवाद। {slot} की पार्किंग, {span}, आपके खाते से हटा दी गई: {isCharged, select, yes {{returned} आपके वॉलेट में वापस आ गया} other {उसका कुछ नहीं लगा था}}। {owes, select, yes {आप पर {amount} बाकी है।} other {बैलेंस {amount}.}}
{isHeld, select, yes {{slot} फिर से {holdUntil} तक आपके लिए रखा है; ज़रूरत न हो तो *cancel* भेजें।} other {आपकी बुकिंग खत्म हुई और उसका कुछ नहीं लगा।}} अटेंडेंट को बता दिया गया है।`,
    'not-me-limit': `आप {days, number} दिनों में बिल के बाद {count, plural, other {# बार}} *not me* भेज चुके हैं, इसलिए {slot} का बिल मैं खुद वापस नहीं ले सकता। कृपया अटेंडेंट से पूछें, वे देख सकते हैं कि गाड़ी किसकी थी।`,
    'not-me-nothing':
      'सुधारने को कुछ नहीं है: आपके नाम कोई गाड़ी नहीं है, और पिछले 24 घंटों में आपकी कोई पार्किंग खत्म नहीं हुई। बिल गलत है? कृपया अटेंडेंट से पूछें। *status* आपकी बुकिंग दिखाता है।',
    'left-done': `👋 {slot} की पार्किंग खत्म हुई: {duration}, {isCharged, select, yes {{charge}} other {कोई शुल्क नहीं}}। {owes, select, yes {आप पर {amount} बाकी है; अटेंडेंट आपका वॉलेट भर सकते हैं।} other {बैलेंस {amount}.}} पिछली पार्किंग के लिए *history* भेजें।`,
    'left-nothing': 'आपकी कोई पार्किंग चालू नहीं है। बुकिंग देखने के लिए *status* या पिछली पार्किंग के लिए *history* भेजें।',
    'left-still-seen':
      'सेंसर को {slot} में अब भी गाड़ी दिख रही है। आपके निकलते ही पार्किंग अपने आप खत्म होगी। अगर आप निकल चुके हैं तो कृपया अटेंडेंट से पूछें, या *status* भेजें।',

    'text-too-long':
      'यह {limit, number} अक्षरों से ज़्यादा है, मेरे लिए बहुत लंबा। कृपया एक छोटा आदेश भेजें, जैसे *slots* या *book A*. *help* सब दिखाता है।',
    'no-text': 'मैं केवल लिखा हुआ पढ़ सकता हूँ। खाली जगह देखने के लिए *slots* या सब कुछ देखने के लिए *help* भेजें।',
    'try-again': 'माफ़ कीजिए, यह अभी पूरा नहीं हो सका। कृपया एक मिनट बाद फिर भेजें; *status* आपकी स्थिति दिखाता है।',

    'car-detected': `🚗 आपकी गाड़ी *{slot}* में {at} पर दिखी। रेफ़ {reference}. {hasRate, select, none {पार्किंग शुरू हो गई है।} free {पार्किंग निःशुल्क है।} other {पार्किंग शुरू हो गई है: {rate} प्रति घंटा।}} काम होने पर बस चले जाएँ। आप नहीं हैं? *not me* भेजें।`,
    bill: `🧾 {slot}: {span} ({duration})। {isCharged, select, yes {{charge} लिया गया{isRefunded, select, yes {, जिसमें से {refunded} वापस किया गया} other {}}।} other {कोई शुल्क नहीं।}}
{owes, select, yes {आप पर {amount} बाकी है। अटेंडेंट आपका वॉलेट भर सकते हैं।} other {बैलेंस {amount}.}} सारी पार्किंग के लिए *history* भेजें। शुभ यात्रा!`,
    'bill-corrected': `🧾 {slot} का आपका बिल सुधारा गया: {span} ({duration}) का {charge} लगा, {previous} नहीं। {change, select, less {{difference} आपके वॉलेट में वापस आ गया।} more {{difference} और लिया गया।} other {आपके लिए कुछ नहीं बदला।}}
{owes, select, yes {आप पर {amount} बाकी है। अटेंडेंट आपका वॉलेट भर सकते हैं।} other {बैलेंस {amount}.}} कोई सवाल? अटेंडेंट से पूछें, या *why* भेजें।`,
    'no-show': `⌛ {slot} की आपकी बुकिंग (रेफ़ {reference}) खत्म हो गई: समय पर कोई गाड़ी नहीं दिखी, और स्लॉट वापस कर दिया गया।{hasFee, select, yes { न आने का {fee} शुल्क लिया गया।} other {}} फिर से बुक करने के लिए *slots* भेजें।`,
    'booking-withdrawn': `⚠️ {slot} की आपकी बुकिंग (रेफ़ {reference}) रद्द हुई: {reason, select, car {वहाँ दूसरी गाड़ी खड़ी है} staff {अटेंडेंट ने उसे रद्द किया} other {स्लॉट बंद है}}। आपको कुछ नहीं देना है, और यह इस्तेमाल न करना नहीं गिना जाएगा। {reason, select, car {क्या वह गाड़ी आपकी है? *park {slot}* भेजें। नहीं तो दूसरे स्लॉट के लिए *slots* भेजें।} other {दूसरे स्लॉट के लिए *slots* भेजें।}}`,
    'arrival-late-revived': `🚗 हमें देर से पता चला कि आप समय पर {slot} पहुँच गए थे: आपकी बुकिंग (रेफ़ {reference}) बनी हुई है।{hasFee, select, yes { {fee} का शुल्क आपके वॉलेट में वापस आ गया।} other {}} काम होने पर बस चले जाएँ। आप नहीं हैं? *not me* भेजें।`,
    'arrival-late-lost': `हमें देर से पता चला कि आप समय पर {slot} पहुँच गए थे, पर तब तक वह किसी और को दे दिया गया था। आपकी बुकिंग (रेफ़ {reference}) इस्तेमाल न की हुई नहीं गिनी जाएगी और उसका कुछ नहीं लगेगा।{hasFee, select, yes { {fee} का शुल्क आपके वॉलेट में वापस आ गया।} other {}} कृपया अटेंडेंट से मिलें, या दूसरे स्लॉट के लिए *slots* भेजें।`,
    'booking-moved': `🔁 {obstacle, select, taken {{from}, जो आपके लिए बुक था, में एक गाड़ी खड़ी है।} unknown {{from}, जो आपके लिए बुक था, अभी मुझे दिख नहीं रहा।} other {{from}, जो आपके लिए बुक था, बंद है।}} कृपया इसकी जगह *{slot}* लें: {span}. रेफ़ {reference}. ठीक नहीं? *cancel* से वापस करें।`,
    'slot-unavailable': `😔 मैं {slot} आपके लिए नहीं रख सका (रेफ़ {reference}): वह अभी इस्तेमाल नहीं हो सकता और दूसरा स्लॉट खाली नहीं है। आपकी बुकिंग खत्म हुई और उसका कुछ नहीं लगा। {hasNext, select, yes {आगे खाली: {next}.} other {कृपया अटेंडेंट से मिलें।}} फिर देखने के लिए *slots* भेजें।`,
    'next-free': '{slot}, {at} से',
    'booking-unused': `{slot} की आपकी बुकिंग (रेफ़ {reference}) बिना इस्तेमाल खत्म हुई, क्योंकि आप पूरे समय दूसरी बुकिंग पर थे। उसका कुछ नहीं लगा। फिर से बुक करने के लिए *slots* भेजें।`,
    'low-balance': `⚠️ {owes, select, yes {आप पर {amount} बाकी है} other {आपका बैलेंस {amount} है}}; अगली बुकिंग के लिए {needed} चाहिए। अटेंडेंट आपका वॉलेट भर सकते हैं: {missing} या ज़्यादा काफ़ी है। *balance* आपका वॉलेट दिखाता है।`,

    waiting: `⏳ आप *{lot}* की {isNew, select, yes {कतार में हैं} other {कतार में पहले से हैं}}: {place, plural, =1 {अगली बारी आपकी है} other {आपका नंबर # है}}। स्लॉट खाली होते ही मैं उसे {holdMinutes, plural, other {# मिनट}} आपके लिए रखूँगा और तुरंत बताऊँगा। अपनी जगह छोड़ने के लिए *leave the list* भेजें।`,
    'wait-needless': `इंतज़ार की ज़रूरत नहीं: {lot} में {free, plural, one {एक स्लॉट खाली है: {codes}} other {ये खाली हैं: {codes}}}। *book {example}* भेजें।`,
    'wait-has-slot': 'आपके पास {slot} पहले से है, इसलिए इंतज़ार की ज़रूरत नहीं। उसे देखने के लिए *status* भेजें।',
    'wait-left': '👍 आप {lot} की प्रतीक्षा सूची से हट गए हैं। खाली जगह देखने के लिए *slots*, या आखिर में फिर जुड़ने के लिए *wait* भेजें।',
    'wait-not-in-line': 'आप किसी प्रतीक्षा सूची में नहीं हैं। खाली जगह देखने के लिए *slots* भेजें।',
    'status-waiting': `⏳ आप *{lot}* की कतार में हैं: {place, plural, =1 {अगली बारी आपकी है} other {आपका नंबर # है}}। {owes, select, yes {आप पर {amount} बाकी है।} other {बैलेंस {amount}.}} अपनी जगह छोड़ने के लिए *leave the list* भेजें।`,
    'wait-offer': `🎉 {lot} में *{slot}* खाली है और {holdUntil} तक आपके लिए रखा है। रेफ़ {reference}. बस गाड़ी ले आएँ। अब ज़रूरत नहीं? *cancel* भेजें, और यह कतार में अगले को मिलेगा।`,
    'wait-lapsed': `⌛ {lot} में {slot} आपके लिए रखा था (रेफ़ {reference}), पर समय पर कोई गाड़ी नहीं दिखी, इसलिए वह कतार में अगले को मिलेगा। इसका कुछ नहीं लगा। फिर जुड़ने के लिए *wait* भेजें।`,
    'wait-dropped': `{lot} में एक स्लॉट खाली है और अगली बारी आपकी है, पर {reason, select, booked {आपकी बुकिंग पहले से है} parked {आपकी गाड़ी पहले से खड़ी है} poor {आपके वॉलेट में बुकिंग के लिए पैसे कम हैं; अटेंडेंट उसे भर सकते हैं} absent {हाल में आपकी कई बुकिंग इस्तेमाल नहीं हुईं} other {इस नंबर से बुकिंग नहीं हो सकती; कृपया अटेंडेंट से बात करें}}। आप प्रतीक्षा सूची से हटा दिए गए हैं। फिर जुड़ने के लिए *wait* भेजें।`,

    'day-before': `📅 आपकी बुकिंग की याद: {lot} में *{slot}* {startsAt} से {endsAt} तक आपका है। रेफ़ {reference}. नहीं आ रहे? *cancel {reference}* भेजें।`,
    'before-start': `⏰ {lot} में *{slot}* की आपकी बुकिंग {startsAt} पर शुरू और {endsAt} पर खत्म होगी। रेफ़ {reference}. नहीं आ रहे? *cancel {reference}* भेजें।`,
    'before-end': `⏰ {slot} की आपकी बुकिंग {endsAt} पर खत्म होगी (रेफ़ {reference})। ज़्यादा रुकने पर पार्किंग चलती रहेगी और उसका बिल बनेगा, पर स्लॉट किसी और के नाम हो सकता है: कृपया समय पर निकलें, या *extend* भेजें।`,
    'no-show-warning': `⏰ {slot} {holdUntil} तक आपके लिए रखा है (रेफ़ {reference}), और वहाँ अभी कोई गाड़ी नहीं दिखी। उसके बाद बुकिंग खत्म हो जाएगी। नहीं आ रहे? *cancel* भेजें।`,
    'follow-up': `👋 {lot} की ओर से याद: {date} आपके अगले आने का तय दिन है। खाली जगह देखने के लिए *slots* भेजें।`,
  },
};
