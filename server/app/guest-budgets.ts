import type { UnitOfWork } from './ports/unit-of-work.ts';

/** What a lot has given newcomers of what it means to give them at most. */
export interface GuestBudget {
  readonly lot: string;
  readonly spentMinor: number;
  readonly budgetMinor: number;
  readonly currency: string;
  /** Of the budget, at most 1: used up is what holds no further newcomer's credit. */
  readonly used: number;
}

/** From this share on somebody should know. */
export const NEARLY_USED = 0.8;

/** The budgets of the lots that give credit, the one used most first. */
export async function guestBudgets(unitOfWork: UnitOfWork): Promise<GuestBudget[]> {
  return unitOfWork.read(async (look) => {
    const spent = await look.credit.spentByLot();
    return (await look.lots.all())
      .filter(({ settings }) => settings.guestCreditMinor > 0)
      .map(({ id, code, currency, settings }) => {
        const { guestCreditMinor, guestCreditBudgetMinor: budgetMinor } = settings;
        const spentMinor = spent.get(id) ?? 0;
        const used = spentMinor + guestCreditMinor > budgetMinor ? 1 : spentMinor / budgetMinor;
        return { lot: code, spentMinor, budgetMinor, currency, used };
      })
      .sort((a, b) => b.used - a.used);
  });
}
