import { fold } from '../words.ts';

/** What leaves a question without answering it, wherever a driver is. */
export type Escape = 'back' | 'menu' | 'cancel' | 'help' | 'agent';

const WORDS: Readonly<Record<Escape, string>> = {
  back: 'back, go back, previous, wapas, piche, peeche, वापस, पीछे',
  menu: 'menu, main menu, home, start over, restart, menyu, मेनू, मेन्यू, मुख्य मेनू',
  cancel:
    'cancel, exit, quit, leave, never mind, nevermind, forget it, cancel karo, cancel kar do, rehne do, रद्द, रद्द करें, रद्द करो, कैंसल, कैंसिल, रहने दो, छोड़ो',
  help: 'help, madad, sahayata, मदद, सहायता, हेल्प',
  agent: 'agent, human, person, attendant, operator, a person, talk to a person, insaan, एजेंट, इंसान, व्यक्ति',
};

const MEANS = new Map(
  (Object.entries(WORDS) as [Escape, string][]).flatMap(([way, words]) =>
    words.split(', ').map((word) => [fold(word), way] as const),
  ),
);

/** The escape that a text is, if it is one and nothing else; a polite word may stand beside it. */
export function escapeIn(text: string): Escape | null {
  if (text.length > 60) return null;
  const folded = fold(text)
    .replace(/[^\p{L}\p{M}\p{N}\s]/gu, ' ')
    .replace(/\b(?:please|pls|plz)\b/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return MEANS.get(folded) ?? null;
}
