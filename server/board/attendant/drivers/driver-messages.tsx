import { Skeleton, Stack, Text } from '@mantine/core';
import { fetchMessages } from '../../api-client.ts';
import { useNow } from '../../live/clock.ts';
import { usePolled } from '../../live/use-polled.ts';
import { ThreadMessage } from '../inbox/thread-message.tsx';
import classes from '../page.module.css';
import type { DriverPart } from './driver-part.ts';
import { words } from './words.ts';

const shown = 20;

/** What was said last, with what became of it. */
export function DriverMessages({ driver, lot, skewMs, version }: DriverPart) {
  const { value: messages } = usePolled(() => fetchMessages(driver.id, shown), version, 10_000);
  const now = useNow() + skewMs;
  return (
    <section className={classes['card']} data-testid="driver-messages">
      <h3>{words.messages}</h3>
      {messages === null && <Skeleton height="8rem" />}
      {messages?.length === 0 && <Text c="dimmed">{words.noMessages}</Text>}
      <Stack gap="xs">
        {messages?.map((message) => (
          <ThreadMessage key={message.id} message={message} lot={lot} now={now} />
        ))}
      </Stack>
    </section>
  );
}
