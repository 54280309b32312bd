import { DEFAULT_SETTINGS, type LotSettings } from '../domain/lot.ts';
import { layOut } from './manage-lots.ts';
import type { Ids } from './ports/ids.ts';
import type { UnitOfWork } from './ports/unit-of-work.ts';
import type { TariffChange } from './tariff-change.ts';

export interface FirstLot {
  readonly lotName: string;
  readonly slots: readonly string[];
  readonly settings: Partial<LotSettings>;
  readonly tariff: TariffChange;
}

/** On an empty database: the operator and the first lot with its slots. On any other it changes nothing. */
export async function setUp(unitOfWork: UnitOfWork, ids: Ids, now: number, first: FirstLot): Promise<void> {
  if (await unitOfWork.read(async (look) => (await look.lots.all()).length > 0)) return;
  await unitOfWork.run(async (tx) => {
    let operatorId = await tx.lots.operatorId();
    if (!operatorId) {
      operatorId = ids.next();
      await tx.lots.addOperator(operatorId, 'main', 'Main');
    }
    if ((await tx.lots.all()).length > 0) return;
    layOut(tx, ids, now, operatorId, {
      code: 'main',
      name: first.lotName,
      timeZone: 'UTC',
      currency: 'USD',
      settings: { ...DEFAULT_SETTINGS, ...first.settings },
      tariff: first.tariff,
      slots: first.slots,
    });
  });
}
