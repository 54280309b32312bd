const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Characters XML 1.0 has no way to carry (section 2.2). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to be taken out
const NOT_XML =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function escaped(text: string): string {
  return text.replace(NOT_XML, '').replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}

/** A TwiML answer with one message; Twilio reports what becomes of it to `statusUrl`, relative to the webhook. */
export function twimlMessage(body: string, statusUrl: string): string {
  return (
    '<?xml version="1.0" encoding="UTF-8"?><Response>' +
    `<Message action="${escaped(statusUrl)}" method="POST">${escaped(body)}</Message></Response>`
  );
}

/** An answer that says nothing. */
export const EMPTY_TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response/>';
