const MOST = 1000;

/**
 * Slot codes as people type them: `a`, `B12`, `P1-P20` or `P1-20` for a row of them, with zeros kept (`P01-P20`). What is no
 * code is given back as it is, in capitals, so that it can be shown as wrong.
 */
export function readSlotCodes(typed: string): string[] {
  const text = typed.trim().toUpperCase();
  if (text === '') return [];
  const [, prefix = '', from = '', again, to = ''] = /^([A-Z0-9]*?)(\d+)\s*[-–]\s*([A-Z0-9]*?)(\d+)$/.exec(text) ?? [];
  const isRow = from !== '' && (again === '' || again === prefix) && Number(to) >= Number(from);
  if (!isRow || Number(to) - Number(from) >= MOST) return [text];
  return Array.from(
    { length: Number(to) - Number(from) + 1 },
    (_, index) => prefix + String(Number(from) + index).padStart(from.length, '0'),
  );
}

/** Each code once, in the order they were named. */
export function readAllSlotCodes(typed: readonly string[]): string[] {
  return [...new Set(typed.flatMap(readSlotCodes))];
}

export const isSlotCode = (code: string): boolean => /^[A-Z0-9]{1,8}$/.test(code);
