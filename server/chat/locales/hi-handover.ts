import type { HandoverMessages } from './handover-messages.ts';

/** कोई व्यक्ति बात सँभालता है, और वापस देता है। */
export const hiHandover: Readonly<Record<keyof HandoverMessages, string>> = {
  'handed-over': `🙋 {lot} से कोई व्यक्ति यहीं जवाब देगा{isOpen, select, yes {} other {, पार्किंग खुलने के बाद}}। बात लिख दें, हम बीच में नहीं बोलेंगे।
{hasContact, select, yes {जल्दी हो तो: {contact}
} other {}}हमारे जवाब फिर चाहिए हों तो *bot* भेजें।`,
  'bot-again': `🤖 हम फिर हाज़िर हैं।
{answer}`,
  'handed-back': `🤖 {lot} के लोगों ने बात हमें वापस दे दी है। *menu* (मेनू) भेजें, या उनसे फिर बात के लिए *agent*।`,
  'handover-lapsed': `🤖 माफ़ कीजिए, {lot} से काफ़ी देर से किसी ने जवाब नहीं दिया, इसलिए हम फिर हाज़िर हैं{hasContact, select, yes {। उनसे यहाँ भी बात हो सकती है: {contact}} other {}}। फिर पूछने के लिए *agent* भेजें, या *menu* (मेनू)।`,
};
