import type { Lot } from '../domain/lot.ts';
import type { Tariff } from '../domain/tariff.ts';
import type { Repositories } from './ports/repositories.ts';

/** The lots and their tariffs as one unit of work sees them. */
export class LotBook {
  readonly lots: readonly Lot[];
  private readonly byId: ReadonlyMap<string, Lot>;
  private readonly tariffs: readonly Tariff[];

  private constructor(lots: Lot[], tariffs: Tariff[]) {
    this.lots = lots;
    this.byId = new Map(lots.map((lot) => [lot.id, lot]));
    this.tariffs = tariffs;
  }

  static async load(repositories: Repositories): Promise<LotBook> {
    const [lots, tariffs] = await Promise.all([repositories.lots.all(), repositories.lots.tariffs()]);
    return new LotBook(lots, tariffs);
  }

  lot(id: string): Lot {
    const lot = this.byId.get(id);
    if (!lot) throw new Error(`lot ${id} is not there`);
    return lot;
  }

  find(id: string | null): Lot | undefined {
    return id === null ? undefined : this.byId.get(id);
  }

  /** The lot, where there is no other. */
  get only(): Lot | undefined {
    return this.lots.length === 1 ? this.lots[0] : undefined;
  }

  byCode(code: string): Lot | undefined {
    return this.lots.find((lot) => lot.code === code);
  }

  /**
   * The tariff for a stay that begins at that moment: the version in force by then, else the lot's first. Null
   * where the lot has none: then nothing may be priced.
   */
  tariffAt(lotId: string, at: number): Tariff | null {
    const versions = this.versions(lotId).filter(({ isWithdrawn }) => !isWithdrawn);
    return versions.find((tariff) => tariff.effectiveFrom <= at) ?? versions.at(-1) ?? null;
  }

  /** Every version of a lot's tariff, withdrawn ones too, the one that takes effect last first. */
  versions(lotId: string): readonly Tariff[] {
    return this.tariffs.filter((tariff) => tariff.lotId === lotId);
  }

  tariff(id: string | null): Tariff | null {
    return id === null ? null : (this.tariffs.find((tariff) => tariff.id === id) ?? null);
  }
}
