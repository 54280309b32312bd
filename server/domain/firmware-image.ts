/** What an uploaded firmware image may be, and what it says of itself. */

const IMAGE_MAGIC = 0xe9;
/** Behind the image's and its first segment's header. */
const DESCRIPTOR_AT = 32;
const DESCRIPTOR_MAGIC = 0xabcd5432;
const VERSION_AT = DESCRIPTOR_AT + 16;
const VERSION_SIZE = 32;

/**
 * The version that an ESP-IDF image says it is (`PROJECT_VER`, cut to 31 characters); null where the file is none, as is
 * that of another board, of which we know nothing.
 */
export function versionInImage(bytes: Uint8Array): string | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < VERSION_AT + VERSION_SIZE || view.getUint8(0) !== IMAGE_MAGIC) return null;
  if (view.getUint32(DESCRIPTOR_AT, true) !== DESCRIPTOR_MAGIC) return null;
  const text = bytes.subarray(VERSION_AT, VERSION_AT + VERSION_SIZE);
  const end = text.indexOf(0);
  return String.fromCharCode(...text.subarray(0, end === -1 ? VERSION_SIZE : end));
}

/** Whether the image can be that version, as far as it says. */
export function mayBeVersion(inImage: string | null, version: string): boolean {
  return (
    inImage === null || inImage === version || (inImage.length === VERSION_SIZE - 1 && version.startsWith(inImage))
  );
}
