/** An account at a messaging provider, and a number of it. */

export type ChannelKind = 'twilio' | 'meta';
/** Whom a number is for: one for staff answers nobody else. */
export type ChannelPurpose = 'drivers' | 'staff';
export type ChannelState = 'connected' | 'disabled' | 'closed';

/** The numbers of ours that one business has: those of one account, or all but those of the lots' own accounts. */
export type NumbersOfBusiness = { readonly only: readonly string[] } | { readonly allBut: readonly string[] };

export function isAmong(numbers: NumbersOfBusiness, ourAddress: string | null): boolean {
  if ('only' in numbers) return ourAddress !== null && numbers.only.includes(ourAddress);
  return ourAddress === null || !numbers.allBut.includes(ourAddress);
}

/** What a lot's own account needs to be used; never told to anybody. */
export interface ChannelSecrets {
  /** Of Twilio. */
  readonly authToken?: string;
  /** Of Meta. */
  readonly appSecret?: string;
  readonly accessToken?: string;
  readonly verifyToken?: string;
}

/** How an account fares. Times in ms since the epoch; what is not known is null. */
export interface ChannelHealth {
  readonly lastReceivedAt: number | null;
  readonly lastSentAt: number | null;
  readonly lastError: string | null;
  readonly lastErrorAt: number | null;
  /** What the provider said when it was asked last. */
  readonly checkedAt: number | null;
  readonly isWell: boolean | null;
  readonly detail: string | null;
  /** Messages a day that the provider lets us begin. */
  readonly quota: number | null;
  /** Templates and how far each is approved. */
  readonly templates: readonly { readonly name: string; readonly language: string; readonly status: string }[];
}

export const NOTHING_KNOWN: ChannelHealth = {
  lastReceivedAt: null,
  lastSentAt: null,
  lastError: null,
  lastErrorAt: null,
  checkedAt: null,
  isWell: null,
  detail: null,
  quota: null,
  templates: [],
};

/** What is known when both are: of each kind of event the later one. */
export function mergedHealth(stored: ChannelHealth, news: Partial<ChannelHealth>): ChannelHealth {
  const isLater = (at: 'lastReceivedAt' | 'lastSentAt' | 'lastErrorAt' | 'checkedAt') =>
    (news[at] ?? Number.NEGATIVE_INFINITY) >= (stored[at] ?? Number.NEGATIVE_INFINITY);
  const { lastReceivedAt, lastSentAt, lastError, lastErrorAt, ...checked } = { ...stored, ...news };
  return {
    ...stored,
    ...(isLater('lastReceivedAt') ? { lastReceivedAt } : {}),
    ...(isLater('lastSentAt') ? { lastSentAt } : {}),
    ...(isLater('lastErrorAt') ? { lastError, lastErrorAt } : {}),
    ...(isLater('checkedAt') ? checked : {}),
  };
}

export interface Channel {
  readonly id: string;
  readonly lotId: string;
  readonly kind: ChannelKind;
  readonly purpose: ChannelPurpose;
  /** Twilio: `whatsapp:+1…`; Meta: the id of the number. */
  readonly address: string;
  /** Twilio: the account's SID; Meta: the id of the WhatsApp Business account, where it is known. */
  readonly account: string | null;
  /** Sealed. */
  readonly secrets: string;
  readonly state: ChannelState;
  readonly createdAt: number;
  readonly health: ChannelHealth;
}

/** Twilio's shared number for trials: who writes to it has to join, and join again every three days. */
export const SANDBOX_ADDRESS = 'whatsapp:+14155238886';
const SANDBOX_JOIN_MS = 72 * 3_600_000;

/** Until when whoever wrote last is still joined to the sandbox; null for any other number. An estimate: joining is not told. */
export function sandboxExpiry(address: string, { lastReceivedAt }: ChannelHealth): number | null {
  return address === SANDBOX_ADDRESS && lastReceivedAt !== null ? lastReceivedAt + SANDBOX_JOIN_MS : null;
}
