/** The server with one guard missing, to prove that the fuzzing notices: a payload that is no JSON ends the process. */
import { ControllerInbox } from '../../server/inbound/mqtt/controller-inbox.ts';

const { receive } = ControllerInbox.prototype;
ControllerInbox.prototype.receive = function (topic, payload, retain) {
  setImmediate(() => JSON.parse(payload.toString()));
  receive.call(this, topic, payload, retain);
};

await import('../../server/main.ts');
