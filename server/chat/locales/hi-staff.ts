import type { StaffMessages } from './staff-messages.ts';

/** What a slot's state is called, in a sentence. */
const STATE =
  '{state, select, free {खाली} reserved {बुक} occupied {भरा} attention {ध्यान चाहिए} outofservice {बंद} other {पता नहीं}}';

/** The Hindi texts for staff. */
export const hiStaff: Readonly<Record<keyof StaffMessages, string>> = {
  'staff-linked': `🔗 यह फ़ोन *{login}* से जुड़ गया है। {mayAct, select, yes {यहाँ से देख भी सकते हैं और काम भी कर सकते हैं।} other {यहाँ से बोर्ड देख सकते हैं।}} क्या-क्या लिख सकते हैं, इसके लिए *staff* भेजें। बाकी सब किसी भी ड्राइवर की तरह चलता रहेगा।`,
  'staff-link-refused': `{isThrottled, select, yes {बहुत सारे ग़लत कोड आ चुके हैं। एक घंटा रुकें, फिर बोर्ड से नया कोड लें।} other {यह कोड नहीं चलेगा: ग़लत है, इस्तेमाल हो चुका है या दस मिनट से पुराना है। बोर्ड से नया कोड लें।}}`,
  'staff-help': `🧰 स्टाफ़ ({login}):
*board* – अभी क्या चल रहा है
*who A* – स्लॉट में कौन है
*plate 1234* – गाड़ी कहाँ है
{mayAct, select, yes {*in A* / *out A* – गाड़ी आई या गई
*free A* – स्लॉट खाली करना; पहले पूछेंगे
*topup +91… 20* – वॉलेट में पैसे डालना; पहले पूछेंगे
} other {}}*alerts on* / *alerts off* – अभी {hasAlerts, select, yes {चालू} other {बंद}}
*board LOT* से पार्किंग बदलें।`,
  'staff-forbidden': `आपकी भूमिका में इसकी अनुमति नहीं है: आप सिर्फ़ देख सकते हैं। क्या लिख सकते हैं, इसके लिए *staff* भेजें।`,
  'staff-board': `📋 *{lot}*
{groups}{hasStrange, select, yes {
⚠️ गाड़ी किसकी है, पता नहीं: {strange}} other {}}{hasOver, select, yes {
⏰ बुकिंग का समय ख़त्म: {over}} other {}}{hasLost, select, yes {
📡 कंट्रोलर से संपर्क नहीं: {lost}} other {}}`,
  'staff-board.group': `{count} ${STATE}: {codes}`,
  'staff-slot': `*{slot}*: ${STATE}{hasDriver, select, yes {, {driver}} other {}}{hasPhone, select, yes {, {phone}} other {}}{hasPlate, select, yes {, नंबर प्लेट {plate}} other {}}{hasStay, select, yes {। {since} से, अब तक {cost}} other {}}{hasBooking, select, yes {। बुकिंग {reference}, {span}} other {}}{isOver, select, yes {; समय ख़त्म हो चुका है} other {}}`,
  'staff-plate': `{count, plural, =0 {यहाँ की किसी गाड़ी या अभी की बुकिंग की नंबर प्लेट के आख़िर में {plate} नहीं है। सब ड्राइवरों ने अपनी प्लेट नहीं बताई है।} other {{lines}}}`,
  'staff-slot-unknown': `{lot} में {slot} नाम का स्लॉट नहीं है। सारे स्लॉट देखने के लिए *board* भेजें।`,
  'staff-which-lot': `कौन सी पार्किंग? जैसे *{example}* भेजें। पार्किंग: {lots}।`,
  'staff-ask-out': `{slot} में {hasDriver, select, yes {{driver} की} other {उस गाड़ी की, जिसका पता नहीं,}} पार्किंग ख़त्म करें? {since} से, अब तक {cost}। *yes* या *no* भेजें।`,
  'staff-ask-cancel': `{slot} पर {driver} की बुकिंग {reference} बिना किसी फ़ीस के रद्द करें? ड्राइवर को बताया जाएगा। *yes* या *no* भेजें।`,
  'staff-ask-top-up': `{driver} ({phone}) के वॉलेट में {added} डालें? {owes, select, yes {उन पर {amount} बकाया है।} other {बैलेंस {amount} है।}} *yes* या *no* भेजें।`,
  'staff-number':
    '👷 यह नंबर अटेंडेंट के लिए है। आप अटेंडेंट हैं तो बोर्ड पर अपना फ़ोन जोड़ें और यहाँ *staff* भेजें। ड्राइवर कृपया पार्किंग के बोर्ड पर लिखे नंबर पर लिखें, या अटेंडेंट से पूछें।',
  'staff-dropped': `जैसा था वैसा ही छोड़ दिया।`,
  'staff-changed': `पूछने के बाद {slot} बदल गया है, इसलिए कुछ नहीं किया। देखने के लिए *who {slot}* भेजें।`,
  'staff-in': `🚗 {slot} में गाड़ी दर्ज हुई{hasDriver, select, yes {: {driver} की पार्किंग शुरू हो गई} other {। किसकी है, अभी पता नहीं; ड्राइवर *park {slot}* भेज सकते हैं}}।`,
  'staff-in-needless': `{slot} में पहले से गाड़ी है। किसकी है, इसके लिए *who {slot}* भेजें।`,
  'staff-out': `✅ {slot} की पार्किंग ख़त्म हुई; ड्राइवर का पता हो तो उन्हें बिल मिल जाएगा।`,
  'staff-nothing-there': `{slot} में ख़त्म करने को कुछ नहीं है: वह ${STATE} है।`,
  'staff-cancelled': `✅ {slot} पर बुकिंग {reference} रद्द हुई और ड्राइवर को बता दिया गया।`,
  'staff-topped-up': `✅ {driver} के वॉलेट में {added} आ गए। {owes, select, yes {अब भी {amount} बकाया है।} other {बैलेंस {amount} है।}}`,
  'staff-driver-unknown': `{isSeveral, select, yes {{phone} कई ड्राइवरों का है: कृपया बोर्ड पर टॉप-अप करें।} other {{phone} से कोई ड्राइवर नहीं मिला। उन्हें एक बार यहाँ लिखना होगा।}} कोई पैसा नहीं डाला गया।`,
  'staff-amount-refused': `यह रकम समझ नहीं आई। जैसे *topup +919812345678 20* भेजें। कोई पैसा नहीं डाला गया।`,
  'staff-refused': `⚠️ नहीं हुआ: {code}। ज़्यादा जानकारी बोर्ड पर है।`,
  'staff-alerts': `{isOn, select, yes {🔔 जब किसी गाड़ी का पता न हो, कंट्रोलर से संपर्क टूटे, बिल पर आपत्ति आए या कंट्रोलरों का अपडेट रुके, तो आपको बताया जाएगा। *alerts off* से बंद करें।} other {🔕 ध्यान देने वाली बातें आपको नहीं बताई जाएँगी। *alerts on* से चालू करें।}}`,
  'staff-alert-cars': `⚠️ {lot}: {count, plural, one {एक गाड़ी} other {# गाड़ियों}} का पता नहीं: {cars}। देख लेने के बाद *ok* भेजें, या स्लॉट के साथ *who* भेजें।`,
  'staff-alert-cars.car': `{slot}, {since} से`,
  'staff-alert-controllers': `📡 {lot}: {count, plural, one {कंट्रोलर {controllers} से} other {# कंट्रोलरों से ({controllers})}} संपर्क टूट गया है। तब तक उनके स्लॉट की हालत पता नहीं है।`,
  'staff-alert-rollout': `🔧 {lot}: कंट्रोलरों का अपडेट रुक गया, {controller} ने नया फ़र्मवेयर नहीं लिया। तब तक किसी और कंट्रोलर को नहीं छुआ जाएगा। वजह बोर्ड के कंट्रोलर वाले पेज पर है।`,
  'staff-alert-dispute': `📝 {driver} को {charge} के बिल पर आपत्ति है ({number}){hasWords, select, yes {: “{words}”} other {}}। पूरा लौटाने के लिए *refund* भेजें, नहीं तो *reject*।`,
  'staff-decided': `📝 {number} का फ़ैसला हुआ: {isRefunded, select, yes {{refunded} लौटा दिए गए} other {बिल वही रहेगा}}। ड्राइवर को बता दिया गया।`,
  'staff-seen': `👍 {slot} के लिए दर्ज किया।`,
  'staff-which-alert': `कई हैं: {names}। जैसे *{word} {first}* भेजें।`,
  'staff-no-alert': `ऐसा कुछ खुला नहीं है जिसका जवाब *{word}* हो।`,
};
