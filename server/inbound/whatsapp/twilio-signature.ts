import { validateRequest } from 'twilio/lib/webhooks/webhooks.js';

/**
 * Whether Twilio signed this request: HMAC-SHA1 over the exact public URL and all parameters, sorted, as the SDK checks
 * it. Behind a proxy the URL must be the configured public one.
 */
export function isSignedByTwilio(
  authToken: string,
  signature: string | undefined,
  url: string,
  parameters: Record<string, unknown>,
): boolean {
  return signature !== undefined && validateRequest(authToken, signature, url, parameters);
}
