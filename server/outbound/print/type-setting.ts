import { createRequire } from 'node:module';

/** How bold the letters are. */
export type Face = 'plain' | 'bold';

type Script = 'devanagari' | 'latin' | 'latin-ext';
type Pdf = PDFKit.PDFDocument;

const WEIGHT: Readonly<Record<Face, number>> = { plain: 400, bold: 700 };
const SCRIPTS: readonly Script[] = ['devanagari', 'latin', 'latin-ext'];

/** Letters of Hindi and the marks that belong to them; the rest is set in Latin. */
const DEVANAGARI = /[\p{Script=Devanagari}\u0964\u0965\u200c\u200d]/u;
const LATIN = /[\u0020-\u007e\u00a0-\u00ff\u2013\u2014\u2018-\u201d\u2022\u2026]/u;
const LATIN_EXT = /[\u0100-\u017f]/u;

const fontOf = (script: Script, face: Face): string => `${script}-${face}`;

/** Makes the fonts known to the document, each out of its own file: Noto Sans Devanagari is split by script. */
export function registerFonts(pdf: Pdf): void {
  const { resolve } = createRequire(import.meta.url);
  for (const script of SCRIPTS) {
    for (const face of Object.keys(WEIGHT) as Face[]) {
      const file = `@fontsource/noto-sans-devanagari/files/noto-sans-devanagari-${script}-${WEIGHT[face]}-normal.woff`;
      pdf.registerFont(fontOf(script, face), resolve(file));
    }
  }
}

/** Whether the fonts have every letter of a text. */
export function canPrint(text: string): boolean {
  return [...text].every((letter) => scriptOf(letter) !== null);
}

/** The size, at most this one, at which a line is no wider than `most`. */
export function fittingSize(pdf: Pdf, text: string, face: Face, size: number, most: number): number {
  const width = widthOf(pdf, text, face, size);
  return width <= most ? size : (size * most) / width;
}

/** Draws one line around a middle, on a baseline, in the fill colour. */
export function drawLine(pdf: Pdf, text: string, face: Face, size: number, middle: number, baseline: number): void {
  let x = middle - widthOf(pdf, text, face, size) / 2;
  for (const run of runsOf(text)) {
    pdf.font(fontOf(run.script, face), size);
    pdf.text(run.text, x, baseline, { lineBreak: false, baseline: 'alphabetic' });
    x += pdf.widthOfString(run.text);
  }
}

function widthOf(pdf: Pdf, text: string, face: Face, size: number): number {
  return runsOf(text).reduce((sum, run) => sum + pdf.font(fontOf(run.script, face), size).widthOfString(run.text), 0);
}

/** Neighbouring letters of one script together: Hindi is shaped within a word. */
function runsOf(text: string): { script: Script; text: string }[] {
  const runs: { script: Script; text: string }[] = [];
  for (const letter of text.normalize('NFC')) {
    const script = scriptOf(letter) ?? 'latin';
    const last = runs.at(-1);
    if (last?.script === script) last.text += letter;
    else runs.push({ script, text: letter });
  }
  return runs;
}

function scriptOf(letter: string): Script | null {
  if (DEVANAGARI.test(letter)) return 'devanagari';
  if (LATIN.test(letter)) return 'latin';
  return LATIN_EXT.test(letter) ? 'latin-ext' : null;
}
