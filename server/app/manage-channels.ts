import {
  type Channel,
  type ChannelKind,
  type ChannelPurpose,
  type ChannelSecrets,
  type ChannelState,
  NOTHING_KNOWN,
  sandboxExpiry,
} from '../domain/channel.ts';
import { DomainError } from '../domain/errors.ts';
import type { Lot } from '../domain/lot.ts';
import { type Actor, audit } from './audit.ts';
import type { ChannelDirectory, OpenChannel } from './channel-directory.ts';
import { lotByCode } from './manage-lots.ts';
import type { ChannelProbe, ProbeResult } from './ports/channel-probe.ts';
import type { Message } from './ports/entities.ts';
import type { Ids } from './ports/ids.ts';
import type { MessageSender, SendOutcome } from './ports/message-sender.ts';
import type { SecretBox } from './ports/secret-box.ts';
import { isConstraint } from './ports/storage-errors.ts';
import type { Look, UnitOfWork } from './ports/unit-of-work.ts';

/** A lot's own accounts at messaging providers. */

export interface ChannelDeps {
  readonly unitOfWork: UnitOfWork;
  readonly ids: Ids;
  /** Null where no key is set: then no secret can be kept. */
  readonly box: SecretBox | null;
  readonly directory: ChannelDirectory;
  readonly probe: ChannelProbe;
}

export interface ChannelDraft {
  readonly kind: ChannelKind;
  readonly purpose: ChannelPurpose;
  readonly address: string;
  readonly account: string | null;
  readonly secrets: ChannelSecrets;
}

/** As the audit log keeps it: without its secrets. */
const shown = ({ secrets: _, health: __, ...channel }: Channel) => channel;

/** All of a lot's accounts, closed ones too, with how they fare. */
export async function channelsOf({ unitOfWork, directory }: ChannelDeps, lotCode: string): Promise<Channel[]> {
  return unitOfWork.read(async (look) => {
    const lot = await lotByCode(look, lotCode);
    const own = (await look.channels.all()).filter(({ lotId }) => lotId === lot.id);
    return own.map((channel) =>
      channel.state === 'closed' ? channel : { ...channel, health: directory.healthOf(channel.kind, channel.address) },
    );
  });
}

/** Connects an account of the lot's own. A number is one account's at a time. */
export async function connectChannel(
  deps: ChannelDeps,
  actor: Actor,
  lotCode: string,
  draft: ChannelDraft,
): Promise<Channel> {
  const { unitOfWork, ids, directory } = deps;
  const sealed = seal(deps, draft.secrets);
  const { kind, purpose, address, account } = draft;
  const connect = () =>
    unitOfWork.run(async (tx) => {
      const lot = await lotByCode(tx, lotCode);
      const what = { id: ids.next(), lotId: lot.id, kind, purpose, address, account, secrets: sealed };
      const channel: Channel = { ...what, state: 'connected', createdAt: actor.now, health: NOTHING_KNOWN };
      await tx.channels.add(channel);
      audit(tx, ids, actor, { action: 'channel.connect', subject: channel.id, before: null, after: shown(channel) });
      return channel;
    });
  const channel = await connect().catch((error: unknown) => {
    if (!isConstraint(error)) throw error;
    throw new DomainError('channel-exists', `${address} is connected already; close that account first`);
  });
  await directory.refresh();
  return channel;
}

/** Disables or enables an account, or gives it other credentials; what is left out stays. */
export async function changeChannel(
  deps: ChannelDeps,
  actor: Actor,
  lotCode: string,
  id: string,
  change: {
    readonly state?: Exclude<ChannelState, 'closed'> | undefined;
    readonly secrets?: ChannelSecrets | undefined;
  },
): Promise<Channel> {
  const { unitOfWork, ids, box, directory } = deps;
  const channel = await unitOfWork.run(async (tx) => {
    const before = await liveOf(tx, lotCode, id);
    const secrets = change.secrets ? seal(deps, replaced(box, before, change.secrets)) : before.secrets;
    const after: Channel = { ...before, secrets, state: change.state ?? before.state };
    await tx.channels.save(after);
    const kept = { ...shown(after), ...(change.secrets && { replaced: Object.keys(change.secrets) }) };
    audit(tx, ids, actor, { action: 'channel.change', subject: id, before: shown(before), after: kept });
    return after;
  });
  await directory.refresh();
  return channel;
}

/** What of each kind an account cannot do without. */
const NEEDED = {
  twilio: ['authToken'],
  meta: ['appSecret', 'accessToken', 'verifyToken'],
} as const satisfies Record<ChannelKind, readonly (keyof ChannelSecrets)[]>;

/** What is left out stays, where it can be read still; under another key all of it has to be given. */
function replaced(box: SecretBox | null, { kind, secrets }: Channel, given: ChannelSecrets): ChannelSecrets {
  let known: ChannelSecrets = {};
  try {
    if (box) known = JSON.parse(box.open(secrets)) as ChannelSecrets;
  } catch {
    const missing = NEEDED[kind].filter((name) => given[name] === undefined);
    if (missing.length > 0)
      throw new DomainError(
        'channel-key-missing',
        `what is stored cannot be read under this CHANNEL_KEY: give ${missing.join(', ')} too, or set the former key`,
      );
  }
  return { ...known, ...given };
}

