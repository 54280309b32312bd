import type { Message } from '../../app/ports/entities.ts';

type Rich = NonNullable<Message['rich']>;
type Option = Rich['options'][number];

/** What a channel takes of buttons and lists; lengths in characters as people count them. */
export interface ChannelLimits {
  readonly buttons: number;
  readonly buttonTitle: number;
  readonly rows: number;
  /** What opens a list. */
  readonly listButton: number;
  readonly rowTitle: number;
  readonly rowDescription: number;
  /** What a button or row hands back. */
  readonly id: number;
  /** The words above buttons or a list. */
  readonly interactiveBody: number;
  readonly textBody: number;
}

/** Meta's Cloud API: interactive reply buttons and list messages, text messages. */
export const META_LIMITS: ChannelLimits = {
  buttons: 3,
  buttonTitle: 20,
  rows: 10,
  listButton: 20,
  rowTitle: 24,
  rowDescription: 72,
  id: 200,
  interactiveBody: 1024,
  textBody: 4096,
};

/** Twilio's content types for WhatsApp, within the 24 hours: `twilio/quick-reply`, `twilio/list-picker`; a message's body. */
export const TWILIO_LIMITS: ChannelLimits = { ...META_LIMITS, textBody: 1600 };

export interface Row {
  readonly id: string;
  readonly title: string;
  readonly description: string | null;
}

/** A message in the form that a channel can show: buttons, else a list, else the words with numbers to type. */
export type Rung =
  | { readonly kind: 'buttons'; readonly body: string; readonly buttons: readonly Row[] }
  | { readonly kind: 'list'; readonly body: string; readonly button: string; readonly rows: readonly Row[] }
  | { readonly kind: 'location'; readonly body: string }
  | { readonly kind: 'text'; readonly body: string };

/** Of messages that were stored before they had one of their own. */
const DEFAULT_OPENER = '☰';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Steps down from buttons to a list to plain text until the message fits. Nothing that can be chosen is ever left out: what does
 * not fit as a whole goes one step further down, where the words name every choice with a number.
 */
export function rungFor(body: string, rich: Rich | null, limits: ChannelLimits): Rung {
  const text: Rung = { kind: 'text', body: cut(body, limits.textBody) };
  if (rich === null) return text;
  const { lead, options, opener = DEFAULT_OPENER } = rich;
  const fits = lengthOf(lead) <= limits.interactiveBody && lead.trim() !== '' && options.length > 0;
  if (!fits || options.some((option) => !canBeShown(option, limits))) return text;
  if (new Set(options.map(({ text: id }) => id)).size < options.length) return text;
  if (rich.asksPlace && options.length > limits.rows) return { kind: 'location', body: lead };
  const areShort = options.every(({ title }) => lengthOf(title) <= limits.buttonTitle);
  if (options.length <= limits.buttons && areShort && areApart(options, limits.buttonTitle))
    return { kind: 'buttons', body: lead, buttons: options.map((option) => row(option, limits.buttonTitle, limits)) };
  if (options.length <= limits.rows && areApart(options, limits.rowTitle))
    return {
      kind: 'list',
      body: lead,
      button: cut(opener, limits.listButton),
      rows: options.map((option) => row(option, limits.rowTitle, limits)),
    };
  return text;
}

/** Channels refuse a title of nothing or of several lines, and what hands nothing back. */
function canBeShown({ text: id, title }: Option, limits: ChannelLimits): boolean {
  return id.trim() !== '' && lengthOf(id) <= limits.id && title.trim() !== '' && !/[\r\n]/.test(title);
}

/** Whether titles still differ once they are cut: two that look alike cannot be chosen between. */
function areApart(options: readonly Option[], most: number): boolean {
  return new Set(options.map(({ title }) => cut(title, most))).size === options.length;
}

function row({ text, title, note }: Option, most: number, { rowDescription }: ChannelLimits): Row {
  // What a long title loses is said in the smaller line, where nothing else is.
  const lost = lengthOf(title) > most ? title : null;
  const description = note ?? lost;
  return { id: text, title: cut(title, most), description: description && cut(description, rowDescription) };
}

function lengthOf(text: string): number {
  return text.length;
}

/** At most so many UTF-16 units, never within what people see as one character. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  let kept = '';
  for (const { segment } of graphemes.segment(text)) {
    if (kept.length + segment.length > most - 1) break;
    kept += segment;
  }
  return `${kept}…`;
}
