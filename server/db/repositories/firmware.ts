import type { FirmwareImage, FirmwareLink, FirmwareRepository } from '../../app/ports/firmware-repository.ts';
import { forUpdate, inputValues } from '../engine.ts';
import type { TxSession } from '../tx.ts';

interface ImageRow {
  id: string;
  operator_id: string;
  version: string;
  sha256: string;
  size: number;
  uploaded_at: number;
  uploaded_by: string;
  retired_at: number | null;
}

interface LinkRow {
  token_hash: string;
  command_id: string;
  image_id: string;
  expires_at: number;
  ended_at: number | null;
}

const toImage = (row: ImageRow): FirmwareImage => ({
  id: row.id,
  operatorId: row.operator_id,
  version: row.version,
  sha256: row.sha256,
  size: row.size,
  uploadedAt: row.uploaded_at,
  uploadedBy: row.uploaded_by,
  retiredAt: row.retired_at,
});

/** Firmware images and the links by which boards fetch them. */
export class SqlFirmware implements FirmwareRepository {
  private readonly session: TxSession;

  constructor(session: TxSession) {
    this.session = session;
  }

  async images(): Promise<FirmwareImage[]> {
    const sql = 'SELECT * FROM firmware_images WHERE retired_at IS NULL ORDER BY uploaded_at DESC, id DESC';
    return (await this.session.query<ImageRow>(sql)).map(toImage);
  }

  async imagesByIds(ids: readonly string[]): Promise<FirmwareImage[]> {
    if (ids.length === 0) return [];
    const sql = `SELECT * FROM firmware_images WHERE id IN ${inputValues(this.session.dialect, 1)}`;
    return (await this.session.query<ImageRow>(sql, [JSON.stringify(ids)])).map(toImage);
  }

  async lockImage(imageId: string): Promise<FirmwareImage | null> {
    const sql = `SELECT * FROM firmware_images WHERE id = $1 AND retired_at IS NULL${forUpdate(this.session.dialect)}`;
    const [row] = await this.session.query<ImageRow>(sql, [imageId]);
    return row ? toImage(row) : null;
  }

  async addImage(image: FirmwareImage, bytes: Uint8Array): Promise<void> {
    const { id, operatorId, version, sha256, size, uploadedAt, uploadedBy } = image;
    await this.session.execute(
      `INSERT INTO firmware_images (id, operator_id, version, sha256, size, uploaded_at, uploaded_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [id, operatorId, version, sha256, size, uploadedAt, uploadedBy],
    );
    await this.session.execute('INSERT INTO firmware_image_bytes (image_id, bytes) VALUES ($1, $2)', [id, bytes]);
  }

  async bytesOf(imageId: string): Promise<Uint8Array | null> {
    const sql = 'SELECT bytes FROM firmware_image_bytes WHERE image_id = $1';
    const [row] = await this.session.query<{ bytes: Uint8Array }>(sql, [imageId]);
    return row?.bytes ?? null;
  }

  async retireImage(imageId: string, at: number): Promise<boolean> {
    const sql = 'UPDATE firmware_images SET retired_at = $2 WHERE id = $1 AND retired_at IS NULL RETURNING id';
    const retired = await this.session.execute(sql, [imageId, at]);
    await this.session.execute('DELETE FROM firmware_image_bytes WHERE image_id = $1', [imageId]);
    return retired.length > 0;
  }

  async addLink({ tokenHash, commandId, imageId, expiresAt }: FirmwareLink): Promise<void> {
    await this.session.execute(
      'INSERT INTO firmware_links (token_hash, command_id, image_id, expires_at) VALUES ($1, $2, $3, $4)',
      [tokenHash, commandId, imageId, expiresAt],
    );
  }

  async link(tokenHash: string): Promise<FirmwareLink | null> {
    const sql = 'SELECT * FROM firmware_links WHERE token_hash = $1';
    const [row] = await this.session.query<LinkRow>(sql, [tokenHash]);
    if (!row) return null;
    const { command_id: commandId, image_id: imageId, expires_at: expiresAt, ended_at: endedAt } = row;
    return { tokenHash, commandId, imageId, expiresAt, endedAt };
  }

  async endLinks(commandId: string, at: number): Promise<number> {
    const sql =
      'UPDATE firmware_links SET ended_at = $2 WHERE command_id = $1 AND ended_at IS NULL RETURNING token_hash';
    return (await this.session.execute(sql, [commandId, at])).length;
  }

  async forgetLinks(before: number): Promise<void> {
    await this.session.execute('DELETE FROM firmware_links WHERE expires_at < $1', [before]);
  }
}
