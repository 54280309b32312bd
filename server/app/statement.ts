import { spokenLanguage } from '../chat/locales/languages.ts';
import { statementWords } from '../chat/statement-words.ts';
import { DomainError } from '../domain/errors.ts';
import type { UnitOfWork } from './ports/unit-of-work.ts';
import type { StatementTransfer } from './ports/wallet-repository.ts';

/** More lines than this are asked for in parts. */
const MOST_LINES = 1000;

export interface StatementLine {
  readonly transfer: StatementTransfer;
  readonly words: string;
  /** What it did to the balance, and to what is held for bookings. */
  readonly amountMinor: number;
  readonly heldMinor: number;
  readonly balanceMinor: number;
  readonly heldBalanceMinor: number;
}

export interface Statement {
  readonly driverId: string;
  readonly currency: string;
  readonly from: number;
  /** Up to here; earlier than asked where there are more lines than fit. */
  readonly to: number;
  readonly isComplete: boolean;
  readonly opening: Balances;
  readonly closing: Balances;
  readonly lines: readonly StatementLine[];
}

export interface Balances {
  readonly balanceMinor: number;
  readonly heldMinor: number;
}

/**
 * A driver's transfers within a time, each with the balance after it. The balance is what can be spent: a deposit leaves
 * it while it is held. Opening balance and lines come from the postings alone.
 */
export async function statementOf(
  unitOfWork: UnitOfWork,
  driverId: string,
  asked: { from: number; to: number; currency: string | null },
): Promise<Statement> {
  if (asked.from > asked.to) throw new DomainError('invalid-request', 'from: must not be after to');
  return unitOfWork.read(async (look) => {
    const [driver] = await look.drivers.byIds([driverId]);
    if (!driver) throw new DomainError('driver-unknown', `there is no driver ${driverId}`);
    const lots = await look.lots.all();
    const own = (await look.ledger.wallets([driverId])).map((wallet) => wallet.currency);
    const first = lots[0]?.currency ?? 'USD';
    const currency = asked.currency ?? (own.includes(first) ? first : (own[0] ?? first));
    const timeZone = lots.find((lot) => lot.currency === currency)?.timeZone ?? 'UTC';
    const opening = await look.wallets.balanceBefore(driverId, currency, asked.from);
    const found = await look.wallets.between(driverId, currency, asked.from, asked.to, MOST_LINES + 1);
    const isComplete = found.length <= MOST_LINES;
    let balances = opening;
    const lines = found.slice(0, MOST_LINES).map((transfer): StatementLine => {
      const amountMinor = sumOf(transfer, ['cash', 'promo']);
      const heldMinor = sumOf(transfer, ['held']);
      balances = { balanceMinor: balances.balanceMinor + amountMinor, heldMinor: balances.heldMinor + heldMinor };
      const words = statementWords(transfer, { locale: spokenLanguage(driver.locale), timeZone, currency });
      const { balanceMinor, heldMinor: heldBalanceMinor } = balances;
      return { transfer, words, amountMinor, heldMinor, balanceMinor, heldBalanceMinor };
    });
    const to = isComplete ? asked.to : (found[MOST_LINES]?.createdAt ?? asked.to);
    return { driverId, currency, from: asked.from, to, isComplete, opening, closing: balances, lines };
  });
}

function sumOf({ postings }: StatementTransfer, kinds: readonly string[]): number {
  return postings
    .filter(({ account }) => account.owner === 'driver' && kinds.includes(account.kind))
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}
