/** What an uploaded floor plan may be. Its bytes say what it is, never its name or a header. */

export type ImageType = 'image/png' | 'image/jpeg' | 'image/webp';

export interface ImageHeader {
  readonly type: ImageType;
  readonly width: number;
  readonly height: number;
}

/** A small file can unpack to a picture that no phone can hold. */
export const MOST_PLAN_SIDE = 8000;
export const MOST_PLAN_PIXELS = 40_000_000;

export const isTooLarge = ({ width, height }: ImageHeader): boolean =>
  width > MOST_PLAN_SIDE || height > MOST_PLAN_SIDE || width * height > MOST_PLAN_PIXELS;

/** Type and size of a PNG, JPEG or WebP as the file says them; null where it is none of these, as SVG is, which can hold scripts. */
export function readImageHeader(bytes: Uint8Array): ImageHeader | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const found = png(view) ?? jpeg(view) ?? webp(view);
    return found !== null && found.width > 0 && found.height > 0 ? found : null;
  } catch (error) {
    // The file ends before its header does.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function says(view: DataView, at: number, word: string): boolean {
  return [...word].every((letter, index) => view.getUint8(at + index) === letter.charCodeAt(0));
}

function png(view: DataView): ImageHeader | null {
  if (!says(view, 0, '\x89PNG\r\n\x1a\n') || !says(view, 12, 'IHDR')) return null;
  return { type: 'image/png', width: view.getUint32(16), height: view.getUint32(20) };
}

/** The frame headers, `SOF0` to `SOF15`, but for three markers among them that mean something else. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

function jpeg(view: DataView): ImageHeader | null {
  if (view.getUint16(0) !== 0xffd8) return null;
  let at = 2;
  while (view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    // A marker may stand behind any number of these.
    if (marker === 0xff) at += 1;
    else if (isFrame(marker))
      return { type: 'image/jpeg', height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    else at += 2 + Math.max(2, view.getUint16(at + 2));
  }
  return null;
}

function webp(view: DataView): ImageHeader | null {
  if (!says(view, 0, 'RIFF') || !says(view, 8, 'WEBP')) return null;
  const size = (width: number, height: number): ImageHeader => ({ type: 'image/webp', width, height });
  if (says(view, 12, 'VP8 ')) return size(view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff);
  if (says(view, 12, 'VP8L')) {
    const packed = view.getUint32(21, true);
    return size((packed & 0x3fff) + 1, ((packed >>> 14) & 0x3fff) + 1);
  }
  if (!says(view, 12, 'VP8X')) return null;
  const three = (at: number) => view.getUint16(at, true) + (view.getUint8(at + 2) << 16);
  return size(three(24) + 1, three(27) + 1);
}
