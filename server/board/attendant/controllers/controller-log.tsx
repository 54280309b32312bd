import { Button, Skeleton, Text, Timeline } from '@mantine/core';
import { useState } from 'react';
import type { ControllerEventView } from '../../../../shared/http/controllers.ts';
import type { BoardSnapshot } from '../../../../shared/live/board-events.ts';
import { formatClock, formatMoment } from '../../format.ts';
import { usePolled } from '../../live/use-polled.ts';
import { locale } from '../../texts.ts';
import { fetchLog } from './api.ts';
import { log as texts } from './log-texts.ts';
import { detailsOf, titleOf } from './log-words.ts';
import { words } from './words.ts';

const shownFirst = 20;
const shownMost = 200;
/** Where another process serves the controllers, its news come so late. */
const pollMs = 15_000;
const dayMs = 86_400_000;

interface ControllerLogProps {
  lot: BoardSnapshot['lot'];
  id: string;
  now: number;
  /** Read again whenever this moves. */
  moves: number;
}

/** What happened with a controller, the newest first, going on live. */
export function ControllerLog({ lot, id, now, moves }: ControllerLogProps) {
  const [limit, setLimit] = useState(shownFirst);
  const { value: log } = usePolled(() => fetchLog(lot.code, id, limit), `${id} ${moves} ${limit}`, pollMs);
  if (log === null) return <Skeleton height="8rem" radius="md" aria-label={words.loading} />;
  if (log.events.length === 0) return <Text c="dimmed">{texts.empty}</Text>;
  return (
    <>
      <Timeline
        active={log.events.length}
        bulletSize={14}
        lineWidth={2}
        role="log"
        aria-label={texts.heading}
        data-testid="controller-log"
      >
        {log.events.map((event) => (
          <Timeline.Item
            key={event.id}
            title={titleOf(event)}
            color={isBad(event) ? 'orange' : 'blue'}
            data-kind={event.kind}
          >
            <Text size="sm" c="dimmed" className="pw-number">
              {[timeOf(event.at, now, lot.timeZone), ...detailsOf(event)].join(' · ')}
            </Text>
          </Timeline.Item>
        ))}
      </Timeline>
      {log.hasMore && limit < shownMost && (
        <Button variant="subtle" size="compact-sm" mt="xs" onClick={() => setLimit(shownMost)}>
          {texts.older}
        </Button>
      )}
    </>
  );
}

const bad: ReadonlySet<ControllerEventView['kind']> = new Set([
  'lost',
  'events-lost',
  'expired',
  'drift',
  'refused',
  'secret-revoked',
]);

const isBad = ({ kind, detail }: ControllerEventView): boolean =>
  bad.has(kind) || (kind === 'answer' && detail['status'] === 'rejected');

/** To the second as long as that matters. */
function timeOf(at: string, now: number, timeZone: string): string {
  return now - Date.parse(at) < dayMs ? formatClock(at, timeZone, locale) : formatMoment(at, now, timeZone, locale);
}
