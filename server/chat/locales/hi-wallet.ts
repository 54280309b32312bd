import type { WalletMessages } from './wallet-messages.ts';

/** The Hindi texts about money. */
export const hiWallet: Readonly<Record<keyof WalletMessages, string>> = {
  'top-up': `💳 {paysByLink, select, yes {भेजें, जैसे *top up {example}*, और कार्ड से भुगतान का लिंक मिलेगा; या पार्किंग पर अटेंडेंट को दें।} other {इस चैट में मैं पैसे नहीं ले सकता। पार्किंग पर अटेंडेंट को दें, वे तुरंत आपके वॉलेट में आ जाएँगे।}} {owes, select, yes {आप पर {amount} बाकी है।} other {बैलेंस {amount}.}} *balance* आपका वॉलेट दिखाता है।`,
  'top-up-link-follows': '💳 एक पल: {amount} के भुगतान का लिंक अगले संदेश में आएगा। *balance* आपका वॉलेट दिखाता है।',
  'top-up-link': `💳 {amount} यहाँ दें: {url}
भुगतान होते ही पैसे आपके वॉलेट में होंगे; तब मैं बताऊँगा, और *balance* उसे दिखाएगा।`,
  'top-up-link-failed': `{amount} के भुगतान का लिंक नहीं बन सका, और कुछ नहीं लिया गया। बाद में फिर *top up* भेजें, या पार्किंग पर अटेंडेंट को दें।`,
  'top-up-amount': `💳 मैं एक बार में {least} से {most} तक ले सकता हूँ। भेजें, जैसे *top up {example}*. कुछ नहीं लिया गया।`,
  'top-up-too-often': `पिछले एक घंटे में आप कई लिंक माँग चुके हैं। उनमें से किसी एक से भुगतान करें, पार्किंग पर अटेंडेंट को दें, या बाद में कोशिश करें। *balance* आपका वॉलेट दिखाता है।`,
  'top-up-receipt': `✅ {paid} आपके वॉलेट में आ गया (रेफ़ {reference})। {owes, select, yes {आप पर अब भी {amount} बाकी है।} other {बैलेंस {amount}.}} खाली जगह देखने के लिए *slots* भेजें।`,
  refunded: `↩️ {back} आपके वॉलेट में वापस आ गया: {reason} (रेफ़ {reference})। {owes, select, yes {आप पर अब भी {amount} बाकी है।} other {बैलेंस {amount}.}} पिछली पार्किंग के लिए *history* भेजें।`,
  'low-while-parked': `⚠️ {slot} में आपकी पार्किंग का अब तक {cost} हुआ है। {owes, select, yes {आप पर {amount} बाकी है} other {बैलेंस {amount}}}{hasHeld, select, yes {; {held} और बिल तक जमा के रूप में रोका गया है} other {}}। {paysByLink, select, yes {कार्ड से भुगतान के लिए भेजें, जैसे *top up 20*, या अटेंडेंट से कहें।} other {अटेंडेंट आपका वॉलेट भर सकते हैं।}} पैसे खत्म होने पर बाकी रकम उधार रहेगी और चुकाने तक बुकिंग नहीं होगी। *balance* आपका वॉलेट दिखाता है।`,
  'receipt.none': 'अभी कोई बिल नहीं है: वह गाड़ी निकलने पर आता है। अपनी बुकिंग या पार्किंग के लिए *status* भेजें।',
  receipt: `🧾 {slot}{hasReference, select, yes { (रेफ़ {reference})} other {}}: {span}, {duration}
{count, plural, =0 {} other {{lines}
}}कुल {charge}{hasTax, select, yes {, जिसमें {tax} कर है} other {}}। {owes, select, yes {आप पर {amount} बाकी है।} other {बैलेंस {amount}.}} कुछ गलत है? *dispute* और कारण भेजें।`,
  'receipt-line': `• {kind, select, grace {छूट का समय} free {निःशुल्क मिनट} noevidence {देखा नहीं गया, बिल नहीं} dailycap {दिन की सीमा} staycap {पार्किंग की सीमा} addon {{name}} other {{hasName, select, yes {{name}, } other {}}{span}}}: {charge}`,
  'statement.guest-credit': `स्वागत क्रेडिट`,
  'statement.top-up': `टॉप-अप`,
  'statement.charge': `पार्किंग{isOfStay, select, yes { {slot}, {span}} other {}}{hasReference, select, yes { ({reference})} other {}}`,
  'statement.reversal': `वापस लिया गया{isOfStay, select, yes { {slot}, {span}} other {}}{hasReference, select, yes { ({reference})} other {}}`,
  'statement.hold': `जमा रोका गया{isOfStay, select, yes { {slot}, {span}} other {}}{hasReference, select, yes { ({reference})} other {}}`,
  'statement.capture': `जमा से लिया गया शुल्क{isOfStay, select, yes { {slot}, {span}} other {}}{hasReference, select, yes { ({reference})} other {}}`,
  'statement.release': `जमा छोड़ा गया{isOfStay, select, yes { {slot}, {span}} other {}}{hasReference, select, yes { ({reference})} other {}}`,
  'statement.expire': `जमा छोड़ा गया, बुकिंग इस्तेमाल नहीं हुई{isOfStay, select, yes { {slot}, {span}} other {}}{hasReference, select, yes { ({reference})} other {}}`,
  'statement.refund': `रिफ़ंड{isOfStay, select, yes { {slot}, {span}} other {}}{hasReference, select, yes { ({reference})} other {}}`,
  'statement.withdrawal': `सुधारे गए बिल का रिफ़ंड वापस लिया गया{isOfStay, select, yes { {slot}, {span}} other {}}{hasReference, select, yes { ({reference})} other {}}`,
  'statement.credit-expiry': `समाप्त हुआ क्रेडिट`,
  'statement.write-off': `माफ़ किया गया बकाया`,
  'statement.fee': `शुल्क{isOfStay, select, yes { {slot}, {span}} other {}}{hasReference, select, yes { ({reference})} other {}}`,
};
