import type { HandoverMessages } from './handover-messages.ts';

/** A person takes over, and gives back. */
export const enHandover: Readonly<Record<keyof HandoverMessages, string>> = {
  'handed-over': `🙋 A person at {lot} will answer you here{isOpen, select, yes {} other {, once the car park is open again}}. Write what it is about, and I keep quiet.
{hasContact, select, yes {In a hurry: {contact}
} other {}}Send *bot* when you want my answers again.`,
  'bot-again': `🤖 I am here again.
{answer}`,
  'handed-back': `🤖 The people at {lot} have handed you back to me. Send *menu*, or *agent* to reach them again.`,
  'handover-lapsed': `🤖 Sorry, nobody at {lot} has answered for a long time, so I am here again{hasContact, select, yes {. You also reach them here: {contact}} other {}}. Send *agent* to ask once more, or *menu*.`,
};
