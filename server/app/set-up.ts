import { DEFAULT_SETTINGS, type LotSettings } from '../domain/lot.ts';
import { layOut } from './manage-lots.ts';
import type { Ids } from './ports/ids.ts';
import type { Passwords } from './ports/passwords.ts';
import type { UnitOfWork } from './ports/unit-of-work.ts';
import type { TariffChange } from './tariff-change.ts';

export interface FirstStart {
  readonly adminPassword: string | null;
  readonly lotName: string;
  readonly slots: readonly string[];
  readonly settings: Partial<LotSettings>;
  readonly tariff: TariffChange;
}

export interface SetUpDeps {
  readonly unitOfWork: UnitOfWork;
  readonly ids: Ids;
  readonly passwords: Passwords;
}

export interface FirstStartOutcome {
  /** Whether this start gave the database its first login. */
  readonly isFirst: boolean;
  /** The password that was drawn for `admin`, to be printed once; null where it was given or is known already. */
  readonly drawnPassword: string | null;
}

/** On an empty database: the operator, the first lot with its slots, and the admin login. On any other it changes nothing. */
export async function setUp(deps: SetUpDeps, now: number, first: FirstStart): Promise<FirstStartOutcome> {
  const { unitOfWork, ids, passwords } = deps;
  if (await unitOfWork.read((look) => look.staff.any())) return { isFirst: false, drawnPassword: null };
  const drawnPassword = first.adminPassword === null ? Buffer.from(ids.random(12)).toString('base64url') : null;
  const passwordHash = await passwords.hash(first.adminPassword ?? drawnPassword ?? '');
  const isFirst = await unitOfWork.run(async (tx) => {
    if (await tx.staff.any()) return false;
    let operatorId = await tx.lots.operatorId();
    if (!operatorId) {
      operatorId = ids.next();
      await tx.lots.addOperator(operatorId, 'main', 'Main');
    }
    if ((await tx.lots.all()).length === 0) {
      layOut(tx, ids, now, operatorId, {
        code: 'main',
        name: first.lotName,
        timeZone: 'UTC',
        currency: 'USD',
        settings: { ...DEFAULT_SETTINGS, ...first.settings },
        tariff: first.tariff,
        slots: first.slots,
      });
    }
    await tx.staff.add({ id: ids.next(), operatorId, login: 'admin', passwordHash, role: 'admin', createdAt: now });
    return true;
  });
  return { isFirst, drawnPassword: isFirst ? drawnPassword : null };
}

/** Where a password is given that differs from the admin's, it becomes theirs and ends every login they have. */
export async function adoptAdminPassword(deps: SetUpDeps, given: string): Promise<void> {
  const { unitOfWork, passwords } = deps;
  const admin = await unitOfWork.read((look) => look.staff.byLogin('admin'));
  if (!admin || (await passwords.verify(given, admin.passwordHash))) return;
  const passwordHash = await passwords.hash(given);
  await unitOfWork.run((tx) => tx.staff.savePassword(admin.id, passwordHash));
}
