import { LOANWORDS } from './loanwords-hi.ts';
import { fold } from './words.ts';

/**
 * How Hindi words are written: first the spelling that the lexicon uses, then the others, in Latin letters and in
 * Devanagari. Nothing that costs money or cancels stands here in a Latin misspelling: those are asked about.
 */
const HINDI = `
karo kro kariye kijiye kijiyega keejiye kijie kijiega karein karen karie kare kardo krdo karlo kardijiye kardena करो करिए कीजिए कीजिएगा करें करे करदो
kar kr कर
karna karni karne krna krni krne karwana karwani karvana करना करनी करने करवाना करवानी
karu karun karoon karoo kru krun karunga करूं करू करूंगा
kiya kiyaa kiye किया किए
liya li लिया ली
dedo dedijiye dijiye dijie dijiyega dein dena dene दें दीजिए दीजिएगा देदो देना
do दो
de दे
diya diye di दिया दिए दी
lo लो
lena leni lene lelo लेना लेनी लेने
hai hain है हैं
hoon hun हूं हू
ho हो
hona hone होना होने
tha thi था थी थे
gaya gya gayi gyi gaye gye chuka chuki chuke गया गयी गई गए चुका चुकी चुके
raha rha rahi rhi rahe rhe रहा रही रहे
hua huwa hui huyi huye हुआ हुई हुए
hoga hogi honge hoyega jayega jaega jayegi होगा होगी होंगे जाएगा जायेगा जाएगी जायेगी
padega paregi padegi पड़ेगा पड़ेगी
sakta sakti sakte skta skte सकता सकती सकते
chahiye chahie chaiye chaie chaahiye chahiey chahye chahyie chahiyee chaheye cahiye chiye चाहिए चहिए
chahta chahti chahte चाहता चाहती चाहते
mujhe muje mujhko mujhey mjhe hume humein hamein hamen humko मुझे मुझको हमें हमको
mera meri mere mra hamara hamari hamare apna apni apne मेरा मेरी मेरे हमारा हमारी हमारे अपना अपनी अपने
mai मैं मै
mein में
maine mene mainey मैने मैंने हमने humne
hum हम
aap aapka aapki aapke apka apki आप आपका आपकी आपके
ka का
ki कि की
ke के
ko को
se से
ne ने
pe पे
par पर
aur और
ya या
bhi भी
toh तो
iss इस
uss उस
yeh ye यह ये
woh वो वह
koi kisi कोई किसी
kuch kuchh कुछ
wala wali wale vala vali वाला वाली वाले
liye लिए
sath साथ
bhai bhaiya bhaiyya भाई भैया
yaar यार
ji जी
kripya krupya kripaya कृपया कृप्या प्लीज
zara jara जरा
thoda thodi thora थोड़ा थोड़ी
jaldi jldi jaldee जल्दी
turant तुरंत
abhi अभी
ab अब
aaj आज
yahan yaha yahaan यहां यहा
phir fir फिर
batao bataiye btao bataao bataye batayen bata batado bataiyega batana bolo बताओ बताइए बता बताना बताएं बोलो
dikhao dikhaiye dikha dikhaao dikhana dikhado दिखाओ दिखाइए दिखा दिखाना
bhejo bhej bhejiye bhejna भेजो भेजिए भेज भेजना
kya kyaa क्या
kyun kyu kyon kyoon kyo क्यों क्यू क्यूं
kaise kese kaisey कैसे
kab कब
kahan kaha kahaan kidhar कहां कहा किधर
kaun kon kaunsa konsa kaunsi konsi kaunse kisne kisko कौन कौनसा कौनसी कौनसे किसने किसको
kitna kitne kitni kitnaa kitney ktna कितना कितने कितनी
agar agr अगर यदि yadi
shayad शायद
nahi nahin nhi nahii nahee nehi नहीं नही नहि नहिं
mat मत
na ना न
bina बिना
rehne rahne rhne रहने
jaane जाने
ruko ruk rukiye rukna rukunga रुको रुकिए रुक
chhodo chhod chodo chod chhodiye chhodna chhodni छोड़ो छोड़ छोड़ना छोड़नी
lekin लेकिन मगर magar
haan haanji hanji हां हा हांजी
theek thik theekh ठीक
sahi सही
bilkul bilkool बिल्कुल बिलकुल
zaroor jarur jaroor zarur जरूर
pakka पक्का
achha acha accha achchha अच्छा
namaste namasthe नमस्ते
namaskar namaskaar नमस्कार प्रणाम pranam
shukriya shukria शुक्रिया
dhanyavad dhanyavaad dhanyawad dhanyawaad धन्यवाद
khali khaali khaly khalli खाली
jagah jagha jgah jgh जगह स्थान
gaadi gadi gaari gadee gaadiya गाड़ी वाहन
kal कल
parso parson परसों
din दिन
subah subha सुबह
dopahar dopehar दोपहर
shaam sham शाम
raat रात
baje bje बजे
tak तक
baad बाद
hafte hafta हफ्ते हफ्ता
somvar somwar somvaar somwaar सोमवार
mangalvar mangalwar मंगलवार
budhvar budhwar बुधवार
guruvar guruwar veervar गुरुवार वीरवार
shukravar shukrawar शुक्रवार
shanivar shaniwar शनिवार
ravivar raviwar itwar रविवार इतवार
shikayat shikaayat शिकायत
samay waqt vaqt समय वक्त टाइम
paisa paise paisey pese rupaye rupaiye पैसा पैसे रुपये रुपए रुपया रूपये
karwao karao karvao करवाओ कराओ
rehta rahta rehti rahti रहता रहती
rakho rakh rakhna rakhiye रखो रख रखना रखिए
lagai lagayi लगाई
samjhao samjha samjhaiye समझाओ समझाइए
madad मदद सहायता sahayata
khulta khulti khulte khulega khulegi खुलता खुलती खुलते खुलेगा खुलेगी
khula khuli khule खुला खुली खुले
khulne khulna खुलने खुलना खुल khul
band bandh बंद
nikal nikaal nikl nikalo निकल निकाल
nikla nikle nikli निकला निकले निकली
nikalna nikalne निकलना निकलने
ja jaa जा
jana jaana जाना
chala chali chale चला चली चले
aa आ
aana ana aane आना आने
pahunch pahuch pohonch pahuncha pahunchi पहुंच पहुंचा पहुंची
khada khadi khade kharee खड़ी खड़ा खड़े
lagao lagna lagana lagaun lagau laga lagado lagani लगाओ लगाना लगाऊं लगा लगानी
badhao badha badhaao badhaiye badhana badhani badhado badhaye badhaen बढ़ाओ बढ़ा बढ़ाना बढ़ाइए बढ़ाएं बढ़ाए
ghatao ghata ghatana ghatani ghataiye घटाओ घटा घटाना
kam कम
bulao bulaiye bula bulana bulaao बुलाओ बुला बुलाना
itna itne itni इतना इतने इतनी
paas पास
bahut bohot bahot बहुत
badlo badal badalo badalna badalni badlna badaldo बदलो बदल बदलना बदलनी बदलें
keemat kimat qeemat daam shulk kiraya bhav कीमत दाम शुल्क किराया भाव
lagega lagegi lagenge lagta lagte लगेगा लगेगी लगेंगे लगता
galat galt गलत
zyada jyada jada zada ज्यादा
kata kate kaat kaate kaata katgaye कटा कटे काटे काटा कट काट
wapas wapis vapas vapis वापस
dalo daalo dalna daalna dalne daalne daal daalein डालें डालो डालना डाल डालने
jama जमा
bharo bharna भरो भरना
bacha bache bachi bachaa बचा बचे बची
purana purani purane पुराना पुरानी पुराने
pichla pichhla pichli pichhli pichle pichhle पिछला पिछली पिछले
aakhri akhri aakhiri आखिरी अंतिम
hisaab hisab हिसाब
intezar intezaar intzar intjar intejar इंतजार
hatao hata hatana हटाओ हटा हटाना
milega milegi milta milti milenge mil मिलेगा मिलेगी मिलता मिल मिलेंगे
insaan insan aadmi इंसान आदमी व्यक्ति
baat बात
doosra dusra dusri doosri dusre दूसरा दूसरी दूसरे
kharab खराब
atak atka atki अटक अटका अटकी
phans phas phasa phansa phansi फंस फंसा फंसी
shuru शुरू
khatam khatm खत्म
suvidha suvidhaye suvidhayen सुविधा सुविधाएं
seva sevaye sevayen सेवा सेवाएं
der deri देर देरी
ek एक
teen तीन
char चार
paanch panch पांच
chhah chhe छह छः
saat सात
aath आठ
nau नौ
das दस
pandrah pandra पंद्रह
bees बीस
tees तीस
chalis chaalis चालीस
paintalis पैंतालीस
pachas पचास
aadha aadhe adha adhe आधा आधे
dedh derh dhedh डेढ़
dhai dhaai ढाई
sava सवा
saadhe sadhe साढ़े
paun pauna paune पौन पौना पौने
ghanta ghante ghanto ghnta ghnte घंटा घंटे घंटों
`;

