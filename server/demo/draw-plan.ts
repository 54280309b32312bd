import { crc32, deflateSync } from 'node:zlib';
import type { Place } from '../app/ports/plan-repository.ts';

/** Draws a car park from above: two rows of bays at a lane. The picture is a PNG, made here from nothing. */

type Colour = readonly [red: number, green: number, blue: number];

const GROUND: Colour = [223, 230, 221];
const TREE: Colour = [143, 178, 143];
const ASPHALT: Colour = [196, 202, 206];
const LANE: Colour = [180, 187, 192];
const PAINT: Colour = [255, 255, 255];
const BUILDING: Colour = [214, 205, 192];

const BAY = { width: 190, depth: 250 };
const MARGIN = 70;
const LANE_HEIGHT = 210;
const LINE = 6;

/** Where everything is follows from how many bays there are. */
export function drawPlan(codes: readonly string[]): { png: Uint8Array; places: Record<string, Place> } {
  const columns = Math.max(2, Math.ceil(codes.length / 2));
  const lot = { left: MARGIN, top: MARGIN, width: columns * BAY.width + LINE, height: 2 * BAY.depth + LANE_HEIGHT };
  const picture = new Picture(lot.width + 2 * MARGIN + 150, lot.height + 2 * MARGIN, GROUND);
  const laneTop = lot.top + BAY.depth;
  picture.box(lot.left - 14, lot.top - 14, lot.width + 28, lot.height + 28, ASPHALT, 22);
  picture.box(lot.left - 14, laneTop, picture.width, LANE_HEIGHT, LANE, 0);
  for (let column = 0; column <= columns; column++) {
    const x = lot.left + column * BAY.width;
    picture.box(x, lot.top, LINE, BAY.depth, PAINT, 0);
    picture.box(x, laneTop + LANE_HEIGHT, LINE, BAY.depth, PAINT, 0);
  }
  for (const y of [lot.top, lot.top + lot.height - LINE]) picture.box(lot.left, y, lot.width, LINE, PAINT, 0);
  for (let x = lot.left + 30; x < picture.width - 40; x += 90) {
    picture.box(x, laneTop + LANE_HEIGHT / 2 - 3, 46, LINE, PAINT, 0);
  }
  // The gate house, and trees around the lot.
  picture.box(lot.left + lot.width + 40, lot.top, 110, 170, BUILDING, 12);
  for (const y of [laneTop + LANE_HEIGHT + 60, laneTop + LANE_HEIGHT + 170]) {
    picture.disc(lot.left + lot.width + 95, y, 42, TREE);
  }
  const places = codes.map((code, index): [string, Place] => {
    const isBelow = index >= columns;
    const x = lot.left + LINE / 2 + ((index % columns) + 0.5) * BAY.width;
    const y = isBelow ? laneTop + LANE_HEIGHT + BAY.depth / 2 : lot.top + BAY.depth / 2;
    return [code, [fraction(x / picture.width), fraction(y / picture.height)]];
  });
  return { png: picture.png(), places: Object.fromEntries(places) };
}

const fraction = (value: number): number => Math.round(value * 10_000) / 10_000;

/** A picture to draw on, three bytes a pixel. */
export class Picture {
  readonly width: number;
  readonly height: number;
  private readonly pixels: Uint8Array;

  constructor(width: number, height: number, ground: Colour) {
    this.width = width;
    this.height = height;
    this.pixels = new Uint8Array(width * height * 3);
    this.box(0, 0, width, height, ground, 0);
  }

  /** A rectangle with round corners. */
  box(left: number, top: number, width: number, height: number, colour: Colour, radius: number): void {
    this.fill(left, top, width, height, colour, (x, y) => {
      const dx = Math.max(left + radius - x, x - (left + width - radius), 0);
      const dy = Math.max(top + radius - y, y - (top + height - radius), 0);
      return radius === 0 ? 1 : radius - Math.hypot(dx, dy) + 0.5;
    });
  }

  disc(x: number, y: number, radius: number, colour: Colour): void {
    this.box(x - radius, y - radius, 2 * radius, 2 * radius, colour, radius);
  }

  /** `cover` says how much of a pixel is covered, by its centre; less than 0 is nothing, more than 1 is all. */
  private fill(
    ...[left, top, width, height, colour, cover]: [
      number,
      number,
      number,
      number,
      Colour,
      (x: number, y: number) => number,
    ]
  ): void {
    const right = Math.min(this.width, left + width);
    const bottom = Math.min(this.height, top + height);
    for (let y = Math.max(0, Math.floor(top)); y < bottom; y++) {
      for (let x = Math.max(0, Math.floor(left)); x < right; x++) {
        const share = Math.min(1, Math.max(0, cover(x + 0.5, y + 0.5)));
        const at = (y * this.width + x) * 3;
        for (const [band, value] of colour.entries()) {
          this.pixels[at + band] = Math.round(value * share + (this.pixels[at + band] ?? 0) * (1 - share));
        }
      }
    }
  }

  png(): Uint8Array {
    const header = Buffer.alloc(13);
    header.writeUInt32BE(this.width, 0);
    header.writeUInt32BE(this.height, 4);
    // Eight bits a band, red, green and blue.
    header.set([8, 2, 0, 0, 0], 8);
    const stride = this.width * 3;
    const rows = Buffer.alloc(this.height * (stride + 1));
    for (let y = 0; y < this.height; y++) {
      rows.set(this.pixels.subarray(y * stride, (y + 1) * stride), y * (stride + 1) + 1);
    }
    const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
    return Buffer.concat([
      ...[signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows, { level: 9 }))],
      chunk('IEND', Buffer.alloc(0)),
    ]);
  }
}

function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  framed.set(body, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
