/** What Dialogflow found in a text, by the names of the parameters of its agent. */
export type Found = Readonly<Partial<Record<Parameter, string>>>;

/** The parameters that the agent's intents may have; each has an entity type of the same name. */
export const PARAMETERS = ['slot', 'day', 'date', 'time', 'length'] as const;
export type Parameter = (typeof PARAMETERS)[number];

interface Meaning {
  /** Which parameters say more than the intent alone. */
  readonly takes: readonly Parameter[];
  readonly command: (found: Found) => string;
}

const always = (command: string): Meaning => ({ takes: [], command: () => command });

/** What our grammar calls each intent of the agent in docs/dialogflow. An intent that is not here means nothing to us. */
export const MEANINGS: Readonly<Record<string, Meaning>> = {
  'Default Welcome Intent': always('menu'),
  'parkwire.agent': always('agent'),
  'parkwire.availability': {
    takes: ['day', 'date', 'time'],
    command: ({ day, date, time }) => line('slots', date ?? day, time),
  },
  'parkwire.balance': always('balance'),
  'parkwire.book': {
    takes: PARAMETERS,
    command: ({ slot, day, date, time, length }) => {
      const when = line(date ?? day, time, length);
      if (slot === undefined && when === '') return 'new booking';
      return line('book', slot ?? 'any', when);
    },
  },
  'parkwire.cancel': always('cancel'),
  'parkwire.change': always('modify'),
  'parkwire.extend': { takes: ['length'], command: ({ length }) => line('extend', length) },
  'parkwire.help': always('help'),
  'parkwire.hours': always('hours'),
  'parkwire.leaving': always('leave'),
  'parkwire.move': { takes: ['slot'], command: ({ slot }) => line('move', slot) },
  'parkwire.not-me': always('not me'),
  'parkwire.prices': always('price'),
  'parkwire.receipt': always('receipt'),
  'parkwire.report': always('report'),
  'parkwire.services': always('services'),
  'parkwire.status': always('status'),
  'parkwire.thanks': always('thanks'),
  'parkwire.top-up': always('top up'),
  'parkwire.wait': always('wait'),
};

/** The command that an intent with these values stands for; null where the intent is none of ours. */
export function commandOf(intent: string, values: Readonly<Record<string, unknown>>): string | null {
  if (!Object.hasOwn(MEANINGS, intent)) return null;
  const meaning = MEANINGS[intent];
  if (!meaning) return null;
  const found: Partial<Record<Parameter, string>> = {};
  for (const name of meaning.takes) {
    const value = READ[name](String(values[name] ?? ''));
    if (value !== null) found[name] = value;
  }
  return meaning.command(found);
}

function line(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join(' ');
}

/** What comes back is a stranger's text: it is taken in the form that the agent gives it, or not at all. */
const READ: Readonly<Record<Parameter, (value: string) => string | null>> = {
  // "slot A" as it was written.
  slot: (value) => {
    const [, code] = /^(?:[\p{L}\p{M}]+[\s-]+)?([A-Za-z0-9]{1,8})$/u.exec(value.trim()) ?? [];
    return code?.toUpperCase() ?? null;
  },
  day: words,
  date: words,
  time: words,
  length: words,
};

function words(value: string): string | null {
  const text = value.trim().replace(/\s+/g, ' ');
  return /^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N} .:/-]{0,29}$/u.test(text) ? text : null;
}
