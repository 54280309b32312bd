import type { LocaleSpeech } from './locale.ts';

/** By what Hindi is asked for, and known from what drivers write: in Devanagari, or in Latin letters as many type it. */
export const hiSpeech: LocaleSpeech = {
  name: 'हिंदी',
  askedBy: ['hindi', 'hindhi', 'hindee', 'हिंदी', 'हिन्दी', 'हिंदि', 'हिन्दि'],
  script: /\p{Script=Devanagari}/u,
  // Only what no English text has: not "main", "do", "to", "par", "sham" and the like.
  words: new Set(
    (
      'aaj aaya aayi aaye aap aapka aapki aata aati aur abhi accha achha acha badha badhao baje bajae baar bata batao bataiye ' +
      'bhai bhejo bhi bola bolo chahiye chahie chaiye chahta chahti chal chalo chalu chuka dedo dena dijiye dikhao dusra dusri ' +
      'gaadi gadi gari gayi gaya ghanta ghante haan haa hai hain hua hui hoga hogi hona jaldi jagah jana jaunga kab kahan kaha ' +
      'kaise kaisa kal karna karni karo kardo karke karunga karungi khaali khali kharidna khatam kiraya kitna kitne kitni kiska ' +
      'kaun kaunsa konsa koi kripya kuch kya kyun kyu kyunki krna krdo lagta lagega lena liye madad mein meri mera mere milega ' +
      'milegi mujhe mujhko nahi nahin namaste namaskar namaskaar nikal paisa paise parso pehle phir raha rahi rakho rupaye rupay ' +
      'sakta sakti sakte samajh shaam subah suno thoda theek thik tak tum tumhara usko wala wali wahan wapas yaar yahan yeh ' +
      'shukriya dhanyavaad dhanyavad bahut dopahar raat'
    ).split(' '),
  ),
  plainWords: new Set(
    'namaste namaskar namaskaar chahiye chahie dhanyavad dhanyavaad shukriya kripya mujhe'.split(' '),
  ),
};
