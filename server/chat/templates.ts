import {
  type ApprovedTemplate,
  type MessageTemplate,
  TEMPLATE_KINDS,
  type TemplateKind,
} from '../domain/message-template.ts';
import { formatterFor } from './formatter.ts';
import { phrasingFor, plain } from './phrasing.ts';
import { LONGEST_REPLY, render } from './render.ts';
import type { Reply, ReplyContext } from './reply.ts';

/** Longest words a lot may give a message: what WhatsApp's own templates take. */
export const LONGEST_TEMPLATE = 1024;

export type Placeholder =
  | 'driver'
  | 'lot'
  | 'slot'
  | 'service'
  | 'date'
  | 'time'
  | 'followUpDate'
  | 'reference'
  | 'amount';

const ALWAYS = ['driver', 'lot', 'slot', 'service'] as const;

/** What each message can be told. Its date and time are those of what it is about: a start, an end, until when it is held. */
export const PLACEHOLDERS: Readonly<Record<TemplateKind, readonly Placeholder[]>> = {
  booked: [...ALWAYS, 'reference', 'date', 'time'],
  cancelled: [...ALWAYS, 'reference'],
  'car-detected': [...ALWAYS, 'reference', 'date', 'time'],
  bill: [...ALWAYS, 'date', 'time', 'amount'],
  'no-show': [...ALWAYS, 'reference'],
  'day-before': [...ALWAYS, 'reference', 'date', 'time'],
  'before-start': [...ALWAYS, 'reference', 'date', 'time'],
  'before-end': [...ALWAYS, 'reference', 'date', 'time'],
  'no-show-warning': [...ALWAYS, 'reference', 'date', 'time'],
  'follow-up': [...ALWAYS, 'reference', 'followUpDate'],
  'wait-offer': [...ALWAYS, 'reference', 'date', 'time'],
};

/** A reply whose words a lot may choose. */
export type Templated = Extract<Reply, { kind: TemplateKind }>;

const TEMPLATED: ReadonlySet<string> = new Set(TEMPLATE_KINDS);

export function isTemplated(reply: Reply): reply is Templated {
  return TEMPLATED.has(reply.kind);
}

/** Who and what a message is about, beside the reply itself. */
export interface TemplateSubject {
  readonly driver: string;
  readonly lot: string;
  /** The services chosen with the booking. */
  readonly services: readonly string[];
}

/** Control characters other than the end of a line: nobody types them, and channels refuse them. */
const CONTROL = /(?!\n)\p{Cc}/u;

/** What is wrong with words for a message; nothing when they may be saved. */
export function templateFaults(kind: TemplateKind, body: string): string[] {
  const faults: string[] = [];
  if (body.trim() === '') faults.push('it is empty');
  const { length } = [...body];
  if (length > LONGEST_TEMPLATE) faults.push(`it has ${length} characters of at most ${LONGEST_TEMPLATE}`);
  if (CONTROL.test(body)) faults.push('it holds a control character');
  for (const [piece, name] of body.matchAll(/\{([^{}]*)\}|[{}]/g)) {
    if (name === undefined) faults.push(`a brace ${piece} has no partner`);
    else if (!(PLACEHOLDERS[kind] as readonly string[]).includes(name)) {
      faults.push(
        `{${name}} is not known here; there are ${PLACEHOLDERS[kind].map((known) => `{${known}}`).join(' ')}`,
      );
    }
  }
  return [...new Set(faults)];
}

/** What is wrong with what WhatsApp is said to have approved; nothing when it may be saved. */
export function approvedFaults(kind: TemplateKind, approved: ApprovedTemplate): string[] {
  const faults: string[] = [];
  const { twilioContentSid, metaName, metaLanguage, variables } = approved;
  if (twilioContentSid === null && metaName === null) faults.push('approved: twilioContentSid or metaName is needed');
  if ((metaName === null) !== (metaLanguage === null)) faults.push('approved: metaName and metaLanguage go together');
  const known: readonly string[] = PLACEHOLDERS[kind];
  for (const name of variables) {
    if (!known.includes(name)) faults.push(`approved: ${name} is not known here; there are ${known.join(', ')}`);
  }
  return faults;
}

/** What goes out in the place of words of our own, with what is filled in. */
export type Approved = Omit<ApprovedTemplate, 'variables'> & { readonly values: string[] };

/** How a message goes out by what WhatsApp has approved for it in the driver's language; null where it has nothing. */
export function approvedOf(
  reply: Reply,
  context: ReplyContext,
  templates: readonly MessageTemplate[],
  subject: TemplateSubject,
): Approved | null {
  if (!isTemplated(reply)) return null;
  const template = templates.find(({ kind, language }) => kind === reply.kind && language === context.locale)?.approved;
  if (!template) return null;
  const values = valuesOf(reply, context, subject);
  // WhatsApp takes no empty variable and no line break in one.
  const value = (name: string) => (values[name as Placeholder] ?? '').replace(/\s+/g, ' ').trim() || '-';
  const { twilioContentSid, metaName, metaLanguage, variables } = template;
  return { twilioContentSid, metaName, metaLanguage, values: variables.map(value) };
}

/**
 * A message in the lot's own words where it has any in the driver's language, else in the standard ones of it; null where
 * the lot does not tell it, which is so in all languages. What is filled in is plain text: no name can bring formatting or
 * another placeholder with it.
 */
export function renderTemplated(
  reply: Templated,
  context: ReplyContext,
  templates: readonly MessageTemplate[],
  subject: TemplateSubject,
): string | null {
  const ofKind = templates.filter(({ kind }) => kind === reply.kind);
  if (ofKind.some(({ enabled }) => !enabled)) return null;
  const own = ofKind.find(({ language }) => language === context.locale);
  if (!own?.body) return render(reply, context);
  const values = valuesOf(reply, context, subject);
  const text = own.body.replace(/\{([A-Za-z]+)\}/g, (_, name: string) => values[name as Placeholder] ?? '');
  return text.length <= LONGEST_REPLY ? text : `${text.slice(0, LONGEST_REPLY - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

function valuesOf(
  reply: Templated,
  context: ReplyContext,
  subject: TemplateSubject,
): Partial<Record<Placeholder, string>> {
  const formatter = formatterFor(context);
  const p = phrasingFor(context);
  const lot = plain(subject.lot);
  const services = subject.services.map((name) => plain(name));
  const at = momentOf(reply);
  return {
    driver: plain(subject.driver),
    lot,
    slot: plain(reply.slot),
    service: services.length === 0 ? lot : formatter.list(services),
    ...('reference' in reply ? { reference: plain(reply.reference) } : {}),
    ...(at === null ? {} : { date: p.date(at), time: formatter.time(at) }),
    ...(reply.kind === 'follow-up' ? { followUpDate: p.date(reply.at) } : {}),
    ...(reply.kind === 'bill' ? { amount: p.money(reply.amountMinor - reply.refundedMinor) } : {}),
  };
}

/** What the message's date and time are of. */
function momentOf(reply: Templated): number | null {
  switch (reply.kind) {
    case 'booked':
    case 'no-show-warning':
    case 'wait-offer':
      return reply.holdUntil;
    case 'day-before':
    case 'before-start':
      return reply.startsAt;
    case 'before-end':
      return reply.endsAt;
    case 'car-detected':
      return reply.at;
    case 'bill':
      return reply.to;
    case 'cancelled':
    case 'no-show':
    case 'follow-up':
      return null;
  }
}
