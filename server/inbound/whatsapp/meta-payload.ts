import { z } from 'zod';
import type { AddressChange } from '../../app/change-address.ts';
import type { Contact } from '../../app/enrol-drivers.ts';
import type { MessageStatus } from '../../app/ports/entities.ts';
import type { InboundMessage } from '../../app/turn/inbound-message.ts';

/** What is read of Meta's webhooks; they grow fields without notice, and several messages may come in one request. */

const text = z.string().max(8192);
const id = z.string().min(1).max(256);
/** Country code, dot and up to 128 letters and digits; longer ones are those of several businesses together. */
const scopedId = z.string().max(160);

const media = z.looseObject({ id, mime_type: text.optional(), caption: text.optional() });
const message = z.looseObject({
  id,
  from: z.string().max(64).optional(),
  from_user_id: scopedId.optional(),
  type: z.string().max(64),
  text: z.looseObject({ body: text }).optional(),
  button: z.looseObject({ payload: text.optional(), text: text.optional() }).optional(),
  interactive: z
    .looseObject({
      button_reply: z.looseObject({ id: text, title: text.optional() }).optional(),
      list_reply: z.looseObject({ id: text, title: text.optional() }).optional(),
    })
    .optional(),
  location: z.looseObject({ latitude: z.number(), longitude: z.number() }).optional(),
  image: media.optional(),
  audio: media.optional(),
  video: media.optional(),
  document: media.optional(),
  sticker: media.optional(),
  system: z
    .looseObject({
      type: text.optional(),
      wa_id: z.string().max(64).optional(),
      new_wa_id: z.string().max(64).optional(),
      user_id: scopedId.optional(),
    })
    .optional(),
});
type MetaMessage = z.infer<typeof message>;

const problem = z.looseObject({ code: z.number().optional() });

const status = z.looseObject({
  id,
  status: z.string().max(32),
  biz_opaque_callback_data: z.string().max(64).optional(),
  errors: z.array(problem).optional(),
});

const contact = z.looseObject({
  wa_id: z.string().max(64).optional(),
  user_id: scopedId.optional(),
  profile: z.looseObject({ name: text.optional() }).optional(),
});

const idUpdate = z.looseObject({
  wa_id: z.string().max(64).optional(),
  user_id: z.looseObject({ previous: scopedId.min(1), current: scopedId.min(1) }),
});

const change = z.looseObject({
  value: z.looseObject({
    metadata: z.looseObject({ phone_number_id: z.string().max(64).optional() }).optional(),
    contacts: z.array(z.unknown()).optional(),
    messages: z.array(z.unknown()).optional(),
    statuses: z.array(z.unknown()).optional(),
    user_id_update: z.array(z.unknown()).optional(),
    errors: z.array(z.unknown()).optional(),
  }),
});

const envelope = z.looseObject({ entry: z.array(z.looseObject({ changes: z.array(z.unknown()).optional() })) });

export interface StatusReport {
  readonly externalId: string;
  /** The id of the number of ours that it went out by. */
  readonly ourAddress: string | null;
  /** Our own id, which went out with the message. */
  readonly messageId: string | null;
  readonly status: MessageStatus;
  readonly reason: string | null;
  /** The part of the webhook that says so. */
  readonly raw: string;
  /** It failed because the driver wrote too long ago for words of our own. */
  readonly isOutsideWindow: boolean;
  /** It failed for a reason that passes. */
  readonly mayPass: boolean;
}

/** What somebody wrote, or that somebody has another number or id now. */
export type Happening =
  | { readonly kind: 'message'; readonly message: InboundMessage }
  | {
      readonly kind: 'address';
      readonly change: AddressChange;
      /** The id of the number of ours that it was told to. */
      readonly ourAddress: string | null;
    };

export interface MetaEvents {
  /** In their order: what was written by the old number comes before the change. */
  readonly happenings: readonly Happening[];
  readonly statuses: readonly StatusReport[];
  /** What Meta says is wrong with the app, the account or the number. */
  readonly problems: readonly number[];
  /** Parts that could not be read; the others are taken all the same. */
  readonly malformed: number;
}

const STATUSES: Readonly<Record<string, MessageStatus>> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  failed: 'failed',
};
const MEDIA = ['image', 'audio', 'video', 'document', 'sticker'] as const;
/** Too many requests, or trouble at Meta: later the same message may well go out. */
const PASSING = new Set([1, 2, 4, 80007, 130429, 131000, 131016, 131056, 131057, 133004]);
/** They deserve no answer: nobody expects one to a thumb under a message. */
const SILENT = new Set(['reaction', 'system', 'unsupported', 'ephemeral']);

/**
 * The numbers of ours that a webhook claims to be for, null where something in it names none: read to know by whose secret to
 * judge it, and for nothing else.
 */
export function numbersClaimed(body: unknown): (string | null)[] {
  const changes = envelope.safeParse(body).data?.entry.flatMap(({ changes = [] }) => changes) ?? [];
  return changes.flatMap((one) => {
    const { value } = change.safeParse(one).data ?? {};
    const number = value?.metadata?.phone_number_id;
    if (number !== undefined) return [number];
    return value?.messages || value?.statuses || value?.user_id_update ? [null] : [];
  });
}

