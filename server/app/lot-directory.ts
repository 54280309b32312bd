import type { UnitOfWork } from './ports/unit-of-work.ts';

/** The names that exist: what the grammar needs to tell a slot from a word. */
export interface KnownNames {
  readonly slots: readonly string[];
  readonly lots: readonly string[];
}

/**
 * The codes of all lots and slots, kept in memory so that text can be interpreted before a unit of work begins. It may
 * be a moment behind: a wrong guess costs a suggestion, never an act, because the use-case looks the slot up again.
 */
export class LotDirectory {
  private readonly unitOfWork: UnitOfWork;
  private names: KnownNames = { slots: [], lots: [] };

  constructor(unitOfWork: UnitOfWork) {
    this.unitOfWork = unitOfWork;
  }

  known(): KnownNames {
    return this.names;
  }

  async refresh(): Promise<void> {
    this.names = await this.unitOfWork.read(async (look) => {
      const lots = await look.lots.all();
      const slots = new Set<string>();
      for (const lot of lots) for (const slot of await look.slots.inLot(lot.id)) slots.add(slot.code);
      return { slots: [...slots], lots: lots.map(({ code }) => code) };
    });
  }
}
