import type {
  ChannelChange,
  ChannelConnect,
  Channels,
  ChannelTest,
  ChannelView,
} from '../../../../../shared/http/channels.ts';
import { request } from '../../../api-client.ts';

export type { ChannelConnect, Channels, ChannelTest, ChannelView } from '../../../../../shared/http/channels.ts';

const pathOf = (lot: string, id?: string, rest = ''): string => {
  const all = `/api/lots/${encodeURIComponent(lot)}/channels`;
  return id === undefined ? all : `${all}/${encodeURIComponent(id)}${rest}`;
};

export async function fetchChannels(lot: string): Promise<Channels> {
  return (await request('GET', pathOf(lot))) as Channels;
}

export async function connectChannel(lot: string, draft: ChannelConnect): Promise<ChannelView> {
  return (await request('POST', pathOf(lot), draft)) as ChannelView;
}

export async function changeChannel(lot: string, id: string, change: ChannelChange): Promise<void> {
  await request('PATCH', pathOf(lot, id), change);
}

/** Asks the provider whether the account is well; with `to` a message of one line goes to that number. */
export async function testChannel(lot: string, id: string, to?: string): Promise<ChannelTest> {
  return (await request('POST', pathOf(lot, id, '/test'), to === undefined ? {} : { to })) as ChannelTest;
}

export async function closeChannel(lot: string, id: string): Promise<void> {
  await request('DELETE', pathOf(lot, id));
}
