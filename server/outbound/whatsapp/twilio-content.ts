import type { Message } from '../../app/ports/entities.ts';
import { type Rung, rungFor, TWILIO_LIMITS } from './ladder.ts';

/**
 * Buttons and lists at Twilio go out by content templates that hold nothing but variables: one for each number of buttons and
 * of rows, made once for an account (Twilio's Content API; variables are allowed in every field used here).
 */

/** The kinds of content that show something to choose, by how many: `buttons-1` … `buttons-3`, `list-1` … `list-10`. */
export const CONTENT_KINDS: readonly string[] = [
  ...numbered('buttons', TWILIO_LIMITS.buttons),
  ...numbered('list', TWILIO_LIMITS.rows),
];

function numbered(kind: string, most: number): string[] {
  return Array.from({ length: most }, (_, index) => `${kind}-${index + 1}`);
}

/** Under which name a kind of content is found in an account. */
export const contentName = (kind: string): string => `parkwire_${kind.replace('-', '_')}`;

export interface Content {
  readonly contentSid: string;
  /** JSON of the variables by number. */
  readonly contentVariables: string;
}

/** How a message that offers something is shown; null where it goes out in words. */
export function contentFor(
  { body, rich }: Pick<Message, 'body' | 'rich'>,
  sids: Readonly<Record<string, string>>,
): Content | null {
  // Every reply comes by here, and most accounts have no such templates.
  if (rich === null || Object.keys(sids).length === 0) return null;
  const shown = shownBy(rungFor(body, rich, TWILIO_LIMITS));
  const contentSid = shown && sids[shown.kind];
  return contentSid ? { contentSid, contentVariables: numberedVariables(shown.values) } : null;
}

/** Variables of a content template as the API takes them: JSON, by number from 1 on. */
export function numberedVariables(values: readonly string[]): string {
  return JSON.stringify(Object.fromEntries(values.map((value, index) => [String(index + 1), value])));
}

/** The kind of content that shows it, with values in the order in which `contentTypes` names the variables. */
function shownBy(rung: Rung): { kind: string; values: string[] } | null {
  switch (rung.kind) {
    case 'buttons': {
      const { body, buttons } = rung;
      return { kind: `buttons-${buttons.length}`, values: [body, ...buttons.flatMap(({ title, id }) => [title, id])] };
    }
    case 'list': {
      const { body, button, rows } = rung;
      // A row wants a second line: where nothing else is to be said, what may be typed instead.
      const shown = rows.flatMap(({ title, id, description }) => [title, id, description ?? id]);
      return { kind: `list-${rows.length}`, values: [body, button, ...shown] };
    }
    case 'location':
    case 'text':
      return null;
  }
}

/** A kind of content as the Content API takes it, every field of it a variable, with samples for each. */
export function contentTypes(kind: string): { types: object; variables: Record<string, string> } {
  const [shape, digits] = kind.split('-');
  const count = Number(digits);
  let last = 0;
  const variables: Record<string, string> = {};
  const variable = (sample: string): string => {
    last += 1;
    variables[String(last)] = sample;
    return `{{${last}}}`;
  };
  const body = variable('What would you like to do?');
  if (shape === 'buttons') {
    const actions = Array.from({ length: count }, (_, index) => ({
      type: 'QUICK_REPLY',
      title: variable(`Choice ${index + 1}`),
      id: variable(`choice ${index + 1}`),
    }));
    return { types: { 'twilio/quick-reply': { body, actions } }, variables };
  }
  const button = variable('Choose');
  const items = Array.from({ length: count }, (_, index) => ({
    item: variable(`Choice ${index + 1}`),
    id: variable(`choice ${index + 1}`),
    description: variable(`The choice with number ${index + 1}`),
  }));
  return { types: { 'twilio/list-picker': { body, button, items } }, variables };
}
