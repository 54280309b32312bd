/** Words whose misspellings are worth a question, and the right spelling the grammar reads instead. */
const TARGETS = [
  'book',
  'reserve',
  'park',
  'parked',
  'status',
  'balance',
  'wallet',
  'cancel',
  'history',
  'receipt',
  'receipts',
  'slots',
  'slot',
  'available',
  'menu',
  'help',
  'extend',
  'shorten',
  'move',
  'dispute',
  'wait',
  'left',
  'leave',
  'price',
  'topup',
  'why',
  'pay',
] as const;

/** Hindi ones: with so many words around that look alike, one slip at most, and not in the first letter. */
const HINDI_TARGETS = ['khali', 'jagah', 'kitna', 'madad', 'badhao', 'ghatao', 'hisaab', 'keemat', 'chahiye'] as const;

/** Said of the car that is not theirs: `not mee`. */
const MINE = ['me', 'mine'] as const;

/**
 * The command word that `word` nearly is: one slip in a short word, two in a long one. Of three letters none may be another
 * one: too many words look alike then.
 */
export function nearestCommandWord(word: string): string | null {
  if (word.length < 2 || word.length > 12 || /[^a-z]/.test(word)) return null;
  let best: string | null = null;
  let bestDistance = Infinity;
  for (const target of TARGETS) {
    const allowed = target.length >= 6 ? 2 : 1;
    if (Math.abs(target.length - word.length) > allowed) continue;
    if (target.length === 3 && target.length === word.length && !isAnagram(word, target)) continue;
    const distance = editDistance(word, target);
    if (distance <= allowed && distance < bestDistance) {
      best = target;
      bestDistance = distance;
    }
  }
  return best ?? HINDI_TARGETS.find((target) => word[0] === target[0] && isOneSlip(word, target)) ?? null;
}

function isOneSlip(word: string, target: string): boolean {
  return Math.abs(word.length - target.length) <= 1 && editDistance(word, target) === 1;
}

/** The `me` or `mine` that the word behind a `not` nearly is. */
export function nearestMine(word: string): string | null {
  if (word.length > 5 || /[^a-z]/.test(word)) return null;
  return MINE.find((target) => word.startsWith(target[0]!) && editDistance(word, target) <= 1) ?? null;
}

function isAnagram(a: string, b: string): boolean {
  return [...a].sort().join('') === [...b].sort().join('');
}

/** Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment). Both words are short. */
export function editDistance(a: string, b: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(previous[j]! + 1, row[j - 1]! + 1, previous[j - 1]! + change);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        least = Math.min(least, beforePrevious[j - 2]! + 1);
      }
      row.push(least);
    }
    beforePrevious = previous;
    previous = row;
  }
  return previous[b.length]!;
}