/** The account is used no more; what was said by it stays. */
export async function closeChannel(deps: ChannelDeps, actor: Actor, lotCode: string, id: string): Promise<void> {
  const { unitOfWork, ids, directory } = deps;
  await unitOfWork.run(async (tx) => {
    const before = await liveOf(tx, lotCode, id);
    // Nobody needs its secrets any more.
    const after: Channel = { ...before, secrets: '', state: 'closed' };
    await tx.channels.save(after);
    audit(tx, ids, actor, { action: 'channel.close', subject: id, before: shown(before), after: shown(after) });
  });
  await directory.refresh();
}

/** Asks the provider whether the account is well, and keeps what it says. */
export async function testChannel(deps: ChannelDeps, now: number, lotCode: string, id: string): Promise<ProbeResult> {
  const { address, kind, lots } = await deps.unitOfWork.read(async (look) => ({
    ...(await liveOf(look, lotCode, id)),
    lots: await look.lots.all(),
  }));
  await deps.directory.refresh();
  const channel = deps.directory.find(kind, address);
  if (!channel)
    throw new DomainError(
      'channel-key-missing',
      'CHANNEL_KEY is not set, or is another one: the account cannot be used',
    );
  const result = await probeChannel(deps, now, channel, lots);
  await deps.directory.writeDown();
  return result;
}

/** Sends one line to a number of the operator's own, by this account; it is no message of a driver and is not kept as one. */
export async function sendTestMessage(
  deps: ChannelDeps,
  actor: Actor,
  senders: Readonly<Record<ChannelKind, MessageSender>>,
  lotCode: string,
  id: string,
  phone: string,
): Promise<SendOutcome> {
  const { kind, address } = await deps.unitOfWork.run(async (tx) => {
    const channel = await liveOf(tx, lotCode, id);
    audit(tx, deps.ids, actor, { action: 'channel.test', subject: id, before: null, after: null });
    return channel;
  });
  const nobody = { driverId: null, identityId: null, inReplyTo: null, sessionId: null, externalId: null, rich: null };
  const message: Message = {
    ...nobody,
    id: deps.ids.next(),
    direction: 'outbound',
    transport: kind,
    kind: 'channel-test',
    body: `Parkwire: this number of ${lotCode} works.`,
    status: 'sending',
    reason: null,
    attempts: 1,
    notBefore: actor.now,
    createdAt: actor.now,
  };
  const to = { id: `test:${phone}`, driverId: '', channel: 'whatsapp', userId: phone, phone, transport: kind };
  return senders[kind].send(message, { ...to, ourAddress: address });
}

const DAY_MS = 86_400_000;

/** What a number is used for. */
export interface ChannelUse {
  /** Messages that went out within 24 hours, to drivers who write to that number still. */
  readonly sentLastDay: number;
  readonly sandboxExpiresAt: number | null;
}

export async function useOf(
  unitOfWork: UnitOfWork,
  { kind, address, health }: Pick<Channel, 'kind' | 'address' | 'health'>,
  now: number,
): Promise<ChannelUse> {
  const sent = await unitOfWork.read((look) => look.messageLog.sentFrom(kind, address, now - DAY_MS));
  return { sentLastDay: sent, sandboxExpiresAt: sandboxExpiry(address, health) };
}

/** Asks about every live account: what a job does once an hour. */
export async function checkChannels(deps: ChannelDeps, now: number): Promise<void> {
  await deps.directory.refresh();
  const lots = await deps.unitOfWork.read((look) => look.lots.all());
  for (const kind of ['twilio', 'meta'] as const) {
    for (const channel of deps.directory.all(kind))
      if (channel.state === 'connected') await probeChannel(deps, now, channel, lots);
  }
  await deps.directory.writeDown();
}

async function probeChannel(
  deps: ChannelDeps,
  now: number,
  channel: OpenChannel,
  lots: readonly Lot[],
): Promise<ProbeResult> {
  const templates = lots.find(({ id }) => id === channel.lotId)?.templates ?? [];
  const contentSids = [...new Set(templates.flatMap(({ approved }) => approved?.twilioContentSid ?? []))];
  const result = await deps.probe.probe(channel, contentSids);
  const error = result.isWell ? {} : { lastError: result.detail, lastErrorAt: now };
  deps.directory.note(channel.kind, channel.address, { checkedAt: now, ...result, ...error });
  return result;
}

function seal({ box }: ChannelDeps, secrets: ChannelSecrets): string {
  if (!box)
    throw new DomainError(
      'channel-key-missing',
      'set CHANNEL_KEY (32 random bytes, hexadecimal or base64) to keep the secrets of lots’ own accounts, and restart',
    );
  return box.seal(JSON.stringify(secrets));
}

async function liveOf(look: Look, lotCode: string, id: string): Promise<Channel> {
  const lot = await lotByCode(look, lotCode);
  const channel = await look.channels.lockById(id);
  if (channel?.lotId !== lot.id || channel.state === 'closed')
    throw new DomainError('channel-unknown', `lot ${lotCode} has no account ${id}`);
  return channel;
}
