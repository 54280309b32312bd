import { hiAdvice } from './hi-advice.ts';
import { hiDialogue } from './hi-dialogue.ts';
import { hiEvidence } from './hi-evidence.ts';
import { hiHandover } from './hi-handover.ts';
import { hiLanguage } from './hi-language.ts';
import { hiNotices } from './hi-notices.ts';
import { hiSpeech } from './hi-speech.ts';
import { hiStaff } from './hi-staff.ts';
import { hiWallet } from './hi-wallet.ts';
import type { Locale } from './locale.ts';

/**
 * All Hindi texts. Drivers are spoken to as आप, with the loanwords that Indian apps use; the command words in `*…*` stay
 * those that every language has. Digits are Latin ones, as nearly everybody types them.
 */
export const hi: Locale = {
  tag: 'hi-IN',
  saysDayFirst: true,
  ...hiSpeech,
  messages: {
    ...hiHandover,
    ...hiLanguage,
    ...hiAdvice,
    ...hiStaff,
    ...hiWallet,
    ...hiEvidence,
    ...hiDialogue,
    ...hiNotices,
    'list.separator': ', ',
    'list.more': '{items}{more, plural, =0 {} other { और # और}}',
    'list.more-lines': '… और {more} और',
    'time.today': 'आज {time}',
    'time.tomorrow': 'कल {time}',
    'time.dated': '{date}, {time}',
    'time.span': '{from} – {to}',
    'duration.seconds': '{seconds} सेकंड',
    'duration.minutes': '{minutes} मिनट',
    'duration.hours': '{hours, plural, =1 {# घंटा} other {# घंटे}}{minutes, plural, =0 {} other { # मिनट}}',
    'duration.days': '{days} दिन{hours, plural, =0 {} =1 { # घंटा} other { # घंटे}}',

    'option.yes': 'हाँ',
    'option.no': 'नहीं',
    'option.book': 'स्लॉट बुक करें',
    'option.bookings': 'मेरी बुकिंग',
    'option.availability': 'खाली स्लॉट और रेट',
    'option.wallet': 'वॉलेट',
    'option.problems': 'समस्या बताएँ',
    'option.help': 'मदद',
    'option.back': 'पीछे',
    'option.choose': 'चुनें',
    menu: `🅿️ *{lot}* में आपका स्वागत है!{hasCredit, select, yes { आपके वॉलेट में {credit} का वेलकम क्रेडिट है।} other {}}
1. स्लॉट बुक करें
2. मेरी बुकिंग
3. खाली स्लॉट और रेट
4. वॉलेट
5. समस्या बताएँ
6. मदद
नंबर भेजें। या एक लाइन में लिखें: *book A*, *status*, *balance*.
🌐 {others}`,
    help: `🙋 किसी से बात करनी है? पार्किंग पर अटेंडेंट मदद करते हैं, टॉप-अप, गेट और रिफ़ंड में भी।
🅿️ *{lot}* – आप ये भेज सकते हैं:
1. *slots* – क्या खाली है, और रेट
2. *book A* – स्लॉट A अभी से बुक करें
3. *status* – आपकी बुकिंग या गाड़ी
4. *balance* – आपका वॉलेट
5. *menu* – छोटा मेनू
6. *park A* – गाड़ी बिना बुकिंग A में खड़ी है
7. *cancel* – बुकिंग कैंसल करें
8. *history* – पिछली पार्किंग
9. *not me* – आपके स्लॉट में दिखी गाड़ी आपकी नहीं है
10. *left* – आप निकल गए और किसी ने नहीं देखा
11. *extend 1h* – बुकिंग का समय बढ़ाएँ
12. *shorten 30* – या घटाएँ
13. *move B* – बुकिंग के लिए दूसरा स्लॉट
14. *why* – बिल का हिसाब
15. *dispute* – बिल ग़लत है: कारण बताएँ
16. *wait* – कुछ खाली नहीं: अगला स्लॉट मेरे लिए रखें
शब्द या उसका नंबर भेजें।{paysByLink, select, yes { कार्ड से पेमेंट के लिए जैसे *top up 20* भेजें।} other { इस चैट में कार्ड से पेमेंट नहीं होता।}}
🌐 {others}`,
    'unknown-text': `माफ़ कीजिए, यह समझ नहीं आया। {lot} में खाली स्लॉट देखने के लिए *slots*, स्लॉट A बुक करने के लिए *book A*, और सभी कमांड के लिए *help* भेजें।`,
    'did-you-mean': `{namesTime, select, yes {समय ठीक से समझ नहीं आया। } other {}}{isSeveral, select, yes {एक बार में एक ही काम हो सकता है, और आपने लिखा {commands}। } other {}}क्या आपका मतलब *{command}* है? करने के लिए *yes* (हाँ), छोड़ने के लिए *no* (नहीं) भेजें। अभी कुछ नहीं हुआ है।`,
    'command-word': '*{command}*',
    declined: '👍 ठीक है, कुछ नहीं किया। मेनू देखने के लिए *menu* भेजें।',
    'nothing-to-confirm': '👍 कोई सवाल बाकी नहीं है। पहले जो हुआ, वह वैसा ही है: *status* से देखें, और मेनू के लिए *menu* भेजें।',
    thanks: '😊 आपका स्वागत है! जब भी ज़रूरत हो, *menu* भेजें।',

    slots: `🅿️ *{lot}*: 🟢 {free} खाली{reserved, plural, =0 {} other { · 🔵 # बुक}}{taken, plural, =0 {} other { · 🔴 # भरे}}{closed, plural, =0 {} other { · ⚪ # बंद}}
{free, plural, =0 {{total, plural, =0 {यहाँ अभी कोई स्लॉट नहीं है। अटेंडेंट से पूछें।} other {अभी कुछ भी खाली नहीं है। *wait* भेजें, अगला खाली स्लॉट आपके लिए रखा जाएगा।}}} other {खाली: {codes}
{hasRate, select, none {} free {पार्किंग मुफ़्त है। } other {{rate} प्रति घंटा। }}बुक करने के लिए *book {example}* भेजें।}}`,
    'which-slot.book': `{free, plural, =0 {अभी कुछ भी खाली नहीं है। *wait* भेजें, अगला खाली स्लॉट आपके लिए रखा जाएगा।} =1 {एक स्लॉट खाली है: {codes}। अभी से बुक करने के लिए *book {example}* भेजें।} other {कौन सा स्लॉट? खाली: {codes}। जैसे *book {example}* भेजें; बुकिंग अभी से होगी।}}`,
    'which-slot.park': `आपकी गाड़ी किस स्लॉट में है? स्लॉट का बोर्ड देखें और जैसे *park {example}* भेजें।{free, plural, =0 {} other { अभी स्लॉट ढूँढ रहे हैं? *book {example}* भेजें; खाली: {codes}।}}`,
    'which-slot.move': `{free, plural, =0 {आपकी बुकिंग के लिए कोई दूसरा स्लॉट खाली नहीं है। बुकिंग देखने के लिए *status* भेजें।} other {कौन सा स्लॉट? आपकी बुकिंग के लिए खाली: {codes}। जैसे *move {example}* भेजें।}}`,
    'one-slot': `कृपया एक बार में एक ही स्लॉट। {command, select, park {आपकी गाड़ी किसमें है} other {आपको कौन सा चाहिए}}: {codes}? जैसे *{command} {example}* भेजें।`,
    'which-lot': `आप किस पार्किंग में हैं? उसका नंबर या छोटा नाम भेजें, जैसे *lot {example}*:
{lots}`,
    'lot-line': '{number}. *{code}* – {name}',
    'lot-chosen': `📍 ठीक है, *{lot}*। खाली स्लॉट देखने के लिए *slots*, या स्लॉट A बुक करने के लिए *book A* भेजें।{hasCredit, select, yes {
🎁 स्वागत है! आपके वॉलेट में {credit} का क्रेडिट है।} other {}}`,
    'lot-unknown': `“{asked}” नाम की कोई पार्किंग नहीं है। {count, plural, =0 {अटेंडेंट से पूछें।} other {जैसे *lot {example}* भेजें:
{lots}}}`,
    'no-lot': 'यह नंबर अभी किसी पार्किंग से नहीं जुड़ा है। पार्किंग पर पूछें, फिर *menu* भेजें।',

    booked: `✅ *{slot}* {isLater, select, yes {{lot} में आपके लिए बुक है: {span}} other {{lot} में आपका है}}। रेफ़ {reference}।
{isHeldToEnd, select, yes {स्लॉट {holdUntil} तक आपके लिए रखा है।} other {स्लॉट {holdUntil} तक आपके लिए रखा है; बुकिंग का अंत: {endsAt}।}}
{hasRate, select, none {गाड़ी दिखने पर बिल शुरू होगा।} free {पार्किंग मुफ़्त है।} other {गाड़ी दिखने पर बिल शुरू होगा: {rate} प्रति घंटा।}} इरादा बदल गया? *cancel* भेजें।{hasDeposit, select, yes {
🔒 पार्किंग पूरी होने तक {deposit} डिपॉज़िट रहेंगे।} other {}}{hasCredit, select, yes {
🎁 स्वागत है! आपके वॉलेट में {credit} का क्रेडिट है।} other {}}`,
    'slot-unknown': `यहाँ “{asked}” नाम का कोई स्लॉट नहीं है। {count, plural, =0 {अटेंडेंट से पूछें।} other {स्लॉट ये हैं: {codes}। खाली स्लॉट देखने के लिए *slots*, या जैसे *book {example}* भेजें।}}`,
    'slot-taken': `🔵 {slot} पहले से बुक है। {free, plural, =0 {अभी और कुछ खाली नहीं है; *wait* भेजें, अगला खाली स्लॉट आपके लिए रखा जाएगा।} other {खाली: {codes}। इसके बदले *book {example}* भेजें।}}`,
    'slot-has-car': `🔴 {slot} में एक गाड़ी खड़ी है। क्या वह आपकी है? *park {slot}* भेजें। {free, plural, =0 {अभी और कुछ खाली नहीं है; *wait* भेजें, अगला खाली स्लॉट आपके लिए रखा जाएगा।} other {नहीं है, तो खाली: {codes}। *book {example}* भेजें।}}`,
    'slot-not-offered': `⚪ {reason, select, unknown {{slot} अभी हमें दिख नहीं रहा, इसलिए उसका वादा नहीं कर सकते।} other {{slot} अभी बंद है।}} {free, plural, =0 {और कुछ खाली नहीं है; *wait* भेजें, अगला खाली स्लॉट आपके लिए रखा जाएगा।} other {खाली: {codes}। इसके बदले *book {example}* भेजें।}}`,
    'window-taken': `🔵 {slot} खाली नहीं है: {span}।{slots, plural, =0 {{count, plural, =0 { उस समय और कुछ भी खाली नहीं है; अभी क्या खाली है, यह *slots* से देखें।} other {}}} other { उस समय खाली: {codes}। जैसे *{verb} {example}*{verb, select, book { उसी समय के साथ} other {}} भेजें।}}{count, plural, =0 {} other { {slot} इस समय खाली है: {times}; ऐसे समय के साथ *book {slot}* भेजें।}}`,
    'window-refused': `{fault, select, past {बुकिंग में इतना समय बाकी नहीं है। जिस बुकिंग पर गाड़ी नहीं आई, उसे लौटाने के लिए *cancel* भेजें।} short {यहाँ बुकिंग कम से कम {minimum} की होती है।} long {यहाँ बुकिंग ज़्यादा से ज़्यादा {maximum} की होती है।} far {{days, plural, =0 {यहाँ सिर्फ़ अभी की बुकिंग होती है।} other {बुकिंग ज़्यादा से ज़्यादा # दिन पहले हो सकती है।}}} other {उस समय पार्किंग बंद रहती है। गाड़ी कभी भी निकाल सकते हैं, पर बुकिंग खुलने के समय के अंदर ही होती है।}} कुछ बदला नहीं है; अपनी स्थिति देखने के लिए *status* भेजें।`,
    'bookings-overlap': `उस समय आपकी दूसरी बुकिंग है: {slot}, {start} से (रेफ़ {reference})। उसे लौटाने के लिए पहले *cancel {reference}* भेजें।`,
    'too-many-bookings': `आगे के लिए आपकी {limit, plural, one {# बुकिंग} other {# बुकिंग}} पहले से हैं, इससे ज़्यादा नहीं हो सकतीं। देखने के लिए *status* भेजें।`,
    'balance-too-low': `{owes, select, yes {{amount} बकाया है} other {आपका बैलेंस {amount} है}}, और बुकिंग के लिए {needed} चाहिए। अटेंडेंट आपके वॉलेट में पैसे डाल सकते हैं: {missing} या ज़्यादा काफ़ी है। फिर बुकिंग दोबारा भेजें।`,
    'already-booked': `{state, select, active {{isSame, select, yes {👍 आपकी गाड़ी {slot} में दर्ज है (रेफ़ {reference}); और कुछ नहीं करना है। काम हो जाने पर बस गाड़ी निकाल लें; अब तक का खर्च *status* से देखें।} other {आपकी गाड़ी पहले से {slot} में है (रेफ़ {reference}), और एक बार में एक ही स्लॉट मिलता है। गाड़ी निकालने पर पार्किंग पूरी होती है। गाड़ी आपकी नहीं है? *not me* भेजें।}}} other {{isSame, select, yes {👍 {slot} पहले से आपके लिए रखा है (रेफ़ {reference})। वहाँ गाड़ी दिखने पर बिल शुरू होगा। कब तक रखा है, यह *status* से देखें, या लौटाने के लिए *cancel* भेजें।} other {{slot} पहले से आपके पास है (रेफ़ {reference}), और एक बार में एक ही स्लॉट मिलता है। उसे लौटाने के लिए *cancel*, फिर *{again}* भेजें।}}}}`,
    'already-parked': 'आपकी गाड़ी पहले से {slot} में खड़ी है। देखने के लिए *status* भेजें; गाड़ी निकालने पर पार्किंग पूरी होती है।',
    'too-many-no-shows': `आपकी {count, plural, one {# बुकिंग} other {# बुकिंग}} काम में नहीं आईं, इसलिए नई बुकिंग {until} से पहले नहीं हो सकती। जगह जल्दी चाहिए तो अटेंडेंट से पूछें।`,
    'driver-blocked': 'इस नंबर से अभी बुकिंग नहीं हो सकती। पार्किंग पर अटेंडेंट से बात करें।',
    'tariff-missing': 'इस पार्किंग का रेट अभी तय नहीं है, इसलिए बुकिंग नहीं हो सकती। अटेंडेंट को बताएँ और बाद में कोशिश करें।',
    'no-price': 'रेट तय नहीं',

    parked: `✅ दर्ज कर लिया: आपकी गाड़ी {since} से *{slot}* में है, अब तक {cost}। रेफ़ {reference}।
काम हो जाने पर बस गाड़ी निकाल लें, बिल अपने आप आ जाएगा। गाड़ी आपकी नहीं है? *not me* भेजें।`,
    'no-car-there':
      '{slot} में कोई गाड़ी नहीं दिख रही। स्लॉट का बोर्ड देखें, और वहाँ पहुँचकर *park* के साथ उसका कोड भेजें। स्लॉट ढूँढ रहे हैं? *slots* भेजें।',
    'car-accounted-for':
      '{slot} में खड़ी गाड़ी किसी और की है। अपने स्लॉट का बोर्ड देखें और *park* के साथ उसका कोड भेजें, या अटेंडेंट से पूछें।',

    'status-none': `अभी आपकी कोई बुकिंग या गाड़ी यहाँ नहीं है। {owes, select, yes {{amount} बकाया है; अटेंडेंट आपके वॉलेट में पैसे डाल सकते हैं।} other {बैलेंस {amount} है।}} खाली स्लॉट देखने के लिए *slots* भेजें।`,
    'status-reserved': `🔵 *{slot}* आपके लिए रखा है। रेफ़ {reference}।
{isHeldToEnd, select, yes {{holdUntil} से पहले पहुँचें।} other {{holdUntil} से पहले पहुँचें; बुकिंग का अंत: {endsAt}।}} इरादा बदल गया? *cancel* भेजें।`,
    'status-active': `🔴 आपकी गाड़ी {since} से *{slot}* में है{hasDuration, select, yes { ({duration})} other {}}। रेफ़ {reference}।
अब तक {cost}; {owes, select, yes {{amount} बकाया है} other {बैलेंस {amount} है}}।
{overstay, select, yes {⚠️ आपकी बुकिंग {endsAt} पर ख़त्म हो गई; पार्किंग चल रही है और उसका बिल बन रहा है। कृपया जल्दी गाड़ी निकाल लें।} other {{endsAt} तक बुक है। काम हो जाने पर बस गाड़ी निकाल लें।}}`,

    balance: `{owes, select, yes {{amount} बकाया है। अटेंडेंट आपके वॉलेट में पैसे डाल सकते हैं।} other {💳 बैलेंस {amount} है{hasPromo, select, yes {, जिसमें {promo} वेलकम क्रेडिट है (पहले वही खर्च होता है)} other {}}। पैसे डलवाने के लिए अटेंडेंट से कहें।}} पिछली पार्किंग देखने के लिए *history* भेजें।`,

    prices: `💰 *{lot}*{isOne, select, yes {: {prices}। } other {
{prices}
}}{hasFree, select, yes {पार्किंग के पहले {free} मुफ़्त हैं। } other {}}{hasGrace, select, yes {{grace} तक की पार्किंग मुफ़्त है। } other {}}{hasCap, select, yes {एक दिन के ज़्यादा से ज़्यादा {cap}। } other {}}{hasStayCap, select, yes {एक पार्किंग के ज़्यादा से ज़्यादा {stayCap}। } other {}}{hasServices, select, yes {सर्विस: {services}। } other {}}पैसे गाड़ी निकालने पर आपके वॉलेट से कटते हैं। खाली स्लॉट देखने के लिए *slots* भेजें।`,
    'prices.rate': '• {hasName, select, yes {{name} ({when})} other {{when}}}: {price}',
    'prices.otherwise': 'बाकी समय',
    'prices.band':
      '{hasDays, select, yes {{days}{isAllDay, select, yes {} other { }}} other {}}{isAllDay, select, yes {} other {{from}–{to}}}',
    'prices.flat': '{per, select, day {{amount} प्रति दिन} other {एकमुश्त {amount}}}',
    'prices.step':
      '{isLimited, select, yes {पहले {length}: } other {}}{isFree, select, yes {मुफ़्त} other {{rate} प्रति घंटा, {step} के हिसाब से}}',
    'prices.then': '{first}, फिर {rest}',
    'prices.service': '{name} {price}',
    pay: `💳 अलग से कुछ नहीं देना है: गाड़ी निकालने पर पैसे वॉलेट से अपने आप कट जाते हैं। {owes, select, yes {{amount} बकाया है; अटेंडेंट आपके वॉलेट में पैसे डाल सकते हैं।} other {बैलेंस {amount} है। पैसे डलवाने के लिए अटेंडेंट से कहें।}}`,
    leave: `👋 बस गाड़ी निकाल लें: {slot} की पार्किंग अपने आप पूरी हो जाएगी और बिल यहीं आएगा: अब तक {cost}। अगर निकलने पर किसी को पता न चले, तो *left* भेजें।`,

    'with-ahead': `{text}
📅 {count, plural, one {आगे की बुकिंग:} other {आगे की बुकिंग:}}
{lines}`,
    'ahead-line': '• {slot} · {span} · {reference}',
    cancelled:
      '✅ कैंसल हो गया: {slot} लौटा दिया गया (रेफ़ {reference})।{hasFee, select, yes { {fee} फ़ीस लगी।} other {}} दूसरा बुक करने के लिए *slots* भेजें।',
    'cancel-asked': `{slot} की {start} वाली बुकिंग (रेफ़ {reference}) कैंसल करें? {hasFee, select, yes {अभी इसकी फ़ीस {fee} लगेगी।} other {इसका कुछ नहीं लगेगा।}} कैंसल करने के लिए *yes* (हाँ), रखने के लिए *no* (नहीं) भेजें।`,
    'how-long': `{unclear, select, end {ख़त्म होने का नया समय तय नहीं हो सकता: *extend* बुकिंग में समय जोड़ता है और *shorten* घटाता है। } long {यह एक हफ़्ते से ज़्यादा है, जो बहुत लंबा है। } other {}}कितनी देर? मिनटों के लिए जैसे *{verb} 30*, या घंटों के लिए *{verb} 2h* भेजें। अभी कुछ बदला नहीं है।`,
    'nothing-to-change': 'आपकी ऐसी कोई बुकिंग नहीं है जो बदली जा सके। अपनी स्थिति देखने के लिए *status* भेजें।',
    'booking-changed': `✅ {isParked, select, yes {*{slot}* की आपकी बुकिंग (रेफ़ {reference}) का नया अंत: {end}। पैसे सिर्फ़ उतने समय के लगेंगे जितना आप रुकेंगे।} other {आपकी बुकिंग अब *{slot}* है: {span}। रेफ़ {reference}।}} देखने के लिए *status* भेजें।`,
    'move-too-late':
      'आपकी गाड़ी पहले से {slot} में है, इसलिए बुकिंग वहीं रहेगी। गाड़ी निकालकर पार्किंग पूरी करें, फिर दूसरा स्लॉट बुक करें: *slots* भेजें।',
    'extend-blocked': `🔵 {slot} {until} से किसी और के लिए बुक है। {hasRoom, select, yes {आपकी बुकिंग तब तक चल सकती है: *extend* के साथ कम समय भेजें।} other {आपकी बुकिंग का अंत पहले जैसा है: {end}; देखने के लिए *status* भेजें।}}`,
    'nothing-to-cancel': 'कैंसल करने के लिए आपकी कोई बुकिंग नहीं है। खाली स्लॉट देखने के लिए *slots* भेजें।',
    'reference-unknown':
      'आपकी {reference} नाम की कोई बुकिंग नहीं है। अपनी बुकिंग देखने के लिए *status*, या अभी वाली लौटाने के लिए *cancel* भेजें।',
    'cancel-too-late':
      'आपकी गाड़ी पहले से {slot} में है, इसलिए कैंसल करने को कुछ नहीं है: गाड़ी निकालने पर पार्किंग पूरी होती है। गाड़ी आपकी नहीं है? *not me* भेजें।',

    'history.none': 'अभी कोई पार्किंग नहीं हुई। खाली स्लॉट देखने और पहली बुकिंग करने के लिए *slots* भेजें।',
    history: `🧾 आपकी पिछली पार्किंग:
{lines}
पिछले बिल में कुछ ग़लत है? *dispute* और साथ में बात लिखकर भेजें। वॉलेट के लिए *balance* भेजें।`,
    'history-line': `• {date} · {slot} · {outcome, select, cancelled {कैंसल} expired {काम में नहीं आई} other {{hasDuration, select, yes {{duration}} other {पार्किंग}}}}{hasAmount, select, yes { · {amount}} other {}}{hasReference, select, yes { · {reference}} other {}}`,

    'not-me-done': `धन्यवाद। उस गाड़ी के पैसे आपको नहीं देने हैं, और {isHeld, select, yes {{slot} अब भी {holdUntil} तक आपके लिए रखा है} other {आपकी बुकिंग ख़त्म हो गई है}}। अटेंडेंट को बता दिया गया है। अभी दूसरा स्लॉट चाहिए तो *slots* भेजें।`,
    'not-me-returned': `धन्यवाद। {slot} की पार्किंग, {span}, आपके खाते से हटा दी गई: {isCharged, select, yes {{returned} आपके वॉलेट में वापस आ गए} other {उसका कुछ लगा नहीं था}}। {owes, select, yes {{amount} बकाया है।} other {बैलेंस {amount} है।}}
{isHeld, select, yes {{slot} फिर से {holdUntil} तक आपके लिए रखा है; ज़रूरत न हो तो *cancel* भेजें।} other {आपकी बुकिंग ख़त्म हो गई है और उसका कुछ नहीं लगेगा।}} अटेंडेंट को बता दिया गया है।`,
    'not-me-limit': `आप {days, number} दिनों में {count, plural, one {# बार} other {# बार}} बिल के बाद *not me* भेज चुके हैं, इसलिए {slot} का बिल हम ख़ुद नहीं हटा सकते। अटेंडेंट से पूछें, वे देख सकते हैं कि गाड़ी किसकी थी।`,
    'not-me-nothing':
      'सुधारने को कुछ नहीं है: आपके खाते में कोई गाड़ी नहीं है, और पिछले 24 घंटों में आपकी कोई पार्किंग पूरी नहीं हुई। बिल ग़लत है? अटेंडेंट से पूछें। अपनी बुकिंग *status* से देखें।',
    'left-done': `👋 {slot} की पार्किंग पूरी हुई: {duration}, {isCharged, select, yes {{charge}} other {कुछ नहीं लगा}}। {owes, select, yes {{amount} बकाया है; अटेंडेंट आपके वॉलेट में पैसे डाल सकते हैं।} other {बैलेंस {amount} है।}} पिछली पार्किंग देखने के लिए *history* भेजें।`,
    'left-nothing': 'आपकी कोई पार्किंग चालू नहीं है। बुकिंग देखने के लिए *status*, या पिछली पार्किंग के लिए *history* भेजें।',
    'left-still-seen':
      'सेंसर को {slot} में अब भी गाड़ी दिख रही है। गाड़ी निकालने पर पार्किंग अपने आप पूरी हो जाती है। निकाल चुके हैं, तो अटेंडेंट से पूछें।',

    'too-many-messages':
      'इतने संदेश हम एक साथ नहीं पढ़ पाते। एक मिनट चुप रहेंगे; आपकी बुकिंग या पार्किंग चलती रहती है। उसके बाद *status* भेजें।',
    'text-too-long':
      'यह {limit, number} अक्षरों से ज़्यादा है, बहुत लंबा है। एक छोटी कमांड भेजें, जैसे *slots* या *book A*. सभी कमांड *help* से देखें।',
    'no-text': 'यहाँ सिर्फ़ टेक्स्ट पढ़ा जा सकता है। खाली स्लॉट देखने के लिए *slots*, या सभी कमांड के लिए *help* भेजें।',
    'try-again': 'माफ़ कीजिए, अभी यह पूरा नहीं हो पाया। एक मिनट बाद फिर भेजें; अपनी स्थिति *status* से देखें।',
  },
};
