import { DomainError } from '../../domain/errors.ts';
import { mayBeVersion, versionInImage } from '../../domain/firmware-image.ts';
import { type Actor, audit } from '../audit.ts';
import { withLogins } from '../controllers/controller-log.ts';
import type { FirmwareImage } from '../ports/firmware-repository.ts';
import type { Ids } from '../ports/ids.ts';
import type { UnitOfWork } from '../ports/unit-of-work.ts';
import { runAgainstRivals } from '../run-against-rivals.ts';

/** The firmware images of the operator: what boards can be updated with. */

export type ImageLook = FirmwareImage & { readonly by: string | null };

export async function imagesOf(unitOfWork: UnitOfWork): Promise<ImageLook[]> {
  return unitOfWork.read(async (look) => {
    const images = await look.firmware.images();
    return withLogins(
      look,
      images.map((image) => ({ ...image, staffId: image.uploadedBy })),
    );
  });
}

/**
 * Keeps an image. Its version is the one that boards which run it say as `fw`: an image that says otherwise of itself would be taken for
 * one that did not start.
 */
export async function uploadImage(
  { unitOfWork, ids }: { readonly unitOfWork: UnitOfWork; readonly ids: Ids },
  actor: Actor,
  upload: { readonly bytes: Uint8Array; readonly sha256: string; readonly version: string },
): Promise<FirmwareImage> {
  const { bytes, sha256, version } = upload;
  if (bytes.length === 0) throw new DomainError('firmware-unreadable', 'the file is empty');
  const own = versionInImage(bytes);
  if (!mayBeVersion(own, version))
    throw new DomainError('firmware-unreadable', `the image says that it is version ${own}, not ${version}`);
  const image = { id: ids.next(), version, sha256, size: bytes.length };
  const taken = `there is an image of version ${version} already; boards tell images apart by their version alone`;
  return runAgainstRivals(
    unitOfWork,
    async (tx) => {
      if ((await tx.firmware.images()).some((known) => known.version === version))
        throw new DomainError('firmware-exists', taken);
      const operatorId = (await tx.lots.operatorId()) ?? '';
      const { now: uploadedAt, staffId: uploadedBy } = actor;
      const kept: FirmwareImage = { ...image, operatorId, uploadedAt, uploadedBy, retiredAt: null };
      await tx.firmware.addImage(kept, bytes);
      audit(tx, ids, actor, { action: 'firmware.upload', subject: image.id, before: null, after: image });
      return kept;
    },
    [['firmware_images', 'firmware-exists', taken]],
  );
}

/** Takes an image away; what runs on boards stays. */
export async function retireImage(
  { unitOfWork, ids }: { readonly unitOfWork: UnitOfWork; readonly ids: Ids },
  actor: Actor,
  imageId: string,
): Promise<void> {
  await unitOfWork.run(async (tx) => {
    const image = await tx.firmware.lockImage(imageId);
    if (!image) throw new DomainError('firmware-unknown', 'there is no such firmware image');
    if (await tx.rollouts.uses(imageId))
      throw new DomainError('firmware-in-use', `a rollout of ${image.version} is not over; cancel it first`);
    await tx.firmware.retireImage(imageId, actor.now);
    const { id: subject, version, sha256 } = image;
    audit(tx, ids, actor, { action: 'firmware.retire', subject, before: { version, sha256 }, after: null });
  });
}
