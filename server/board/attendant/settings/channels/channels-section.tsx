import { Alert, Button, EmptyState, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { usePolled } from '../../../live/use-polled.ts';
import page from '../../page.module.css';
import type { PageProps } from '../../page-props.ts';
import { words as shared } from '../words.ts';
import { fetchChannels } from './api.ts';
import { ChannelCard } from './channel-card.tsx';
import { ConnectDialog } from './connect-dialog.tsx';
import { WebhookAddresses } from './webhook-addresses.tsx';
import { words } from './words.ts';

const pollMs = 15_000;

/** The WhatsApp numbers of a lot and the accounts behind them. */
export function ChannelsSection({ lot }: PageProps) {
  const { value, reload } = usePolled(() => fetchChannels(lot.code), lot.code, pollMs);
  const [isConnecting, setConnecting] = useState(false);
  if (value === null) return <Skeleton height="20rem" radius="md" aria-label={shared.loading} />;
  const { channels, hasKey, publicUrl } = value;
  const live = channels.filter(({ state }) => state !== 'closed');
  return (
    <Stack data-testid="settings-channels">
      <Group justify="space-between">
        <Text size="sm" maw="40rem">
          {words.hint}
        </Text>
        <Button size="sm" disabled={!hasKey} data-testid="connect" onClick={() => setConnecting(true)}>
          {words.connect}
        </Button>
      </Group>
      {!hasKey && (
        <Alert color="orange" title={words.noKey} data-testid="no-key">
          {words.noKeyHint}
        </Alert>
      )}
      {live.length === 0 && <EmptyState title={words.none} description={words.noneHint} role="status" py="xl" />}
      {live.map((channel) => (
        <ChannelCard key={channel.id ?? channel.address} lot={lot} channel={channel} onDone={reload} />
      ))}
      <WebhookAddresses publicUrl={publicUrl} />
      {channels.length > live.length && (
        <section aria-label={words.states.closed}>
          <h3 className={page['heading']}>{words.states.closed}</h3>
          {channels
            .filter(({ state }) => state === 'closed')
            .map(({ id, kind, address }) => (
              <Text key={id} className={page['soft'] ?? ''}>
                {words.kinds[kind]} · {address}
              </Text>
            ))}
        </section>
      )}
      {isConnecting && <ConnectDialog lot={lot.code} onDone={reload} onClose={() => setConnecting(false)} />}
    </Stack>
  );
}
