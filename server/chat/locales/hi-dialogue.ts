import type { DialogueMessages } from '../dialogue/dialogue-messages.ts';

/** The Hindi texts of menus and step-by-step dialogues. */
export const hiDialogue: Readonly<Record<keyof DialogueMessages, string>> = {
  'ask.name': 'आपका नाम क्या है?',
  'ask.phone': 'हम आपसे किस नंबर पर बात करें? कृपया देश के कोड के साथ लिखें: +919812345678.',
  'ask.plate': 'आपकी गाड़ी का नंबर क्या है?{isOptional, select, yes { छोड़ने के लिए *no* भेजें।} other {}}',
  'ask.lot': 'कौन सी पार्किंग? आप अपनी लोकेशन भी भेज सकते हैं।',
  'ask.slot': '*{lot}* में कौन सा स्लॉट?',
  'ask.day': 'कब के लिए?',
  'ask.time': '{day} को कितने बजे? जैसे 17:30 या शाम 5 बजे।',
  'ask.length': 'कितनी देर के लिए? जैसे 2 घंटे या 90 मिनट।',
  'ask.add-ons': 'साथ में कोई सेवा चाहिए? एक से ज़्यादा भी: 1,2.',
  'ask.notes': 'अटेंडेंट को कुछ बताना है? एक लाइन में लिखें, या *no* भेजें।',
  'ask.message': `{hasMiss, select, yes {{miss}
} other {}}{question}{hasLines, select, yes {
{lines}} other {}}{offersPerson, select, yes {
दिक्कत हो रही है? *agent* भेजें, कोई व्यक्ति मदद करेगा।} other {}}
*back* पीछे · *cancel* रद्द · *help* मदद`,
  'ask.line': '{number}. {label}',
  'ask.bullet': '• {label}',
  'miss.unclear': 'माफ़ कीजिए, मैं समझ नहीं पाया।',
  'miss.past': 'वह समय निकल चुका है।',
  'miss.closed': 'उस समय {lot} बंद है। खुलने का समय देखने के लिए *hours* भेजें।',
  'miss.too-far': 'बुकिंग {most, plural, other {# दिन}} आगे तक ली जाती है।',
  'miss.too-short': 'बुकिंग कम से कम {most, plural, other {# मिनट}} की होती है।',
  'miss.too-long': 'बुकिंग ज़्यादा से ज़्यादा {most, plural, other {# मिनट}} की होती है।',
  'miss.slot-unknown': '{lot} में ऐसा कोई स्लॉट नहीं है।',
  'miss.slot-taken': 'वह स्लॉट उस समय खाली नहीं है।',
  'miss.lot-unknown': 'ऐसी कोई पार्किंग नहीं है।',
  'miss.phone-invalid': 'यह देश के कोड वाला फ़ोन नंबर नहीं है।',
  'miss.plate-invalid': 'गाड़ी के नंबर में 2 से 12 अक्षर और अंक होते हैं।',
  'miss.number-unknown': 'सूची में ऐसा कोई नंबर नहीं है।',
  'choice.any-slot': 'कोई भी खाली स्लॉट',
  'choice.lot': '{name} – {free, plural, =0 {भरी हुई} other {# खाली}}{hasDistance, select, yes {, {distance}} other {}}',
  'choice.now': 'अभी',
  'choice.today': 'आज, {date}',
  'choice.tomorrow': 'कल, {date}',
  'choice.add-on': '{name} ({price})',
  'choice.none': 'नहीं',
  'distance.meters': '{meters, number} मी दूर',
  'distance.kilometers': '{kilometers} किमी दूर',
  'booking-summary': `{isAgain, select, yes {कृपया *yes* या *no* में जवाब दें।
} other {}}📋 *{lot}* में *{slot}*
🕑 {isNow, select, yes {अभी, } other {}}{span}{hasAddOns, select, yes {
➕ {addOns}} other {}}{hasPlate, select, yes {
🚗 {plate}} other {}}{hasNotes, select, yes {
📝 {notes}} other {}}
💰 पूरे समय का {price}{hasDeposit, select, yes {; तब तक आपके वॉलेट से {deposit} रोका जाएगा} other {}}।{hasFee, select, yes { {freeUntil} तक रद्द करना निःशुल्क।} other {}}
क्या बुक कर दूँ? हाँ के लिए *yes*, नहीं के लिए *no* (या *back*)`,
  'dialogue-help': `मैं एक-एक करके पूछता हूँ और आपके हाँ कहने से पहले कुछ बुक नहीं करता। *back* पिछले सवाल पर जाता है, *cancel* रोकता है, *menu* मेनू दिखाता है, *agent* किसी व्यक्ति को बुलाता है।

{question}`,
  'dialogue-left.booking': '👍 रोक दिया; कुछ बुक नहीं हुआ। मैं क्या कर सकता हूँ, यह देखने के लिए *menu* भेजें।',
  'dialogue-left.problem': '👍 रोक दिया; कुछ दर्ज नहीं हुआ। मैं क्या कर सकता हूँ, यह देखने के लिए *menu* भेजें।',
  'still-asking': `{answer}

↩️ {question}`,
  'started-afresh': `_पिछली बातचीत खत्म हो गई: आधे घंटे से कोई संदेश नहीं आया।_

{answer}`,
  'page.bookings': `🗓️ मेरी बुकिंग
1. मौजूदा बुकिंग या पार्किंग
2. आने वाली
3. हाल की
4. पिछली रसीद
5. बुकिंग रद्द करें
6. पीछे
नंबर भेजें, या *menu*.`,
  'page.availability': `🅿️ *{lot}* में खाली जगह
1. अभी
2. आज
3. इस हफ़्ते
4. दाम
5. पीछे
नंबर भेजें, या *menu*.`,
  'page.wallet': `💳 वॉलेट
1. बैलेंस
2. टॉप-अप
3. पिछली रसीद
4. मेरा बिल कैसे बना
5. पीछे
नंबर भेजें, या *menu*.`,
  'page.problems': `🛠️ समस्याएँ
1. समस्या बताएँ
2. मेरी शिकायतें
3. मेरा बिल गलत है
4. मेरे स्लॉट की गाड़ी मेरी नहीं है
5. पीछे
नंबर भेजें, या *menu*.`,
  'page.help': `🙋 {lot}: मदद
1. सवाल और संपर्क
2. खुलने का समय
3. कोई व्यक्ति
4. मैं जो कुछ समझता हूँ
5. English / हिंदी
6. पीछे
नंबर भेजें, या *menu*.`,
  availability: `🅿️ *{lot}*, {span}: {free, plural, =0 {कुछ खाली नहीं है।} other {{total} में से # खाली: {codes}।}}{hasPrice, select, yes {{free, plural, =0 {} other { पूरे समय का {price}.}}} other {}}{free, plural, =0 { स्लॉट खाली होने की सूचना के लिए *wait* भेजें।} other { बुक करने के लिए *{example}* भेजें।}}`,
  'availability-days': `🅿️ *{lot}*, पूरे दिन खाली:
{lines}
भेजें, जैसे *book any tomorrow 5pm 2h*.`,
  'availability-day': '• {date}: {isClosed, select, yes {बंद} other {{total, number} में से {free, number}}}',
  upcoming: `{count, plural, =0 {आगे की आपकी कोई बुकिंग नहीं है। करने के लिए *book any tomorrow 5pm 2h* भेजें, या *menu*.} other {🗓️ आगे की आपकी बुकिंग:
{lines}
वापस करने के लिए *cancel* और रेफ़रेंस भेजें, या *menu*.}}`,
  'upcoming-line': '• {lot} में *{slot}*, {span}. रेफ़ {reference}',
  hours: `🕑 *{lot}* {isAlways, select, yes {दिन-रात खुली रहती है।} other {अभी {isOpen, select, yes {खुली} other {बंद}} है।
{lines}}} खाली जगह के लिए *slots* भेजें।`,
  'hours-line':
    '• {isDaily, select, yes {हर दिन} other {{days}}}: {isWhole, select, yes {दिन-रात} other {{from} – {to}}}',
  faq: `{count, plural, =0 {ℹ️ *{lot}*} other {ℹ️ *{lot}*
{lines}}}{hasContact, select, yes {
☎️ {contact}} other {
☎️ पार्किंग पर अटेंडेंट मदद करेंगे।}}
भेजें: *hours*, *agent* या *menu*.`,
  'faq-line': `*{question}*
{answer}`,
  person: `🙋 {lot} में कोई व्यक्ति आपकी मदद करेगा{hasContact, select, yes {: {contact}} other {: कृपया पार्किंग पर अटेंडेंट से बात करें}}। यहाँ आगे बढ़ने के लिए *menu* भेजें।`,
  'problem-asked': `{isAgain, select, yes {मुझे कुछ शब्द या एक फ़ोटो चाहिए। } other {}}{lot} में क्या समस्या है? एक संदेश में लिखें, या फ़ोटो भेजें।
*back* पीछे · *cancel* रद्द`,
  'problem-noted': `📝 धन्यवाद: आपकी शिकायत का नंबर *{number}* है{hasMedia, select, yes {, आपकी फ़ोटो के साथ} other {}}। अटेंडेंट इस पर काम करेंगे, और आपको यहीं बताया जाएगा। स्थिति देखने के लिए *reports* भेजें।`,
  'problem-list': `{count, plural, =0 {आपने कोई शिकायत नहीं की है। समस्या बताने के लिए *report* भेजें।} other {🛠️ आपकी शिकायतें:
{lines}
और बताने के लिए *report* भेजें।}}`,
  'problem-line': `• {number}, {date}, {state, select, open {प्रतीक्षा में} working {काम चल रहा है} other {हल हुई}}: {words}{hasAnswer, select, yes {
↳ {answer}} other {}}`,
  'problem-changed': `🛠️ आपकी शिकायत {number} {state, select, open {फिर खुल गई है} working {पर काम चल रहा है} other {हल हो गई है}}।{hasAnswer, select, yes { {answer}} other {}} सब देखने के लिए *reports* भेजें।`,
  'nearest-lots': `{count, plural, =0 {मुझे नहीं पता कि हमारी पार्किंग कहाँ हैं। कृपया किसी एक का नाम भेजें, या *menu*.} other {📍 आपके सबसे पास:
{lines}
कौन सी? बाकी सब के लिए *menu*.}}`,
  'command.book': 'book {slot}',
  'media-unread':
    'माफ़ कीजिए, मैं यहाँ केवल लिखा हुआ पढ़ सकता हूँ। मैं क्या कर सकता हूँ, यह देखने के लिए *menu*, या फ़ोटो के साथ समस्या बताने के लिए *report* भेजें।',
};
