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

/** A lot's words for one message in one language. */
export interface MessageTemplate {
  readonly kind: TemplateKind;
  readonly language: string;
  /** Null for the standard words. */
  readonly body: string | null;
  /** Whether it is told at all. */
  readonly enabled: boolean;
}

/** Answers to what a driver wrote, and the slot a driver waits for: nobody who asks is left without an answer. */
const ANSWERS: ReadonlySet<TemplateKind> = new Set(['booked', 'cancelled', 'wait-offer']);

export function canBeSwitchedOff(kind: TemplateKind): boolean {
  return !ANSWERS.has(kind);
}

export function isTemplateKind(text: string): text is TemplateKind {
  return (TEMPLATE_KINDS as readonly string[]).includes(text);
}
