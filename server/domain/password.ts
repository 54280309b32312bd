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
  if ([name, [...name].reverse().join('')].some((word) => isLittleMoreThan(plain, word))) return 'holds-login';
  const isEasy = new Set(plain).size < 4 || isRun(plain) || USUAL.some((word) => isLittleMoreThan(plain, word));
  return isEasy ? 'too-easy' : null;
}

/** Whether hardly anything is left when a word is taken out, or only what comes easily: `asha123456`. */
function isLittleMoreThan(text: string, word: string): boolean {
  if (!text.includes(word)) return false;
  const rest = text.replaceAll(word, '');
  return [...rest].length < LEAST_BESIDE || isRun(rest);
}

/** Whether it is made of pieces of such rows, forwards or backwards, or repeats one short piece. */
function isRun(plain: string): boolean {
  if (/^(.{1,4}?)\1+.{0,3}$/su.test(plain)) return true;
  const rows = RUNS.flatMap((row) => [row, [...row].reverse().join('')]);
  const pieces = plain.match(/.{1,4}/gsu) ?? [];
  return pieces.every((piece) => rows.some((row) => row.includes(piece)));
}
