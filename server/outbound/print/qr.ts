import { create } from 'qrcode';

/** The light edge that readers need, in modules (ISO 18004). */
const QUIET = 4;

/**
 * A QR code in a square of this side, its light edge included. Each row of dark modules is drawn as rectangles: they stay
 * sharp at every size. Level Q is read with a quarter of it dirty or torn.
 */
export function drawQr(pdf: PDFKit.PDFDocument, text: string, x: number, y: number, side: number, color: string): void {
  const { modules } = create(text, { errorCorrectionLevel: 'Q' });
  const unit = side / (modules.size + 2 * QUIET);
  for (let row = 0; row < modules.size; row += 1) {
    let from = 0;
    while (from < modules.size) {
      const length = runFrom(modules, row, from);
      if (length > 0) pdf.rect(x + (QUIET + from) * unit, y + (QUIET + row) * unit, length * unit, unit);
      from += Math.max(1, length);
    }
  }
  pdf.fill(color);
}

/** How many dark modules follow each other from here. */
function runFrom(
  modules: { size: number; get(row: number, column: number): number },
  row: number,
  from: number,
): number {
  let length = 0;
  while (from + length < modules.size && modules.get(row, from + length)) length += 1;
  return length;
}
