import { setImmediate } from 'node:timers/promises';
import PDFDocument from 'pdfkit';
import type { Poster, PosterSheet } from '../../app/ports/poster-printer.ts';
import { drawQr } from './qr.ts';
import { canPrint, drawLine, type Face, fittingSize, registerFonts } from './type-setting.ts';

type Pdf = PDFKit.PDFDocument;

/** A4 in points. */
const PAGE = { width: 595.28, height: 841.89 };
const MIDDLE = PAGE.width / 2;
const MARGIN = 42;
const BAND = 92;
const INK = '#15201c';
const SOFT = '#4c5954';
const BLUE = '#005a8f';
const QR = 318;
/** Halfway between the band and the code for cameras. */
const CODE_CENTRE = 208;
/** Of capitals and digits, as a part of their size. */
const CAP_HEIGHT = 0.714;

/** Draws posters with pdfkit, as pages of A4; the letters come with the file, so that every printer has them. */
export async function printPosterPdf(sheet: PosterSheet): Promise<Uint8Array> {
  const pdf = new PDFDocument({
    autoFirstPage: false,
    size: [PAGE.width, PAGE.height],
    margin: 0,
    info: { Title: `Posters of ${sheet.lotCode}`, Creator: 'Parkwire', Producer: 'Parkwire' },
  });
  const chunks: Buffer[] = [];
  const written = new Promise<Uint8Array>((resolve, reject) => {
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
  });
  registerFonts(pdf);
  const lotName = canPrint(sheet.lotName) ? sheet.lotName : sheet.lotCode;
  for (const [index, poster] of sheet.posters.entries()) {
    const cell = index % sheet.perPage;
    if (cell === 0) {
      // Hundreds of pages take seconds: whoever waits for something else gets a turn between two of them.
      await setImmediate();
      pdf.addPage();
      if (sheet.perPage === 4) drawCuts(pdf);
    }
    // Two posters side by side, each half as wide, are as high as half a page: A4 halves into itself.
    const scale = sheet.perPage === 4 ? 0.5 : 1;
    pdf.save();
    pdf.translate((cell % 2) * MIDDLE, Math.floor(cell / 2) * (PAGE.height / 2)).scale(scale);
    drawPoster(pdf, poster, lotName, sheet.number);
    pdf.restore();
  }
  pdf.end();
  return written;
}

function drawPoster(pdf: Pdf, { slot, words, link }: Poster, lotName: string, number: string): void {
  const most = PAGE.width - 2 * MARGIN;
  const line = (text: string, face: Face, size: number, baseline: number, color: string) => {
    pdf.fillColor(color);
    drawLine(pdf, text, face, fittingSize(pdf, text, face, size, most), MIDDLE, baseline);
  };
  pdf.rect(0, 0, PAGE.width, BAND).fill(BLUE);
  line(lotName, 'bold', 38, BAND / 2 + 13, '#ffffff');
  const codeSize = fittingSize(pdf, slot, 'bold', 230, most);
  line(slot, 'bold', codeSize, CODE_CENTRE + (CAP_HEIGHT * codeSize) / 2, INK);
  drawQr(pdf, link, MIDDLE - QR / 2, 316, QR, INK);
  line(`Scan to book slot ${slot}`, 'bold', 34, 680, INK);
  line(`स्लॉट ${slot} बुक करने के लिए स्कैन करें`, 'bold', 34, 728, INK);
  line(`or send “${words}” on WhatsApp to ${number}`, 'plain', 18, 772, SOFT);
  line(`या WhatsApp पर ${number} को “${words}” लिखकर भेजें`, 'plain', 18, 802, SOFT);
}

/** Where to cut. */
function drawCuts(pdf: Pdf): void {
  pdf.save().lineWidth(0.5).dash(4, { space: 4 }).strokeColor('#9aa5a0');
  pdf.moveTo(MIDDLE, 0).lineTo(MIDDLE, PAGE.height).stroke();
  pdf
    .moveTo(0, PAGE.height / 2)
    .lineTo(PAGE.width, PAGE.height / 2)
    .stroke();
  pdf.restore();
}
