import type { AdviceMessages } from './advice-messages.ts';

/** The English texts that only explain. */
export const enAdvice: Readonly<Record<keyof AdviceMessages, string>> = {
  modify: `✏️ What shall be changed? Send *extend 1h* for a later end, *shorten 30* for an earlier one, *move B* for another slot, or *cancel* to give the booking back. For other times, cancel it and book again.`,
};
