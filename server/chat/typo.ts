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
  'receipts',
  'slots',
  'slot',
  'available',
  'menu',
  'help',
] as const;

/** The command word that `word` nearly is: one slip in a short word, two in a long one. */
export function nearestCommandWord(word: string): string | null {
  if (word.length < 3 || word.length > 12 || /[^a-z]/.test(word)) return null;
  let best: string | null = null;
  let bestDistance = Infinity;
  for (const target of TARGETS) {
    const allowed = target.length >= 6 ? 2 : 1;
    if (Math.abs(target.length - word.length) > allowed) continue;
    const distance = editDistance(word, target);
    if (distance <= allowed && distance < bestDistance) {
      best = target;
      bestDistance = distance;
    }
  }
  return best;
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
