const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Control characters other than tab and line ends: XML 1.0 has no way to carry them (section 2.2). */
const NOT_XML = /[^\P{Cc}\t\n\r]/gu;

function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(NOT_XML, '')
    .replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}

/** A TwiML answer that says nothing. */
export const SILENT_TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response></Response>';

/** A TwiML answer with one message; Twilio reports what becomes of it to `statusUrl`, relative to the webhook. */
export function twimlMessage(body: string, statusUrl: string): string {
  return (
    '<?xml version="1.0" encoding="UTF-8"?><Response>' +
    `<Message action="${escaped(statusUrl)}" method="POST">${escaped(body)}</Message></Response>`
  );
}
