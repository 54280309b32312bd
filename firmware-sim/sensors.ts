/** What stands before the sensors of a board, and what they make of it. */
const NEAR_CM = 30;
const FAR_CM = 220;
const NOISE_CM = 3;

export class Sensors {
  readonly #slots: readonly string[];
  readonly #random: () => number;
  readonly #distances = new Map<string, number>();
  /** What a stuck sensor sees, whatever stands there. */
  readonly #stuck = new Map<string, number>();

  constructor(slots: readonly string[], random: () => number) {
    this.#slots = slots;
    this.#random = random;
  }

  /** @throws {RangeError} where the board has no such slot */
  set(slot: string, distanceCm: number): void {
    if (!this.#slots.includes(slot)) throw new RangeError(`it does not serve slot ${slot}`);
    this.#distances.set(slot, distanceCm);
  }

  setCar(slot: string, isThere: boolean): void {
    this.set(slot, isThere ? NEAR_CM : FAR_CM);
  }

  /** How far away really is what stands there. */
  distance(slot: string): number {
    return this.#distances.get(slot) ?? FAR_CM;
  }

  /** One reading, in centimetres to a tenth. */
  read(slot: string): number {
    const noise = (this.#random() * 2 - 1) * NOISE_CM;
    return Math.max(0, Math.round(((this.#stuck.get(slot) ?? this.distance(slot)) + noise) * 10) / 10);
  }

  /** One reading that is wrong by the whole: a car where none is, or none where one is. */
  misread(slot: string): number {
    return this.distance(slot) < (NEAR_CM + FAR_CM) / 2 ? FAR_CM : NEAR_CM;
  }

  stick(slot: string): void {
    this.#stuck.set(slot, this.distance(slot));
  }

  unstick(slot: string): void {
    this.#stuck.delete(slot);
  }
}
