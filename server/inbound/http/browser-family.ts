/** What a browser says of itself, the more special first: most of them also claim to be others. */
const BROWSERS = [
  [/\bEdgA?(?:iOS)?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Chrome|Chromium|HeadlessChrome|CriOS)\//, 'Chrome'],
  [/\bVersion\/\S+ (?:Mobile\/\S+ )?Safari\//, 'Safari'],
  [/^curl\//, 'curl'],
] as const;

const SYSTEMS = [
  [/\bAndroid\b/, 'Android'],
  [/\b(?:iPhone|iPad|iPod)\b/, 'iOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
] as const;

/** The family of a browser and its system, `Firefox on Linux`, in our own words alone; null where neither is known. */
export function browserFamily(userAgent: string): string | null {
  const [browser, system] = [BROWSERS, SYSTEMS].map((table) => table.find(([mark]) => mark.test(userAgent))?.[1]);
  if (browser === undefined) return null;
  return system === undefined ? browser : `${browser} on ${system}`;
}
