import { DomainError } from '../domain/errors.ts';
import { type Actor, audit } from './audit.ts';
import type { Staff } from './ports/entities.ts';
import type { Ids } from './ports/ids.ts';
import type { Passwords } from './ports/passwords.ts';
import type { LinkedPhone } from './ports/staff-phone-repository.ts';
import type { Tx, UnitOfWork } from './ports/unit-of-work.ts';

/** Linking the phone of a member of staff: a code is shown to who is signed in and texted from the phone. */

const CODE_MS = 10 * 60_000;
const CODE_LENGTH = 6;
/** Nothing that is taken for something else when it is read from a screen: no 0, O, 1, I, L. */
const LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';

/**
 * A phone that nobody works by for so long has lost its link: by then the number may be another person's, and a channel
 * that knows people by their number alone could not tell.
 */
const LINK_LAPSES_MS = 60 * 86_400_000;

export function isLapsed(phone: Pick<LinkedPhone, 'usedAt'>, now: number): boolean {
  return now - phone.usedAt > LINK_LAPSES_MS;
}

/** A new code of a member of staff; the one before is worth nothing any more. */
export async function drawPhoneCode(
  deps: { unitOfWork: UnitOfWork; ids: Ids; passwords: Passwords },
  actor: Actor,
): Promise<{ code: string; expiresAt: number }> {
  const { unitOfWork, ids, passwords } = deps;
  const code = drawCode(ids);
  const expiresAt = actor.now + CODE_MS;
  await unitOfWork.run((tx) => tx.staffPhones.saveCode(actor.staffId, passwords.digest(code), expiresAt));
  return { code, expiresAt };
}

function drawCode(ids: Ids): string {
  let code = '';
  // Bytes that would make some letters likelier than others are left out.
  const most = 256 - (256 % LETTERS.length);
  while (code.length < CODE_LENGTH) {
    for (const byte of ids.random(CODE_LENGTH)) {
      if (byte < most && code.length < CODE_LENGTH) code += LETTERS[byte % LETTERS.length];
    }
  }
  return code;
}

/** The linked phones of one member of staff, or of all. */
export async function linkedPhones(unitOfWork: UnitOfWork, staffId: string | null): Promise<LinkedPhone[]> {
  return unitOfWork.read((look) => look.staffPhones.list(staffId));
}

/** Ends a link: one's own, or as an admin anybody's. */
export async function unlinkPhone(
  unitOfWork: UnitOfWork,
  ids: Ids,
  staff: Pick<Staff, 'id' | 'role'>,
  now: number,
  id: string,
): Promise<void> {
  await unitOfWork.run(async (tx) => {
    const phone = await phoneFor(tx, staff, id);
    await tx.staffPhones.unlink(id);
    const before = { staffId: phone.staffId, identityId: phone.identityId };
    audit(tx, ids, { staffId: staff.id, now }, { action: 'phone.unlink', subject: id, before, after: null });
  });
}

/** Says whether a phone is told what needs attention. */
export async function switchAlerts(
  unitOfWork: UnitOfWork,
  ids: Ids,
  staff: Pick<Staff, 'id' | 'role'>,
  now: number,
  request: { id: string; alerts: boolean },
): Promise<LinkedPhone> {
  return unitOfWork.run(async (tx) => {
    const phone = await phoneFor(tx, staff, request.id);
    return setAlerts(tx, ids, { staffId: staff.id, now }, phone, request.alerts);
  });
}

/** A phone that is told already goes on as it was: what it was told stays open to its answer. */
export function setAlerts(tx: Tx, ids: Ids, actor: Actor, phone: LinkedPhone, alerts: boolean): LinkedPhone {
  if ((phone.alertsSince !== null) === alerts) return phone;
  const changed = { ...phone, alertsSince: alerts ? actor.now : null };
  tx.staffPhones.save(changed);
  const [before, after] = [{ alerts: !alerts }, { alerts }];
  audit(tx, ids, actor, { action: 'phone.alerts', subject: phone.id, before, after });
  return changed;
}

async function phoneFor(tx: Tx, staff: Pick<Staff, 'id' | 'role'>, id: string): Promise<LinkedPhone> {
  const phone = await tx.staffPhones.byId(id);
  // Whose phones there are is nobody else's matter.
  if (!phone || (phone.staffId !== staff.id && staff.role !== 'admin'))
    throw new DomainError('staff-phone-unknown', `there is no linked phone ${id}`);
  return phone;
}
