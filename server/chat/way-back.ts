/** What a driver whose conversation a person answers sends to have the bot's answers again. */
const WAYS_BACK: ReadonlySet<string> = new Set([
  'bot',
  'the bot',
  'robot',
  'menu',
  'bot please',
  'back to bot',
  'बॉट',
  'बोट',
  'रोबोट',
  'मेनू',
  'मेन्यू',
]);

/** Whether the whole text asks for the bot. A greeting does not: people greet people. */
export function asksForBot(text: string): boolean {
  const words = text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s*_.!।]+/gu, ' ')
    .trim();
  return WAYS_BACK.has(words);
}
