/** Numbers that regulators keep for fiction: no telephone anywhere has them. */
export const fictionalNumbers = ['+1 202 555 0123', '+1 202 555 0147', '+1 202 555 0188', '+44 7700 900123'] as const;

/** The number as the server wants it, `+` and digits; null when it cannot be one. */
export function normalizeNumber(typed: string): string | null {
  const number = typed.replace(/[\s().-]/g, '').replace(/^00/, '+');
  return /^\+[1-9]\d{6,14}$/.test(number) ? number : null;
}
