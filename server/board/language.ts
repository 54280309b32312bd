export const languages = ['en', 'hi'] as const;
export type Language = (typeof languages)[number];

const key = 'parkwire-language';

function remembered(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** The language of the page: the one chosen in this browser, else the first of the browser's that is one of ours. */
export const language: Language =
  [remembered(), ...navigator.languages]
    .map((tag) => tag?.split('-')[0])
    .flatMap((tag) => languages.find((one) => one === tag) ?? [])[0] ?? 'en';

document.documentElement.lang = language;

/** Words are chosen once, when the page is loaded: so it is loaded again. */
export function chooseLanguage(next: Language): void {
  localStorage.setItem(key, next);
  window.location.reload();
}

/** The words of the page's language; both languages have the same ones. */
export function inLanguage<T>(words: { en: T; hi: NoInfer<T> }): T {
  return words[language];
}
