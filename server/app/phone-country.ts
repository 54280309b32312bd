import { lotByCode } from './manage-lots.ts';
import type { UnitOfWork } from './ports/unit-of-work.ts';

/**
 * The country whose national numbers are meant: that of the lot that is spoken of, else the one that all lots with a country share.
 * Null where there is none or it could be either: then a number needs its country code, for a guess would be another person's.
 */
export async function phoneCountry(unitOfWork: UnitOfWork, lotCode: string | undefined): Promise<string | null> {
  return unitOfWork.read(async (look) => {
    if (lotCode !== undefined) return (await lotByCode(look, lotCode)).settings.country;
    const lots = await look.lots.all();
    const countries = new Set(lots.flatMap(({ settings: { country } }) => (country === null ? [] : [country])));
    const [only = null] = countries;
    return countries.size === 1 ? only : null;
  });
}
