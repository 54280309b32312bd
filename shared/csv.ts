/** CSV as Parkwire writes it: RFC 4180 quoting, one header line, `\n` behind each line, safe to open as a spreadsheet. */

/** What a spreadsheet takes for the beginning of a formula, blanks and what cannot be seen in front of it left aside. */
const FORMULA = /^(?:[\t\r\n]|[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠])/u;
/** Where semicolons part the columns, a cell begins behind each of them too. */
const FORMULA_WITHIN = /;(?=[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠])/gu;

/**
 * Text that no spreadsheet takes for a formula: where it could be one, an apostrophe stands in front. A phone number in
 * E.164 is such a text, and stays whole by it: `'+919812345678` is kept as text where `+919812345678` would become a number.
 */
export function safeText(text: string): string {
  return (FORMULA.test(text) ? `'${text}` : text).replace(FORMULA_WITHIN, ";'");
}

/** A cell: text is made safe, a number stays a number, null is empty. */
export type CsvCell = string | number | null;

/** How csv-stringify has to be told. Header cells are ours. */
export const CSV_FORMAT = {
  cast: { string: (text: string, { header }: { readonly header: boolean }) => (header ? text : safeText(text)) },
  quoted_match: /[;\t\r\n]/,
};
