import type { EvidenceMessages } from './evidence-messages.ts';

/** The Hindi texts about the evidence behind bills, and about disputes. */
export const hiEvidence: Readonly<Record<keyof EvidenceMessages, string>> = {
  why: `🧾 {slot}, {span}: {isOpen, select, yes {अब तक {amount}} other {{amount}}}{isRefunded, select, yes {, जिसमें से {refunded} लौटाए गए} other {}}।
{lines}
{seen}{isCorrected, select, yes {
बाद में मिली जानकारी से बिल सुधारा गया।} other {}}{isCut, select, yes {
यह पूरा नहीं है: बाकी अटेंडेंट आपको दिखा सकते हैं{hasReference, select, yes { (रेफ़ {reference})} other {}}।} other {}}
{isOpen, select, yes {काम हो जाने पर बस गाड़ी निकाल लें।} other {{dispute, select, none {ठीक नहीं है? *dispute* और साथ में बात लिखकर भेजें।} open {इस बिल पर केस {number} खुला है; फ़ैसला अटेंडेंट करेंगे।} refunded {इस बिल के केस {number} का फ़ैसला हो गया: पैसे लौटाए गए।} rejected {इस बिल के केस {number} का फ़ैसला हो गया: बिल सही है।} other {कोई सवाल? अटेंडेंट से पूछें।}}}}`,
  'why-line': `• {span}: {kind, select, unseen {स्लॉट किसी ने नहीं देखा, बिल नहीं हुआ} grace {थोड़ी देर की पार्किंग, मुफ़्त} free {मुफ़्त मिनट} day {दिन की सीमा {amount}} stay {एक पार्किंग की सीमा {amount}} other {{hasName, select, yes {{name} {amount}} other {{amount}}}}}{hasNotes, select, yes { ({notes})} other {}}`,
  'why-sold': '{count, number} × {unit}, {rate} प्रति घंटा',
  'why-checked': 'अटेंडेंट ने देखा',
  'why-out-of-touch': 'कुछ समय सेंसर से संपर्क नहीं था',
  'why-came': `{isInitial, select, yes {{at} पर सेंसर ने गाड़ी खड़ी पाई} other {{by, select, sensor {{at} पर आई, सेंसर ने देखा} other {{at} पर आई, अटेंडेंट ने देखा}}}}{isLate, select, yes {; हमें {learned} पर पता चला} other {}}।`,
  'why-left': `{by, select, sensor {{at} पर गई, सेंसर ने देखा} driver {{at} पर गई, जैसा आपने बताया} other {{at} पर गई, अटेंडेंट ने लिखा}}{isLate, select, yes {; हमें {learned} पर पता चला} other {}}।`,
  'why-ended': 'आख़िरी बार {at} पर देखी गई; बिल उसी समय तक का है।',
  'why-silent': '{at} के बाद से स्लॉट दिख नहीं रहा: खर्च वहीं रुका हुआ है।',
  'why-fee': `🧾 {slot} (रेफ़ {reference}): {why, select, cancel {देर से कैंसल} other {इस्तेमाल नहीं हुई}}, {amount}{isCaptured, select, yes {, जिसमें से {captured} डिपॉज़िट से लिए गए} other {}}{isRefunded, select, yes {; {refunded} लौटाए गए} other {}}।
{booked} पर बुक हुई, शुरुआत {starts}; {why, select, cancel {{ended} पर कैंसल हुई} other {{ended} तक स्लॉट रखा गया, और आपकी गाड़ी नहीं दिखी}}।{hasRule, select, yes {
{why, select, cancel {{freeUntil} तक कैंसल करना मुफ़्त था; उसके बाद यह फ़ीस लगती है।} other {जो बुकिंग न इस्तेमाल हो, न कैंसल, उस पर यह फ़ीस लगती है।}}} other {}}
ठीक नहीं है? अटेंडेंट से पूछें। *history* से अपनी बुकिंग देखें।`,
  'why-nothing': 'अभी आपकी कोई पार्किंग नहीं हुई, इसलिए कोई बिल नहीं है। खाली स्लॉट देखने के लिए *slots* भेजें।',
  'dispute-opened': `📝 दर्ज कर लिया: {date} को {slot} के {amount} के बिल पर केस {number}। अटेंडेंट सेंसर की जानकारी देखकर फ़ैसला करेंगे; आपको यहीं बताया जाएगा। {asksReason, select, yes {क्या ग़लत है? अभी एक लाइन में लिख दें, जोड़ दिया जाएगा।} other {कुछ जोड़ना हो तो *dispute* और साथ में बात लिखकर भेजें।}}`,
  'dispute-refunded': `✅ {date} को {slot} के {charge} आपके वॉलेट में वापस आ गए (केस {number})। {owes, select, yes {{amount} बकाया है।} other {बैलेंस {amount} है।}} बताने के लिए धन्यवाद; जब भी जगह चाहिए, *slots* भेजें।`,
  'dispute-already': `{state, select, open {{date} को {slot} के बिल पर केस {number} खुला है; फ़ैसला अटेंडेंट करेंगे और आपको यहीं बताया जाएगा। {asksReason, select, yes {कुछ जोड़ना है? अभी एक लाइन में लिख दें।} other {कुछ जोड़ना हो तो *dispute* और साथ में बात लिखकर भेजें।}}} refunded {{date} को {slot} के बिल के केस {number} का फ़ैसला हो गया: पैसे लौटाए गए। कोई सवाल हो तो अटेंडेंट से पूछें।} other {{date} को {slot} के बिल के केस {number} का फ़ैसला हो गया: बिल सही है। कोई सवाल हो तो अटेंडेंट से पूछें।}}`,
  'dispute-noted': `📝 {date} को {slot} के बिल के केस {number} में जोड़ दिया{isCut, select, yes {, जितनी जगह थी। बाकी बात अटेंडेंट को बताएँ} other {}}। फ़ैसला अटेंडेंट करेंगे, और आपको यहीं बताया जाएगा। अपनी स्थिति देखने के लिए *status* भेजें।`,
  'dispute-too-many': `{limit, plural, =0 {यह पार्किंग चैट से केस नहीं लेती।} other {30 दिनों में # केस ही खोले जा सकते हैं।}} इस बिल के लिए अटेंडेंट से बात करें।`,
  'dispute-not-over': 'आपकी पार्किंग अभी चल रही है, इसलिए बिल नहीं बना है। अब तक का खर्च और उसका हिसाब देखने के लिए *why* भेजें।',
  'dispute-nothing': 'आपका ऐसा कोई बिल नहीं है जिसमें पैसे कटे हों। अपनी पिछली पार्किंग देखने के लिए *history* भेजें।',
  'dispute-decided': `📝 आपके {charge} के बिल पर केस {number}: {isRefunded, select, yes {{refunded} आपके वॉलेट में वापस आ गए।} other {बिल सही है।}} कारण: {reason}
{owes, select, yes {{amount} बकाया है।} other {बैलेंस {amount} है।}} कोई सवाल? अटेंडेंट से पूछें।`,
};
