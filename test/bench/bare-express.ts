import express from 'express';
import { validateRequest } from 'twilio/lib/webhooks/webhooks.js';

/** The baseline of the webhooks: parse, check the signature, answer a static TwiML. Nothing is read or stored. */
const token = process.argv[2] ?? '';
const answer = '<?xml version="1.0" encoding="UTF-8"?><Response><Message>All right.</Message></Response>';

const app = express();
app.disable('x-powered-by');
app.set('etag', false);
app.post('/webhooks/twilio', express.urlencoded({ extended: false }), (request, response) => {
  const url = `http://${request.headers.host}${request.originalUrl}`;
  if (!validateRequest(token, String(request.headers['x-twilio-signature']), url, request.body)) {
    response.status(403).end();
    return;
  }
  response.type('text/xml').send(answer);
});
const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.({ port: typeof address === 'object' ? address?.port : 0 });
});
process.on('disconnect', () => process.exit(0));
