import {
  channelChangeRequest,
  channelConnectRequest,
  channelResponse,
  channelsResponse,
  channelTestRequest,
  channelTestResponse,
} from '../../../../shared/http/channels.ts';
import {
  type ChannelDeps,
  type ChannelDraft,
  type ChannelUse,
  changeChannel,
  channelsOf,
  closeChannel,
  connectChannel,
  sendTestMessage,
  testChannel,
  useOf,
} from '../../../app/manage-channels.ts';
import type { MessageSender } from '../../../app/ports/message-sender.ts';
import type { Channel, ChannelHealth, ChannelKind } from '../../../domain/channel.ts';
import { iso, isoOrNull } from '../iso.ts';
import { statedPhone } from '../phone.ts';
import { type Call, type Route, route } from '../route.ts';
import type { ApiDeps } from './api-deps.ts';

export interface ChannelRouteDeps extends Omit<ChannelDeps, 'unitOfWork' | 'ids'> {
  readonly publicUrl: string | null;
  readonly senders: () => Readonly<Record<ChannelKind, MessageSender>>;
  /** The numbers that the environment names. */
  readonly standard: readonly {
    readonly kind: ChannelKind;
    readonly address: string;
    readonly account: string | null;
  }[];
}

/** A lot's own accounts at messaging providers. */
export function channelRoutes({ unitOfWork, ids, clock }: ApiDeps, more: ChannelRouteDeps): Route[] {
  const deps: ChannelDeps = { ...more, unitOfWork, ids };
  const actor = ({ staff }: Call<unknown, unknown>) => ({ staffId: staff.id, now: clock.now() });
  const param = ({ params }: Call<unknown, unknown>, name: string) => params[name] ?? '';
  const viewOf = async (channel: Channel) => {
    const use = await useOf(unitOfWork, channel, clock.now());
    const { id, kind, purpose, address, account, state, createdAt } = channel;
    const isReadable = state === 'closed' || !more.directory.isSealed(kind, address);
    const what = { id, source: 'lot', kind, purpose, address, account, state, isReadable, createdAt: iso(createdAt) };
    return { ...what, health: healthView(channel.health, use) };
  };
  return [
    route({
      method: 'get',
      path: '/api/lots/{lot}/channels',
      summary: 'The accounts and numbers that messages of a lot come and go by, and how they fare',
      access: 'viewer',
      answer: channelsResponse,
      handle: async (call) => {
        const own = await Promise.all((await channelsOf(deps, param(call, 'lot'))).map(viewOf));
        const standard = await Promise.all(
          more.standard.map(async ({ kind, address, account }) => {
            const health = more.directory.healthOf(kind, address);
            const use = await useOf(unitOfWork, { kind, address, health }, clock.now());
            const what = { id: null, source: 'environment', kind, purpose: 'drivers', address, account };
            return { ...what, state: 'connected', isReadable: true, createdAt: null, health: healthView(health, use) };
          }),
        );
        return { channels: [...standard, ...own], hasKey: more.box !== null, publicUrl: more.publicUrl };
      },
    }),
    route({
      method: 'post',
      path: '/api/lots/{lot}/channels',
      summary: 'Connect an account and a number of the lot’s own',
      access: 'admin',
      body: channelConnectRequest,
      answer: channelResponse,
      status: 201,
      handle: async (call) => viewOf(await connectChannel(deps, actor(call), param(call, 'lot'), draftOf(call.body))),
    }),
    route({
      method: 'patch',
      path: '/api/lots/{lot}/channels/{id}',
      summary: 'Disable or enable an account, or give it other credentials',
      access: 'admin',
      body: channelChangeRequest,
      answer: channelResponse,
      handle: async (call) => {
        const { state, ...given } = call.body;
        const named = Object.entries(given).filter(([, value]) => value !== undefined);
        const secrets = named.length === 0 ? undefined : Object.fromEntries(named);
        return viewOf(
          await changeChannel(deps, actor(call), param(call, 'lot'), param(call, 'id'), { state, secrets }),
        );
      },
    }),
    route({
      method: 'post',
      path: '/api/lots/{lot}/channels/{id}/test',
      summary: 'Ask the provider whether the account is well; with `to`, send a message to a number of your own',
      access: 'admin',
      body: channelTestRequest,
      answer: channelTestResponse,
      handle: async (call) => {
        const [lot, id] = [param(call, 'lot'), param(call, 'id')];
        const result = await testChannel(deps, clock.now(), lot, id);
        const { to } = call.body;
        if (to === undefined) return { ...result, message: null };
        const phone = await statedPhone(unitOfWork, to, lot);
        const outcome = await sendTestMessage(deps, actor(call), more.senders(), lot, id, phone);
        const reason = outcome.kind === 'accepted' ? null : outcome.reason;
        return { ...result, message: { outcome: outcome.kind, reason } };
      },
    }),
    route({
      method: 'delete',
      path: '/api/lots/{lot}/channels/{id}',
      summary: 'Close an account: it is used no more, and its secrets are forgotten',
      access: 'admin',
      handle: (call) => closeChannel(deps, actor(call), param(call, 'lot'), param(call, 'id')),
    }),
  ];
}

function draftOf(body: ReturnType<typeof channelConnectRequest.parse>): ChannelDraft {
  const { kind, purpose } = body;
  if (body.kind === 'twilio') {
    const { from, accountSid, authToken } = body;
    return { kind, purpose, address: from, account: accountSid, secrets: { authToken } };
  }
  const { phoneNumberId, businessAccountId = null, appSecret, accessToken, verifyToken } = body;
  return {
    kind,
    purpose,
    address: phoneNumberId,
    account: businessAccountId,
    secrets: { appSecret, accessToken, verifyToken },
  };
}

function healthView(health: ChannelHealth, { sentLastDay, sandboxExpiresAt }: ChannelUse): object {
  const { isWell, detail, lastError, quota, templates } = health;
  return {
    ...{ isWell, detail, lastError, quota, templates, sentLastDay },
    lastReceivedAt: isoOrNull(health.lastReceivedAt),
    lastSentAt: isoOrNull(health.lastSentAt),
    lastErrorAt: isoOrNull(health.lastErrorAt),
    checkedAt: isoOrNull(health.checkedAt),
    sandboxExpiresAt: isoOrNull(sandboxExpiresAt),
  };
}
