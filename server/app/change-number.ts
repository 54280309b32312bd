import type { UnitOfWork } from './ports/unit-of-work.ts';

/**
 * A driver has another number, as the channel itself says. Wallet, bookings and messages stay theirs under the new one, and the
 * old one is nobody's: who writes by it next is somebody else. Where the new number is a driver's already nothing moves.
 */
export async function changeNumber(unitOfWork: UnitOfWork, channel: string, from: string, to: string): Promise<void> {
  await unitOfWork.run(async (tx) => {
    const known = await tx.drivers.lockByIdentities([
      { channel, userId: from },
      { channel, userId: to },
    ]);
    const before = known.find(({ identity }) => identity.userId === from);
    if (!before || known.some(({ identity }) => identity.userId === to)) return;
    await tx.drivers.changeNumber(before.identity, to);
  });
}