/** Everything of a request, in its order. Null where it is no webhook of WhatsApp's at all. */
export function readMetaWebhook(body: unknown, receivedAt: number): MetaEvents | null {
  const parsed = envelope.safeParse(body);
  if (!parsed.success) return null;
  const happenings: Happening[] = [];
  const statuses: StatusReport[] = [];
  const problems: number[] = [];
  let malformed = 0;
  for (const each of parsed.data.entry.flatMap(({ changes = [] }) => changes)) {
    const found = change.safeParse(each);
    if (!found.success) {
      malformed++;
      continue;
    }
    const { metadata, contacts = [], messages = [], statuses: reported = [], user_id_update = [] } = found.data.value;
    for (const one of found.data.value.errors ?? []) problems.push(problem.safeParse(one).data?.code ?? 0);
    const ourAddress = metadata?.phone_number_id ?? null;
    const people = contacts.flatMap((one) => {
      const person = contact.safeParse(one);
      return person.success ? [person.data] : [];
    });
    for (const one of messages) {
      const read = message.safeParse(one);
      const changed = read.data && addressChange(read.data);
      const from = read.data && contactOf(read.data, people, ourAddress);
      if (changed) happenings.push({ kind: 'address', change: changed, ourAddress });
      else if (SILENT.has(read.data?.type ?? '')) continue;
      else if (read.data && from) {
        const raw = JSON.stringify({ metadata, contacts, message: one });
        happenings.push({ kind: 'message', message: { ...inboundOf(read.data, from, receivedAt), raw } });
      } else malformed++;
    }
    for (const one of user_id_update) {
      const read = idUpdate.safeParse(one);
      if (read.success) happenings.push({ kind: 'address', change: updateOf(read.data), ourAddress });
      else malformed++;
    }
    for (const one of reported) {
      const read = status.safeParse(one);
      if (!read.success) malformed++;
      else
        statuses.push(
          ...statusOf(read.data).map((report) => ({
            ...report,
            ourAddress,
            raw: JSON.stringify({ metadata, status: one }),
          })),
        );
    }
  }
  return { happenings, statuses, problems, malformed };
}

function inboundOf(read: MetaMessage, from: Contact, receivedAt: number): InboundMessage {
  const { interactive, button, location } = read;
  const files = MEDIA.flatMap((kind) => read[kind] ?? []);
  const reply = interactive?.button_reply ?? interactive?.list_reply;
  const words = read.text?.body ?? reply?.id ?? button?.payload ?? button?.text ?? files[0]?.caption ?? null;
  return {
    externalId: read.id,
    from,
    text: words?.trim() || null,
    receivedAt,
    ...(location && isPlace(location) ? { place: { latitude: location.latitude, longitude: location.longitude } } : {}),
    ...(files.length > 0
      ? { media: files.map((file) => ({ source: file.id, contentType: file.mime_type ?? 'application/octet-stream' })) }
      : {}),
  };
}

function isPlace({ latitude, longitude }: { latitude: number; longitude: number }): boolean {
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
}

function phoneOf(waId: string | undefined): string | null {
  return waId !== undefined && /^\d{6,15}$/.test(waId) ? `+${waId}` : null;
}

/** Who writes: by number, by business-scoped id, or both. Of several people in a change it is the one who is named. */
function contactOf(read: MetaMessage, people: z.infer<typeof contact>[], ourAddress: string | null): Contact | null {
  const isTheirs = ({ wa_id, user_id }: z.infer<typeof contact>): boolean =>
    (read.from !== undefined && wa_id === read.from) ||
    (read.from_user_id !== undefined && user_id === read.from_user_id);
  const person = people.find(isTheirs) ?? (people.length === 1 ? people[0] : undefined);
  const phone = phoneOf(read.from || person?.wa_id);
  const scoped = read.from_user_id || person?.user_id || null;
  const userId = phone ?? scoped;
  if (userId === null) return null;
  return {
    channel: 'whatsapp',
    userId,
    phone,
    profileName: person?.profile?.name ?? null,
    alsoKnownAs: phone === null ? null : scoped,
    transport: 'meta',
    ourAddress,
  };
}

/**
 * What a system message says of a changed number or id. The words that come with it hold the name which the driver chose, so
 * nothing is read of them.
 */
function addressChange({ type, from, from_user_id, system }: MetaMessage): AddressChange | null {
  if (type !== 'system') return null;
  const [before, after] = [phoneOf(from), phoneOf(system?.new_wa_id || system?.wa_id)];
  const [idBefore, idAfter] = [from_user_id || null, system?.user_id || null];
  switch (system?.type) {
    case 'user_changed_number':
    case 'customer_changed_number':
      if (after === null || after === before) return null;
      return { from: { phone: before, scopedId: idBefore }, to: { phone: after, scopedId: idAfter } };
    case 'user_changed_user_id':
      // The number that comes with it may be the old one or the new one.
      if (idAfter === null || idBefore === null || idAfter === idBefore) return null;
      return { from: { phone: null, scopedId: idBefore }, to: { phone: after, scopedId: idAfter } };
    default:
      return null;
  }
}

function updateOf({ wa_id, user_id: { previous, current } }: z.infer<typeof idUpdate>): AddressChange {
  return { from: { phone: null, scopedId: previous }, to: { phone: phoneOf(wa_id), scopedId: current } };
}

function statusOf(read: z.infer<typeof status>): Omit<StatusReport, 'raw' | 'ourAddress'>[] {
  const known = STATUSES[read.status];
  if (!known) return [];
  const code = read.errors?.[0]?.code;
  const reason = known === 'failed' ? `Meta: failed${code === undefined ? '' : `, error ${code}`}` : null;
  const mayPass = code !== undefined && PASSING.has(code);
  return [
    {
      externalId: read.id,
      messageId: read.biz_opaque_callback_data ?? null,
      status: known,
      reason,
      mayPass,
      isOutsideWindow: code === 131047,
    },
  ];
}
