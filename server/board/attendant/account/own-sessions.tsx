import { Badge, Button, Group, Skeleton, Text } from '@mantine/core';
import { formatMoment } from '../../format.ts';
import { useNow } from '../../live/clock.ts';
import { usePolled } from '../../live/use-polled.ts';
import { locale } from '../../texts.ts';
import { confirm, tellFailure } from '../feedback.tsx';
import classes from '../page.module.css';
import { fetchSessions, signOutEverywhere } from './api.ts';
import { words } from './words.ts';

const pollMs = 30_000;

interface OwnSessionsProps {
  timeZone: string;
  skewMs: number;
}

/** Where one is signed in, and the way out of all of it. */
export function OwnSessions({ timeZone, skewMs }: OwnSessionsProps) {
  const { value: sessions } = usePolled(fetchSessions, '', pollMs);
  const now = useNow() + skewMs;
  const when = (at: string) => formatMoment(at, now, timeZone, locale);

  async function leave(): Promise<void> {
    const title = words.everywhere;
    if (!(await confirm({ title, text: words.everywhereQuestion, yes: words.everywhere, isDangerous: true }))) return;
    try {
      await signOutEverywhere();
      window.location.hash = '';
      window.location.reload();
    } catch (error) {
      tellFailure(error);
    }
  }

  return (
    <section className={classes['card']} aria-labelledby="account-sessions">
      <h3 id="account-sessions">{words.sessions}</h3>
      {sessions === null && <Skeleton height="6rem" radius="md" role="status" aria-label={words.loading} />}
      <ul className={classes['list']} data-testid="sessions">
        {sessions?.map(({ createdAt, lastSeenAt, browser, isThisOne }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two sessions may begin at the same moment, and a row holds no state
          <li key={`${createdAt} ${index}`} data-testid="session">
            <Group gap="xs">
              <Text fw={600}>{browser ?? words.unknownBrowser}</Text>
              {isThisOne && <Badge variant="light">{words.here}</Badge>}
            </Group>
            <Group gap="md" className={classes['soft']}>
              <span>{words.lastSeen(when(lastSeenAt))}</span>
              <span>{words.signedIn(when(createdAt))}</span>
            </Group>
          </li>
        ))}
      </ul>
      <Text className={classes['soft']} my="sm">
        {words.sessionsHint}
      </Text>
      <Button variant="default" onClick={() => void leave()} data-testid="sign-out-everywhere">
        {words.everywhere}
      </Button>
    </section>
  );
}
