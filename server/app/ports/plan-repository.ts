import type { ImageType } from '../../domain/plan-image.ts';

/** A point of the plan: fractions of its width and height, from the left and from the top. */
export type Place = readonly [x: number, y: number];

export interface PlanImage {
  readonly type: ImageType;
  readonly width: number;
  readonly height: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** What a lot has of a floor plan; one that never had any is at version 0. */
export interface Plan {
  /** Grows with every change, also where the plan is removed. */
  readonly version: number;
  readonly image: PlanImage | null;
  /** By the slot's id; a retired slot keeps its place. */
  readonly places: Readonly<Record<string, Place>>;
}

export interface PlanRepository {
  ofLot(lotId: string): Promise<Plan>;
  bytesOf(lotId: string): Promise<Uint8Array | null>;
  /** Without the image's bytes, which stay as they are. */
  save(lotId: string, plan: Plan): Promise<void>;
  /** Null takes them away. */
  saveBytes(lotId: string, bytes: Uint8Array | null): Promise<void>;
}
