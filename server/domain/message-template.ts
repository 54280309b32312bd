/** The messages whose words a lot may choose. */
export const TEMPLATE_KINDS = [
  'booked',
  'cancelled',
  'car-detected',
  'bill',
  'no-show',
  'day-before',
  'before-start',
  'before-end',
  'no-show-warning',
  'follow-up',
  'wait-offer',
] as const;

export type TemplateKind = (typeof TEMPLATE_KINDS)[number];

/**
 * What WhatsApp has approved for a message: the only thing that it takes for a driver who wrote more than 24 hours ago. At
 * Twilio it is known by a content id, at Meta by name and language; `variables` are what its {{1}}, {{2}} … stand for.
 */
export interface ApprovedTemplate {
  readonly twilioContentSid: string | null;
  readonly metaName: string | null;
  /** As Meta spells it: `en`, `en_US`, `hi`. */
  readonly metaLanguage: string | null;
  readonly variables: readonly string[];
}

/** A lot's words for one message in one language. */
export interface MessageTemplate {
  readonly kind: TemplateKind;
  readonly language: string;
  /** Null for the standard words. */
  readonly body: string | null;
  /** Whether it is told at all. */
  readonly enabled: boolean;
  readonly approved?: ApprovedTemplate | null;
}

/** Answers to what a driver wrote, and the slot a driver waits for: nobody who asks is left without an answer. */
const ANSWERS: ReadonlySet<TemplateKind> = new Set(['booked', 'cancelled', 'wait-offer']);

export function canBeSwitchedOff(kind: TemplateKind): boolean {
  return !ANSWERS.has(kind);
}

export function isTemplateKind(text: string): text is TemplateKind {
  return (TEMPLATE_KINDS as readonly string[]).includes(text);
}
