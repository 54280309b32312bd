/** English words as Hindi writes them, and Hindi words for what the English lexicon names; each line as in spellings-hi.ts. */
export const LOANWORDS = `
book बुक
booking बुकिंग
reserve रिजर्व
reservation रिजर्वेशन आरक्षण arakshan aarakshan
park पार्क
parking पार्किंग
slot स्लॉट स्लाट स्लोट
slots स्लॉट्स
number नंबर nambar
lot लॉट
cancel कैंसल कैंसिल केंसल केंसिल कैंसेल
radd रद्द
status स्टेटस स्थिति sthiti
balance बैलेंस बैलंस
wallet वॉलेट वालेट
recharge रिचार्ज रीचार्ज
top टॉप
up अप
bill बिल
payment पेमेंट भुगतान bhugtan bhugtaan
price प्राइस
rate रेट
charge चार्ज
free फ्री
available अवेलेबल उपलब्ध uplabdh
history हिस्ट्री इतिहास itihas itihaas
receipt रिसीट रसीद rasid raseed
menu मेनू मेन्यू
help हेल्प
agent एजेंट
operator ऑपरेटर
manager मैनेजर
staff स्टाफ
customer कस्टमर
care केयर
gate गेट
problem प्रॉब्लम समस्या samasya परेशानी pareshani दिक्कत dikkat
refund रिफंड
change चेंज
shift शिफ्ट
move मूव
extend एक्सटेंड
wait वेट
waiting वेटिंग
line लाइन
list लिस्ट
minute minat minut मिनट मिनिट मिनटों
hello हेलो हैलो
hi हाय
ok ओके
yes यस
no नो
thanks थैंक्स थैंक्यू
timing टाइमिंग
service सर्विस
services सर्विसेज
option विकल्प vikalp
`;
