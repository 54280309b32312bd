/** A table as the page shows it and as a spreadsheet takes it. */
export interface Sheet {
  readonly columns: readonly { readonly label: string; readonly isNumber: boolean }[];
  readonly rows: readonly (readonly Cell[])[];
}

/** What is read, and what goes into the file: numbers as numbers, money in the currency's own unit. */
export interface Cell {
  readonly shown: string;
  readonly value: string | number | null;
}

/** An amount with its decimals, exactly: no division, which could lose a unit. */
export function majorOf(minor: number, decimals: number): string {
  const digits = String(Math.abs(minor)).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  return `${minor < 0 ? '-' : ''}${whole}${decimals > 0 ? `.${digits.slice(-decimals)}` : ''}`;
}

/** The file's text (RFC 4180), with a mark that tells spreadsheets that it is UTF-8. No cell of it can be a formula. */
export function csvOf({ columns, rows }: Sheet): string {
  const lines = [
    columns.map(({ label }) => quoted(harmless(label))),
    ...rows.map((row) => row.map(({ value }) => quoted(isPlainNumber(value) ? String(value) : harmless(value ?? '')))),
  ];
  return `\ufeff${lines.map((cells) => `${cells.join(',')}\r\n`).join('')}`;
}

function isPlainNumber(value: Cell['value']): value is string | number {
  return value !== null && /^-?\d+(\.\d+)?$/.test(String(value));
}

/** Spreadsheets run what begins with one of these. */
function harmless(value: string | number): string {
  const text = String(value);
  return /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
}

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
