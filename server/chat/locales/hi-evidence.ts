import type { EvidenceMessages } from './evidence-messages.ts';

/** The Hindi texts about the evidence behind bills, and about disputes. */
export const hiEvidence: Readonly<Record<keyof EvidenceMessages, string>> = {
  why: `🧾 {slot}, {span}: {isOpen, select, yes {अब तक {amount}} other {{amount}}}{isRefunded, select, yes {, जिसमें से {refunded} वापस किया गया} other {}}।
{lines}
{seen}{isCorrected, select, yes {
बाद में जो पता चला, उससे बिल सुधारा गया।} other {}}{isCut, select, yes {
यह पूरा नहीं है: बाकी अटेंडेंट दिखा सकते हैं{hasReference, select, yes {, रेफ़ {reference}} other {}}।} other {}}
{isOpen, select, yes {काम होने पर बस चले जाएँ; *status* अब तक का खर्च दिखाता है।} other {{dispute, select, none {सही नहीं? *dispute* और कारण भेजें।} open {इस बिल का मामला {number} खुला है; अटेंडेंट फ़ैसला करेंगे।} refunded {इस बिल के मामले {number} का फ़ैसला हुआ: पैसे वापस दिए गए। अटेंडेंट से पूछ सकते हैं।} rejected {इस बिल के मामले {number} का फ़ैसला हुआ: बिल सही है। अटेंडेंट से पूछ सकते हैं।} other {कोई सवाल? अटेंडेंट से पूछें।}}}}`,
  'why-line': `• {span}: {kind, select, unseen {स्लॉट किसी ने नहीं देखा, बिल नहीं} grace {छोटी पार्किंग, निःशुल्क} free {निःशुल्क मिनट} day {दिन की सीमा {amount}} stay {एक पार्किंग की सीमा {amount}} other {{hasName, select, yes {{name} {amount}} other {{amount}}}}}{hasNotes, select, yes { ({notes})} other {}}`,
  'why-sold': '{count, number} × {unit}, {rate} प्रति घंटा',
  'why-checked': 'अटेंडेंट ने देखा',
  'why-out-of-touch': 'कुछ समय सेंसर से संपर्क नहीं था',
  'why-came': `{isInitial, select, yes {सेंसर को वहाँ {at} पर मिली} other {{by, select, sensor {{at} पर आई, सेंसर ने देखी} other {{at} पर आई, अटेंडेंट ने देखी}}}}{isLate, select, yes {; हमें {learned} पर पता चला} other {}}।`,
  'why-left': `{by, select, sensor {{at} पर गई, सेंसर ने देखी} driver {{at} पर गई, जैसा आपने बताया} other {{at} पर गई, अटेंडेंट ने दर्ज की}}{isLate, select, yes {; हमें {learned} पर पता चला} other {}}।`,
  'why-ended': 'आखिरी बार {at} पर दिखी; बिल तब तक का है।',
  'why-silent': '{at} से स्लॉट किसी को नहीं दिखा: खर्च रुका हुआ है।',
  'why-fee': `🧾 {slot} (रेफ़ {reference}): {why, select, cancel {देर से रद्द} other {इस्तेमाल नहीं}}, {amount}{isCaptured, select, yes {, जिसमें से {captured} जमा से लिया गया} other {}}{isRefunded, select, yes {; {refunded} वापस किया गया} other {}}।
{booked} पर बुक, {starts} के लिए; {why, select, cancel {{ended} पर रद्द} other {{ended} तक रखा गया, और आपकी कोई गाड़ी नहीं दिखी}}।{hasRule, select, yes {
{why, select, cancel {{freeUntil} तक रद्द करना निःशुल्क था; उसके बाद यह शुल्क लगता है।} other {जो बुकिंग न इस्तेमाल हो, न रद्द, उस पर यह शुल्क लगता है।}}} other {}}
सही नहीं? अटेंडेंट से पूछें। *history* आपकी बुकिंग दिखाता है।`,
  'why-nothing': 'अभी तक आपकी कोई पार्किंग नहीं है, इसलिए समझाने को कोई बिल नहीं। खाली जगह देखने के लिए *slots* भेजें।',
  'dispute-opened': `📝 दर्ज हुआ: {date} को {slot} के आपके {amount} के बिल का मामला {number}. अटेंडेंट देखेंगे कि सेंसर ने क्या देखा और फ़ैसला करेंगे; आपको यहीं बताया जाएगा। {asksReason, select, yes {क्या गलत है? अभी एक लाइन में लिखें, वह जुड़ जाएगा। *status* आपकी स्थिति दिखाता है।} other {कुछ जोड़ने के लिए *dispute* और बात भेजें।}}`,
  'dispute-refunded': `✅ {date} को {slot} के {charge} आपके वॉलेट में वापस आ गए (मामला {number})। {owes, select, yes {आप पर {amount} बाकी है।} other {बैलेंस {amount}.}} बताने के लिए धन्यवाद; जगह चाहिए हो तो *slots* भेजें।`,
  'dispute-already': `{state, select, open {{date} को {slot} के बिल का मामला {number} खुला है; अटेंडेंट फ़ैसला करेंगे और आपको यहीं बताया जाएगा। {asksReason, select, yes {कुछ जोड़ना है? अभी एक लाइन में लिखें।} other {कुछ जोड़ने के लिए *dispute* और बात भेजें।}}} refunded {{date} को {slot} के बिल के मामले {number} का फ़ैसला हुआ: पैसे वापस दिए गए। कोई सवाल हो तो अटेंडेंट से पूछें।} other {{date} को {slot} के बिल के मामले {number} का फ़ैसला हुआ: बिल सही है। कोई सवाल हो तो अटेंडेंट से पूछें।}} *status* आपकी स्थिति दिखाता है।`,
  'dispute-noted': `📝 {date} को {slot} के बिल के मामले {number} में जोड़ा गया{isCut, select, yes {, जितनी जगह थी। बाकी कृपया अटेंडेंट को बताएँ} other {}}। अटेंडेंट फ़ैसला करेंगे, और आपको यहीं बताया जाएगा। अपनी स्थिति के लिए *status* भेजें।`,
  'dispute-too-many': `{limit, plural, =0 {इस पार्किंग में चैट से मामले नहीं लिए जाते।} other {आप 30 दिनों में # मामले खोल सकते हैं।}} कृपया इस बिल के बारे में अटेंडेंट से बात करें। *history* आपकी पार्किंग दिखाता है।`,
  'dispute-not-over': 'आपकी पार्किंग अभी खत्म नहीं हुई, इसलिए कोई बिल नहीं है। अब तक का खर्च और उसका आधार देखने के लिए *why* भेजें।',
  'dispute-nothing': 'आपका कोई ऐसा बिल नहीं है जिसमें कुछ लिया गया हो। पार्किंग देखने के लिए *history* भेजें।',
  'dispute-decided': `📝 {charge} के आपके बिल का मामला {number}: {isRefunded, select, yes {{refunded} आपके वॉलेट में वापस आ गया।} other {बिल सही है।}} कारण: {reason}
{owes, select, yes {आप पर {amount} बाकी है।} other {बैलेंस {amount}.}} कोई सवाल? अटेंडेंट से पूछें, या *why* भेजें।`,
};