const spellings: ReadonlyMap<string, string> = new Map([...linesOf(HINDI), ...linesOf(LOANWORDS)].flatMap(spellingsOf));

/** All Hindi words, as they are spelt here. */
export const HINDI_WORDS: ReadonlySet<string> = new Set(linesOf(HINDI).map(([standard = '']) => standard));

/** The spelling that the lexicon has for a folded word; the word itself where it knows none. */
export function standardSpelling(text: string): string {
  return spellings.get(text) ?? (isDevanagari(text) ? spellings.get(keyOf(text)) : undefined) ?? text;
}

export function isDevanagari(text: string): boolean {
  return /[\u0900-\u097f]/.test(text);
}

/** घण्टा and घंटा, चाहिये and चाहिए are one word: the nasal before a consonant and the glide between vowels are optional. */
function keyOf(text: string): string {
  return text
    .replace(/[ङञणनम]्(?=[क-म])/g, 'ं')
    .replace(/([ािीु])य(?=[ेी])/g, '$1')
    .replace(/([ािीु])([ेी])/g, (_, before: string, after: string) => `${before}${after === 'े' ? 'ए' : 'ई'}`);
}

function linesOf(table: string): string[][] {
  return table
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split(' '));
}

function spellingsOf([standard = '', ...others]: string[]): [string, string][] {
  return others.map((other) => [keyOf(fold(other)), standard]);
}
