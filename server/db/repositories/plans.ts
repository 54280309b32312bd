import type { Place, Plan, PlanRepository } from '../../app/ports/plan-repository.ts';
import type { ImageType } from '../../domain/plan-image.ts';
import type { TxSession } from '../tx.ts';

interface PlanRow {
  version: number;
  type: ImageType | null;
  width: number | null;
  height: number | null;
  sha256: string | null;
  places: string;
}

/** Floor plans. */
export class SqlPlans implements PlanRepository {
  private readonly session: TxSession;

  constructor(session: TxSession) {
    this.session = session;
  }

  async ofLot(lotId: string): Promise<Plan> {
    const [row] = await this.session.query<PlanRow>('SELECT * FROM floor_plans WHERE lot_id = $1', [lotId]);
    if (!row) return { version: 0, image: null, places: {} };
    const { version, type, width, height, sha256 } = row;
    const isThere = type !== null && width !== null && height !== null && sha256 !== null;
    return {
      version,
      image: isThere ? { type, width, height, sha256 } : null,
      places: JSON.parse(row.places) as Record<string, Place>,
    };
  }

  async bytesOf(lotId: string): Promise<Uint8Array | null> {
    const sql = 'SELECT bytes FROM floor_plan_images WHERE lot_id = $1';
    const [row] = await this.session.query<{ bytes: Uint8Array }>(sql, [lotId]);
    return row?.bytes ?? null;
  }

  async save(lotId: string, { version, image, places }: Plan): Promise<void> {
    await this.session.execute(
      `INSERT INTO floor_plans (lot_id, version, type, width, height, sha256, places) VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (lot_id) DO UPDATE SET version = excluded.version, type = excluded.type, width = excluded.width,
         height = excluded.height, sha256 = excluded.sha256, places = excluded.places`,
      [
        ...[lotId, version, image?.type ?? null, image?.width ?? null, image?.height ?? null, image?.sha256 ?? null],
        JSON.stringify(places),
      ],
    );
    this.session.changedPlans.add(lotId);
  }

  async saveBytes(lotId: string, bytes: Uint8Array | null): Promise<void> {
    if (bytes === null) {
      await this.session.execute('DELETE FROM floor_plan_images WHERE lot_id = $1', [lotId]);
      return;
    }
    await this.session.execute(
      `INSERT INTO floor_plan_images (lot_id, bytes) VALUES ($1, $2) ON CONFLICT (lot_id) DO UPDATE SET bytes = excluded.bytes`,
      [lotId, bytes],
    );
  }
}
