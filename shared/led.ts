import { z } from 'zod';

export const ledColor = z.enum(['green', 'blue', 'red', 'amber', 'white', 'off']);
export const ledPattern = z.enum(['solid', 'blink']);

/** What an LED shows. */
export const ledLook = z.object({ color: ledColor, pattern: ledPattern });
export type LedLook = z.infer<typeof ledLook>;

/** What an LED should show or shows, with the revision that identifies that desired state. */
export const ledState = ledLook.extend({ rev: z.int().nonnegative() });
export type LedState = z.infer<typeof ledState>;
