import type { WalletMessages } from './wallet-messages.ts';

/** The Hindi texts about money. */
export const hiWallet: Readonly<Record<keyof WalletMessages, string>> = {
  'top-up': `💳 {paysByLink, select, yes {जैसे *top up {example}* भेजें और कार्ड से पेमेंट का लिंक पाएँ; या पार्किंग पर अटेंडेंट को पेमेंट करें।} other {इस चैट में पेमेंट नहीं हो सकता। पार्किंग पर अटेंडेंट को पेमेंट करें, पैसे तुरंत वॉलेट में आ जाएँगे।}} {owes, select, yes {{amount} बकाया है।} other {बैलेंस {amount} है।}}`,
  'top-up-link-follows': '💳 एक मिनट: {amount} के पेमेंट का लिंक अगले मैसेज में आ रहा है। वॉलेट देखने के लिए *balance* भेजें।',
  'top-up-link': `💳 {amount} का पेमेंट यहाँ करें: {url}
पेमेंट होते ही पैसे वॉलेट में आ जाएँगे और हम आपको बताएँगे; *balance* भेजकर भी देख सकते हैं।`,
  'top-up-link-failed': `{amount} के पेमेंट का लिंक नहीं बन पाया, और कोई पैसा नहीं कटा। थोड़ी देर बाद *top up* फिर भेजें, या पार्किंग पर अटेंडेंट को पेमेंट करें।`,
  'top-up-amount': `💳 एक बार में {least} से {most} तक डाल सकते हैं। जैसे *top up {example}* भेजें। कोई पैसा नहीं कटा।`,
  'top-up-too-often': `पिछले एक घंटे में आप कई लिंक ले चुके हैं। उनमें से किसी से पेमेंट करें, पार्किंग पर अटेंडेंट को पेमेंट करें, या बाद में कोशिश करें।`,
  'top-up-receipt': `✅ {paid} आपके वॉलेट में आ गए (रेफ़ {reference})। {owes, select, yes {अब भी {amount} बकाया है।} other {बैलेंस {amount} है।}} खाली स्लॉट देखने के लिए *slots* भेजें।`,
  refunded: `↩️ {back} आपके वॉलेट में वापस आ गए: {reason} (रेफ़ {reference})। {owes, select, yes {अब भी {amount} बकाया है।} other {बैलेंस {amount} है।}} अपनी पिछली पार्किंग देखने के लिए *history* भेजें।`,
  'low-while-parked': `⚠️ {slot} में आपकी पार्किंग के अब तक {cost} हुए हैं। {owes, select, yes {{amount} बकाया है} other {बैलेंस {amount} है}}{hasHeld, select, yes {; {held} और, बिल बनने तक डिपॉज़िट में हैं} other {}}। {paysByLink, select, yes {कार्ड से पेमेंट के लिए जैसे *top up 20* भेजें, या अटेंडेंट से कहें।} other {अटेंडेंट आपके वॉलेट में पैसे डाल सकते हैं।}} पैसे ख़त्म हुए तो बाकी रकम बकाया रहेगी, और उसे चुकाने तक बुकिंग नहीं होगी।`,
  'receipt.none': 'अभी कोई बिल नहीं है: बिल गाड़ी निकालने पर बनता है। अपनी बुकिंग या पार्किंग देखने के लिए *status* भेजें।',
  receipt: `🧾 {slot}{hasReference, select, yes { (रेफ़ {reference})} other {}}: {span}, {duration}
{count, plural, =0 {} other {{lines}
}}कुल {charge}{hasTax, select, yes {, जिसमें {tax} टैक्स है} other {}}। {owes, select, yes {{amount} बकाया है।} other {बैलेंस {amount} है।}} कुछ ग़लत है? *dispute* और साथ में बात लिखकर भेजें।`,
  'receipt-line': `• {kind, select, grace {छूट के समय के अंदर} free {मुफ़्त मिनट} noevidence {देखा नहीं गया, बिल नहीं हुआ} dailycap {दिन की सीमा} staycap {एक पार्किंग की सीमा} addon {{name}} other {{hasName, select, yes {{name}, } other {}}{span}}}: {charge}`,
  'statement.guest-credit': `वेलकम क्रेडिट`,
  'statement.top-up': `टॉप-अप`,
  'statement.charge': `पार्किंग{isOfStay, select, yes { {slot}, {span}} other {}}{hasReference, select, yes { ({reference})} other {}}`,
  'statement.reversal': `वापस लिया गया{isOfStay, select, yes { {slot}, {span}} other {}}{hasReference, select, yes { ({reference})} other {}}`,
  'statement.hold': `डिपॉज़िट रखा गया{isOfStay, select, yes { {slot}, {span}} other {}}{hasReference, select, yes { ({reference})} other {}}`,
  'statement.capture': `डिपॉज़िट से फ़ीस ली गई{isOfStay, select, yes { {slot}, {span}} other {}}{hasReference, select, yes { ({reference})} other {}}`,
  'statement.release': `डिपॉज़िट लौटाया गया{isOfStay, select, yes { {slot}, {span}} other {}}{hasReference, select, yes { ({reference})} other {}}`,
  'statement.expire': `डिपॉज़िट लौटाया गया, बुकिंग काम में नहीं आई{isOfStay, select, yes { {slot}, {span}} other {}}{hasReference, select, yes { ({reference})} other {}}`,
  'statement.refund': `रिफ़ंड{isOfStay, select, yes { {slot}, {span}} other {}}{hasReference, select, yes { ({reference})} other {}}`,
  'statement.withdrawal': `बिल सुधरने पर रिफ़ंड वापस लिया गया{isOfStay, select, yes { {slot}, {span}} other {}}{hasReference, select, yes { ({reference})} other {}}`,
  'statement.credit-expiry': `क्रेडिट की अवधि ख़त्म`,
  'statement.write-off': `बकाया माफ़`,
  'statement.fee': `फ़ीस{isOfStay, select, yes { {slot}, {span}} other {}}{hasReference, select, yes { ({reference})} other {}}`,
};
