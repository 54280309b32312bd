import type { Clock } from './ports/clock.ts';
import type { Log } from './ports/log.ts';

const TOO_LATE =
  'the driver wrote more than 24 hours ago, and WhatsApp takes only approved templates then: set one for this message (PUT /api/lots/{lot}/templates/{kind} with approved)';
const NO_SUCH_NUMBER = 'the number of the driver is none that WhatsApp knows';

/** What a provider's error means and what somebody can do about it (Twilio's error dictionary, Meta's Cloud API error codes). */
const ADVICE: Readonly<Record<string, string>> = {
  'Twilio 63015':
    'the driver has not joined the sandbox, or joined more than 3 days ago: they have to send “join …”, as the console of Twilio shows it, to the sandbox number again; a number of your own needs no joining',
  'Twilio 63016': TOO_LATE,
  'Twilio 63018':
    'more messages than WhatsApp takes from this number or to this driver: they are held back and sent later',
  'Twilio 63007': 'TWILIO_WHATSAPP_FROM is no WhatsApp sender of this account: look it up in the console of Twilio',
  'Twilio 63024': NO_SUCH_NUMBER,
  'Twilio 63003': NO_SUCH_NUMBER,
  'Twilio 63014': 'the driver has blocked this number or wants no messages',
  'Twilio 21610': 'the driver has told Twilio to stop; they have to send START',
  'Twilio 21211': 'the number of the driver is none that can be written to',
  'Twilio 20003': 'TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN do not fit: nothing can be sent until they do',
  'Twilio 20429': 'more requests than Twilio takes: messages are held back and sent later',
  'Meta 131030':
    'the app is in development, where Meta sends only to numbers on its list: add the number there, or publish the app',
  'Meta 131047': TOO_LATE,
  'Meta 131056': 'more messages to this driver than WhatsApp takes: they are held back and sent later',
  'Meta 130429': 'more messages from this number than WhatsApp takes: they are held back and sent later',
  'Meta 131048':
    'drivers have blocked or reported this number: Meta limits it; see its quality in the WhatsApp manager',
  'Meta 131049': 'Meta holds back messages of this kind from this driver; it does not say for how long',
  'Meta 131050': 'the driver wants no such messages',
  'Meta 131026': 'the driver cannot be reached: no WhatsApp, an old version, or they have not accepted its terms',
  'Meta 132001': 'there is no approved template of this name in this language: look it up in the WhatsApp manager',
  'Meta 132000': 'the template has another number of variables than the lot says',
  'Meta 190': 'META_ACCESS_TOKEN is not good any more: nothing can be sent until it is renewed',
};

/** The same advice is not repeated for so long: one line says it for many messages. */
const QUIET_MS = 10 * 60_000;

/** Says in the log what a provider's error means, and what to do. */
export class ProviderAdvice {
  private readonly log: Log;
  private readonly clock: Clock;
  private readonly said = new Map<string, number>();

  constructor(log: Log, clock: Clock) {
    this.log = log;
    this.clock = clock;
  }

  /** `reason`: as a message keeps it, such as `Twilio: error 63016`. */
  on(reason: string | null): void {
    const [, provider, code] = /^.*?(Twilio|Meta):.*?error (\d+)/.exec(reason ?? '') ?? [];
    const key = `${provider} ${code}`;
    const advice = ADVICE[key];
    const now = this.clock.now();
    if (advice === undefined || Math.abs(now - (this.said.get(key) ?? Number.NEGATIVE_INFINITY)) < QUIET_MS) return;
    this.said.set(key, now);
    this.log.warn({ provider, code: Number(code) }, `a message was not delivered: ${advice}`);
  }
}
