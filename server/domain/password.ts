/**
 * What a password of staff must be, after NIST SP 800-63B: long enough, not easy to guess, and else as people like it: no rules about
 * kinds of characters, no changing by the calendar. Revision 3 asks for at least 8 characters, revision 4 for 15 where nothing else is asked
 * for; tries are few here, so ten.
 */
export const PASSWORD_LEAST = 10;
/** Beyond this a password only costs time. */
export const PASSWORD_MOST = 256;

/** Rows of keys and of signs that people run a finger along. */
const RUNS = ['abcdefghijklmnopqrstuvwxyz', '01234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
/** Words that a guesser tries first here. */
const USUAL = ['parkwire', 'password', 'passwort', 'carpark', 'parking', 'attendant', 'admin', 'welcome', 'letmein'];
/** So much has to be left beside such a word. */
const LEAST_BESIDE = 6;

export type PasswordFault = 'too-short' | 'too-long' | 'holds-login' | 'too-easy';

/** What is wrong with a password for this login, or null. Length is counted in characters as people see them typed. */
export function passwordFault(password: string, login: string): PasswordFault | null {
  const characters = [...password.normalize('NFKC')];
  if (characters.length < PASSWORD_LEAST) return 'too-short';
  if (password.length > PASSWORD_MOST) return 'too-long';
  const plain = password.normalize('NFKC').toLowerCase();
  const name = login.toLowerCase();
  const backwards = [...name].reverse().join('');
  if ([name, backwards].some((one) => without(plain, one) < LEAST_BESIDE)) return 'holds-login';
  if (new Set(plain).size < 4 || USUAL.some((word) => without(plain, word) < LEAST_BESIDE)) return 'too-easy';
  return isRun(plain) ? 'too-easy' : null;
}

/** How many characters are left when a word is taken out; all of them where it is not in there. */
function without(text: string, word: string): number {
  return text.includes(word) ? [...text.replaceAll(word, '')].length : Number.POSITIVE_INFINITY;
}

/** Whether it is made of pieces of such rows, forwards or backwards, or repeats one short piece. */
function isRun(plain: string): boolean {
  if (/^(.{1,4}?)\1+.{0,3}$/su.test(plain)) return true;
  const rows = RUNS.flatMap((row) => [row, [...row].reverse().join('')]);
  const pieces = plain.match(/.{1,4}/gsu) ?? [];
  return pieces.every((piece) => rows.some((row) => row.includes(piece)));
}
