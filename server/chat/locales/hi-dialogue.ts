import type { DialogueMessages } from '../dialogue/dialogue-messages.ts';

/** The Hindi texts of menus and step-by-step dialogues. */
export const hiDialogue: Readonly<Record<keyof DialogueMessages, string>> = {
  'ask.name': 'आपका नाम क्या है?',
  'ask.phone': 'आपसे किस नंबर पर बात हो सकती है? देश के कोड के साथ लिखें: +919812345678',
  'ask.plate': 'आपकी गाड़ी का नंबर क्या है?{isOptional, select, yes { न बताना हो तो *no* भेजें।} other {}}',
  'ask.lot': 'कौन सी पार्किंग? आप अपनी लोकेशन भी भेज सकते हैं।',
  'ask.slot': '*{lot}* में कौन सा स्लॉट?',
  'ask.day': 'कब के लिए?',
  'ask.time': '{day} को कितने बजे? जैसे 17:30 या 5pm.',
  'ask.length': 'कितनी देर के लिए? जैसे 2h या 90 min.',
  'ask.add-ons': 'साथ में कोई सर्विस चाहिए? एक से ज़्यादा भी चुन सकते हैं: 1,2.',
  'ask.notes': 'अटेंडेंट को कुछ बताना है? एक लाइन में लिखें, या *no* भेजें।',
  'ask.message': `{hasMiss, select, yes {{miss}
} other {}}{question}{hasLines, select, yes {
{lines}} other {}}{offersPerson, select, yes {
बात नहीं बन रही? *agent* भेजें, कोई आपकी मदद करेगा।} other {}}
*back* – पीछे · *cancel* – रद्द · *help* – मदद`,
  'ask.line': '{number}. {label}',
  'ask.bullet': '• {label}',
  'miss.unclear': 'माफ़ कीजिए, यह समझ नहीं आया।',
  'miss.past': 'वह समय निकल चुका है।',
  'miss.closed': 'उस समय {lot} बंद रहती है। खुलने का समय देखने के लिए *hours* भेजें।',
  'miss.too-far': 'बुकिंग ज़्यादा से ज़्यादा {most, plural, one {# दिन} other {# दिन}} पहले हो सकती है।',
  'miss.too-short': 'बुकिंग कम से कम {most, plural, one {# मिनट} other {# मिनट}} की होती है।',
  'miss.too-long': 'बुकिंग ज़्यादा से ज़्यादा {most, plural, one {# मिनट} other {# मिनट}} की होती है।',
  'miss.slot-unknown': '{lot} में ऐसा कोई स्लॉट नहीं है।',
  'miss.slot-taken': 'वह स्लॉट उस समय खाली नहीं है।',
  'miss.full': 'उस समय इतनी देर के लिए कोई स्लॉट खाली नहीं है। उस दिन इन समयों पर मिल सकता है:',
  'miss.lot-unknown': 'ऐसी कोई पार्किंग नहीं है।',
  'miss.phone-invalid': 'यह देश के कोड वाला फ़ोन नंबर नहीं है।',
  'miss.plate-invalid': 'गाड़ी के नंबर में 2 से 12 अक्षर और अंक होते हैं।',
  'miss.number-unknown': 'सूची में ऐसा कोई नंबर नहीं है।',
  'choice.any-slot': 'कोई भी खाली स्लॉट',
  'choice.slot-at': '{slot}, {time} बजे',
  'choice.lot':
    '{name} – {free, plural, =0 {पूरी भरी} other {# खाली}}{hasDistance, select, yes {, {distance}} other {}}',
  'choice.now': 'अभी',
  'choice.today': 'आज, {date}',
  'choice.tomorrow': 'कल, {date}',
  'choice.add-on': '{name} ({price})',
  'choice.none': 'नहीं',
  'distance.meters': '{meters, number} मी दूर',
  'distance.kilometers': '{kilometers} किमी दूर',
  'booking-summary': `{isAgain, select, yes {कृपया *yes* या *no* में जवाब दें।
} other {}}{isRepriced, select, yes {रेट बदल गया है।
} other {}}📋 *{lot}* में *{slot}*
🕑 {isNow, select, yes {अभी से, } other {}}{span}{hasAddOns, select, yes {
➕ {addOns}} other {}}{hasPlate, select, yes {
🚗 {plate}} other {}}{hasNotes, select, yes {
📝 {notes}} other {}}
💰 पूरे समय के {price}{hasDeposit, select, yes {; तब तक {deposit} आपके वॉलेट से डिपॉज़िट रहेंगे} other {}}।{hasFee, select, yes { {freeUntil} तक मुफ़्त कैंसल कर सकते हैं।} other {}}
बुक कर दें? *yes* (हाँ) या *no* (नहीं), या *back* (पीछे)`,
  'dialogue-help': `हम एक-एक करके पूछते हैं, और आपके हाँ कहने तक कुछ बुक नहीं होता। *back* से पिछला सवाल, *cancel* से रद्द, *menu* से मेनू, *agent* से किसी से बात।

{question}`,
  'dialogue-left.booking': '👍 रोक दिया; कुछ बुक नहीं हुआ। मेनू देखने के लिए *menu* भेजें।',
  'dialogue-left.problem': '👍 रोक दिया; कुछ दर्ज नहीं हुआ। मेनू देखने के लिए *menu* भेजें।',
  'still-asking': `{answer}

↩️ {question}`,
  'not-an-answer': `यह कोई स्लॉट नहीं लगता। {answer}{offersPerson, select, yes {
बात नहीं बन रही? *agent* भेजें, कोई आपकी मदद करेगा; छोड़ने के लिए *cancel*।} other {}}`,
  'started-afresh': `_पिछली बातचीत ख़त्म हो गई: आधे घंटे से कोई मैसेज नहीं आया था।_

{answer}`,
  'page.bookings': `🗓️ *मेरी बुकिंग*
1. अभी की बुकिंग या पार्किंग
2. आने वाली
3. पिछली
4. आख़िरी रसीद
5. बुकिंग कैंसल करें
6. पीछे`,
  'page.availability': `🅿️ *{lot} में खाली*
1. अभी
2. आज
3. इस हफ़्ते
4. रेट
5. पीछे`,
  'page.wallet': `💳 *वॉलेट*
1. बैलेंस
2. पैसे डालें
3. आख़िरी रसीद
4. मेरे बिल का हिसाब
5. पीछे`,
  'page.problems': `🛠️ *समस्याएँ*
1. समस्या बताएँ
2. मेरी शिकायतें
3. मेरा बिल ग़लत है
4. मेरे स्लॉट में खड़ी गाड़ी मेरी नहीं है
5. पीछे`,
  'page.help': `🙋 *{lot} में मदद*
1. सवाल-जवाब और संपर्क
2. खुलने का समय
3. किसी से बात
4. सभी कमांड
5. भाषा · Language
6. पीछे`,
  availability: `🅿️ *{lot}*, {span}: {free, plural, =0 {कुछ भी खाली नहीं है।} other {{total} में से # खाली: {codes}।}}{hasPrice, select, yes {{free, plural, =0 {} other { पूरे समय के {price} लगेंगे।}}} other {}}{free, plural, =0 {{isNow, select, yes { *wait* भेजें, स्लॉट खाली होते ही बता देंगे।} other { बाकी दिन देखने के लिए *free this week* भेजें।}}} other { बुक करने के लिए *{example}* भेजें।}}`,
  'availability-days': `🅿️ *{lot}*, पूरे दिन खाली:
{lines}
जैसे *{example}* भेजें।`,
  'availability-day': '• {date}: {isClosed, select, yes {बंद} other {{total, number} में से {free, number}}}',
  upcoming: `{count, plural, =0 {आगे की कोई बुकिंग नहीं है। करने के लिए *book any tomorrow 5pm 2h* भेजें, या *menu*.} other {🗓️ आपकी आगे की बुकिंग:
{lines}
कैंसल करने के लिए *cancel* और रेफ़ भेजें, या *menu*.}}`,
  'upcoming-line': '• {lot} में *{slot}*, {span}। रेफ़ {reference}',
  hours: `🕑 *{lot}* {isAlways, select, yes {दिन-रात खुली है।} other {अभी {isOpen, select, yes {खुली} other {बंद}} है।
{lines}}}`,
  'hours-line': '• {isDaily, select, yes {रोज़} other {{days}}}: {isWhole, select, yes {दिन-रात} other {{from} – {to}}}',
  faq: `{count, plural, =0 {ℹ️ *{lot}*} other {ℹ️ *{lot}*
{lines}}}{hasContact, select, yes {
☎️ संपर्क: {contact}} other {
☎️ पार्किंग पर अटेंडेंट मदद करेंगे।}}
*hours* (समय), *agent* (किसी से बात) या *menu* (मेनू) भेजें।`,
  'faq-line': `*{question}*
{answer}`,
  person: `🙋 {lot} में आपकी मदद के लिए{hasContact, select, yes {: {contact}} other { पार्किंग पर अटेंडेंट से बात करें}}। यहाँ आगे बढ़ने के लिए *menu* भेजें।`,
  'problem-asked': `{isAgain, select, yes {कुछ शब्द या एक फ़ोटो चाहिए। } other {}}{lot} में क्या समस्या है? एक मैसेज में लिखें, या फ़ोटो भेजें।
*back* – पीछे · *cancel* – रद्द`,
  'problem-noted': `📝 धन्यवाद: आपकी शिकायत *{number}* दर्ज हो गई{hasMedia, select, yes {, फ़ोटो के साथ} other {}}। अटेंडेंट इस पर काम करेंगे और आपको यहीं बताया जाएगा। स्थिति देखने के लिए *reports* भेजें।`,
  'problem-list': `{count, plural, =0 {आपने अब तक कोई शिकायत नहीं की है। समस्या बताने के लिए *report* भेजें।} other {🛠️ आपकी शिकायतें:
{lines}
और बताने के लिए *report* भेजें।}}`,
  'problem-line': `• {number}, {date}, {state, select, open {बाकी} working {काम चल रहा है} other {हल}}: {words}{hasAnswer, select, yes {
↳ {answer}} other {}}`,
  'problem-changed': `🛠️ आपकी शिकायत {number}: {state, select, open {फिर से खोली गई} working {काम चल रहा है} other {हल हो गई}}।{hasAnswer, select, yes { {answer}} other {}} सभी देखने के लिए *reports* भेजें।`,
  'nearest-lots': `{count, plural, =0 {हमें नहीं पता कि हमारी पार्किंग कहाँ हैं। किसी का नाम भेजें, या *menu*.} other {📍 आपके सबसे पास:
{lines}
कौन सी? बाकी सब के लिए *menu*.}}`,
  'command.book': 'book {slot}',
  'command.book-any': 'book any tomorrow 5pm 2h',
  'command.book-at': 'book {slot} {day} {time}',
  silence: `{isOn, select, yes {🔕 अब याद दिलाने वाले मैसेज नहीं आएँगे। जिसमें पैसे लगते हैं वह फिर भी बताया जाएगा, और आपके सवालों के जवाब मिलेंगे। फिर से शुरू करने के लिए *start* भेजें।} other {🔔 याद दिलाने वाले मैसेज फिर से आएँगे। ज़्यादा लगें तो *stop* भेजें, या *menu*.}}`,
  'media-unread':
    'माफ़ कीजिए, यहाँ सिर्फ़ टेक्स्ट पढ़ा जा सकता है। मेनू के लिए *menu* भेजें, या फ़ोटो के साथ समस्या बताने के लिए *report*.',
};
