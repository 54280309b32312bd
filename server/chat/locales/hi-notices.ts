import type { MessageKey } from './locale.ts';

/** The Hindi texts of what comes without being asked, and of the waiting list. */
export const hiNotices = {
  'car-detected': `🚗 आपकी गाड़ी *{slot}* में दिखी: {at}। रेफ़ {reference}। {hasRate, select, none {पार्किंग शुरू हो गई।} free {पार्किंग मुफ़्त है।} other {पार्किंग शुरू हो गई: {rate} प्रति घंटा।}} काम हो जाने पर बस गाड़ी निकाल लें। यह आप नहीं हैं? *not me* भेजें।`,
  bill: `🧾 {slot}: {span} ({duration})। {isCharged, select, yes {{charge} कटे{isRefunded, select, yes {, जिसमें से {refunded} लौटाए गए} other {}}।} other {कुछ नहीं लगा।}}
{owes, select, yes {{amount} बकाया है। अटेंडेंट आपके वॉलेट में पैसे डाल सकते हैं।} other {बैलेंस {amount} है।}} पिछली पार्किंग देखने के लिए *history* भेजें। आपकी यात्रा शुभ हो!`,
  'bill-corrected': `🧾 {slot} का आपका बिल सुधारा गया: {span} ({duration}) के {charge} हैं, {previous} नहीं। {change, select, less {{difference} आपके वॉलेट में वापस आ गए।} more {{difference} और कटे।} other {आपके लिए कुछ नहीं बदला।}}
{owes, select, yes {{amount} बकाया है। अटेंडेंट आपके वॉलेट में पैसे डाल सकते हैं।} other {बैलेंस {amount} है।}} कोई सवाल? अटेंडेंट से पूछें।`,
  'no-show': `⌛ {slot} की आपकी बुकिंग (रेफ़ {reference}) ख़त्म हो गई: समय पर कोई गाड़ी नहीं दिखी, और स्लॉट लौटा दिया गया।{hasFee, select, yes { न आने की फ़ीस {fee} लगी।} other {}} फिर बुक करने के लिए *slots* भेजें।`,
  'booking-withdrawn': `⚠️ {slot} की आपकी बुकिंग (रेफ़ {reference}) कैंसल हो गई: {reason, select, car {वहाँ दूसरी गाड़ी खड़ी है} staff {अटेंडेंट ने कैंसल की} other {स्लॉट बंद है}}। आपको कुछ नहीं देना है, और यह न आने में नहीं गिनी जाएगी। {reason, select, car {वह गाड़ी आपकी है? *park {slot}* भेजें। नहीं, तो दूसरे स्लॉट के लिए *slots* भेजें।} other {दूसरे स्लॉट के लिए *slots* भेजें।}}`,
  'arrival-late-revived': `🚗 हमें देर से पता चला कि आप {slot} पर समय पर पहुँचे थे: आपकी बुकिंग (रेफ़ {reference}) बनी रहेगी।{hasFee, select, yes { {fee} फ़ीस आपके वॉलेट में वापस आ गई।} other {}} काम हो जाने पर बस गाड़ी निकाल लें। यह आप नहीं हैं? *not me* भेजें।`,
  'arrival-late-lost': `हमें देर से पता चला कि आप {slot} पर समय पर पहुँचे थे, पर तब तक वह किसी और को मिल चुका था। आपकी बुकिंग (रेफ़ {reference}) न आने में नहीं गिनी जाएगी और उसका कुछ नहीं लगेगा।{hasFee, select, yes { {fee} फ़ीस आपके वॉलेट में वापस आ गई।} other {}} अटेंडेंट से मिलें, या दूसरे स्लॉट के लिए *slots* भेजें।`,
  'booking-moved': `🔁 {obstacle, select, taken {आपके लिए बुक {from} में एक गाड़ी खड़ी है।} unknown {आपके लिए बुक {from} अभी हमें दिख नहीं रहा।} other {आपके लिए बुक {from} बंद है।}} इसके बदले *{slot}* लें: {span}। रेफ़ {reference}। नहीं चाहिए? *cancel* से लौटा दें।`,
  'slot-unavailable': `😔 {slot} आपके लिए नहीं रखा जा सका (रेफ़ {reference}): वह अभी काम में नहीं आ सकता और कोई दूसरा स्लॉट खाली नहीं है। आपकी बुकिंग ख़त्म हो गई है और उसका कुछ नहीं लगेगा। {hasNext, select, yes {आगे खाली: {next}।} other {अटेंडेंट से मिलें।}} फिर देखने के लिए *slots* भेजें।`,
  'next-free': '{slot}, {at} से',
  'booking-unused': `{slot} की आपकी बुकिंग (रेफ़ {reference}) बिना इस्तेमाल ख़त्म हुई, क्योंकि पूरे समय आप दूसरी बुकिंग पर थे। इसका कुछ नहीं लगेगा। फिर बुक करने के लिए *slots* भेजें।`,
  'low-balance': `⚠️ {owes, select, yes {{amount} बकाया है} other {आपका बैलेंस {amount} है}}; अगली बुकिंग के लिए {needed} चाहिए। अटेंडेंट आपके वॉलेट में पैसे डाल सकते हैं: {missing} या ज़्यादा काफ़ी है।`,

  waiting: `⏳ {isNew, select, yes {आप *{lot}* की लाइन में हैं} other {आप *{lot}* की लाइन में पहले से हैं}}: {place, plural, =1 {अगला नंबर आपका है} other {आपका नंबर # है}}। स्लॉट खाली होते ही {holdMinutes, plural, one {# मिनट} other {# मिनट}} के लिए आपके लिए रखा जाएगा और आपको तुरंत बताया जाएगा। लाइन छोड़ने के लिए *leave the list* भेजें।`,
  'wait-needless': `रुकने की ज़रूरत नहीं: {lot} में {free, plural, =1 {एक स्लॉट खाली है: {codes}} other {ये खाली हैं: {codes}}}। *book {example}* भेजें।`,
  'wait-has-slot': '{slot} पहले से आपके पास है, इसलिए रुकने की ज़रूरत नहीं। देखने के लिए *status* भेजें।',
  'wait-left': '👍 आप {lot} की लाइन से हट गए हैं। खाली स्लॉट देखने के लिए *slots*, या सबसे पीछे फिर लगने के लिए *wait* भेजें।',
  'wait-not-in-line': 'आप किसी लाइन में नहीं हैं। खाली स्लॉट देखने के लिए *slots* भेजें।',
  'status-waiting': `⏳ आप *{lot}* की लाइन में हैं: {place, plural, =1 {अगला नंबर आपका है} other {आपका नंबर # है}}। {owes, select, yes {{amount} बकाया है।} other {बैलेंस {amount} है।}} लाइन छोड़ने के लिए *leave the list* भेजें।`,
  'wait-offer': `🎉 {lot} में *{slot}* खाली है और {holdUntil} तक आपके लिए रखा है। रेफ़ {reference}। बस गाड़ी ले आएँ। अब ज़रूरत नहीं? *cancel* भेजें, लाइन में अगले को मिल जाएगा।`,
  'wait-lapsed': `⌛ {lot} में {slot} आपके लिए रखा था (रेफ़ {reference}), पर समय पर कोई गाड़ी नहीं दिखी, इसलिए वह लाइन में अगले को मिलेगा। इसका कुछ नहीं लगेगा। फिर लाइन में लगने के लिए *wait* भेजें।`,
  'wait-dropped': `{lot} में एक स्लॉट खाली है और अगला नंबर आपका था, पर {reason, select, booked {आपकी बुकिंग पहले से है} parked {आपकी गाड़ी पहले से खड़ी है} poor {आपके वॉलेट में बुकिंग के लिए पैसे कम हैं; अटेंडेंट पैसे डाल सकते हैं} absent {हाल में आपकी बहुत सी बुकिंग काम में नहीं आईं} other {इस नंबर से बुकिंग नहीं हो सकती; अटेंडेंट से बात करें}}। आप लाइन से हट गए हैं। फिर लगने के लिए *wait* भेजें।`,

  'day-before': `📅 आपकी बुकिंग याद दिला दें: {lot} में *{slot}*, {startsAt} से {endsAt} तक। रेफ़ {reference}। नहीं आ रहे? *cancel {reference}* भेजें।`,
  'before-start': `⏰ {lot} में *{slot}* की आपकी बुकिंग {startsAt} से {endsAt} तक है। रेफ़ {reference}। नहीं आ रहे? *cancel {reference}* भेजें।`,
  'before-end': `⏰ {slot} की आपकी बुकिंग {endsAt} तक है (रेफ़ {reference})। इसके बाद भी रुके तो पार्किंग चलती रहेगी और बिल बनेगा, पर स्लॉट किसी और का हो सकता है: कृपया समय पर गाड़ी निकाल लें, या *extend* भेजें।`,
  'no-show-warning': `⏰ {slot} {holdUntil} तक आपके लिए रखा है (रेफ़ {reference}), और अभी तक वहाँ कोई गाड़ी नहीं दिखी। उसके बाद बुकिंग ख़त्म हो जाएगी। नहीं आ रहे? *cancel* भेजें।`,
  'follow-up': `👋 {lot} की ओर से याद दिला दें: आपके अगली बार आने का तय दिन {date} है। खाली स्लॉट देखने के लिए *slots* भेजें।`,
} satisfies Partial<Record<MessageKey, string>>;
