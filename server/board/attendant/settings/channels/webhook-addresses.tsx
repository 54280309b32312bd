import { Alert, Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core';
import page from '../../page.module.css';
import { words } from './words.ts';

/** Where each provider is told to call. */
export function WebhookAddresses({ publicUrl }: { publicUrl: string | null }) {
  const base = publicUrl ?? window.location.origin;
  return (
    <section className={page['card']} aria-label={words.webhooks}>
      <Stack gap="sm">
        <div>
          <h3>{words.webhooks}</h3>
          <Text size="sm">
            {words.webhooksHint} {words.status}
          </Text>
        </div>
        {publicUrl === null && <Alert color="orange">{words.noUrl}</Alert>}
        {(['twilio', 'meta'] as const).map((kind) => {
          const address = `${base}/webhooks/${kind}`;
          return (
            <Group key={kind} gap="xs">
              <Text size="sm" fw={600} w="4rem">
                {words.kinds[kind]}
              </Text>
              <Code style={{ overflowWrap: 'anywhere' }} data-testid={`webhook-${kind}`}>
                {address}
              </Code>
              <CopyButton value={address}>
                {({ copied, copy }) => (
                  <Button
                    size="compact-sm"
                    variant="default"
                    aria-label={words.of(copied ? words.copied : words.copy, address)}
                    onClick={copy}
                  >
                    {copied ? words.copied : words.copy}
                  </Button>
                )}
              </CopyButton>
            </Group>
          );
        })}
      </Stack>
    </section>
  );
}
