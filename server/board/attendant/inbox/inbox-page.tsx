import { Badge, EmptyState, Skeleton, UnstyledButton } from '@mantine/core';
import type { ConversationView } from '../../../../shared/http/conversations.ts';
import type { BoardSnapshot, SlotView } from '../../../../shared/live/board-events.ts';
import { driverLabel, formatMoment } from '../../format.ts';
import { useNow } from '../../live/clock.ts';
import type { Inbox } from '../../live/use-inbox.ts';
import { locale, texts } from '../../texts.ts';
import { Since } from '../since.tsx';
import { goTo, useViewRest } from '../view.ts';
import classes from './inbox-page.module.css';
import { Thread } from './thread.tsx';

interface InboxPageProps {
  inbox: Inbox;
  lot: BoardSnapshot['lot'];
  slots: readonly SlotView[];
  skewMs: number;
  onOpenSlot: (code: string) => void;
}

/** Conversations that people answer: who waits, and what was said. */
export function InboxPage({ inbox, lot, slots, skewMs, onOpenSlot }: InboxPageProps) {
  const chosen = useViewRest();
  const { conversations } = inbox;
  if (conversations === null)
    return <Skeleton height="20rem" radius="md" role="status" aria-label={texts.inbox.loading} />;
  const open = conversations.find(({ driverId }) => driverId === chosen);
  return (
    <div className={classes['page']} data-open={open !== undefined} data-testid="inbox">
      <section className={classes['list']} aria-label={texts.inbox.heading}>
        <h2 className={classes['heading']}>{texts.inbox.heading}</h2>
        {conversations.length === 0 && (
          <EmptyState title={texts.inbox.empty} description={texts.inbox.emptyHint} py="xl" />
        )}
        <ul className={classes['entries']}>
          {conversations.map((conversation) => (
            <li key={conversation.driverId}>
              <Entry
                conversation={conversation}
                lot={lot}
                skewMs={skewMs}
                isCurrent={conversation.driverId === chosen}
                onOpen={() => goTo('inbox', conversation.driverId)}
              />
            </li>
          ))}
        </ul>
      </section>
      {open !== undefined && (
        <Thread
          key={open.driverId}
          conversation={open}
          slot={slots.find(({ driver }) => driver?.id === open.driverId)}
          lot={lot}
          skewMs={skewMs}
          onOpenSlot={onOpenSlot}
          onChanged={inbox.reload}
          onClose={() => goTo('inbox')}
        />
      )}
    </div>
  );
}

interface EntryProps {
  conversation: ConversationView;
  lot: BoardSnapshot['lot'];
  skewMs: number;
  isCurrent: boolean;
  onOpen: () => void;
}

function Entry({ conversation, lot, skewMs, isCurrent, onOpen }: EntryProps) {
  const { handover, latest } = conversation;
  const now = useNow() + skewMs;
  return (
    <UnstyledButton
      className={classes['entry']}
      aria-current={isCurrent}
      data-waiting={handover?.isWaiting ?? false}
      data-testid="inbox-entry"
      onClick={onOpen}
    >
      <span className={classes['name']}>{driverLabel(conversation)}</span>
      <span className={classes['when']}>
        {handover?.isWaiting ? (
          <Badge size="sm" className={classes['waits']}>
            {texts.inbox.waits} <Since at={handover.heardAt} skewMs={skewMs} />
          </Badge>
        ) : (
          latest !== null && <time>{formatMoment(latest.createdAt, now, lot.timeZone, locale)}</time>
        )}
      </span>
      <span className={classes['words']}>{latest?.body ?? ''}</span>
      <span className={classes['taken']}>
        {handover?.takenBy == null ? texts.inbox.nobody : texts.inbox.takenBy(handover.takenBy)}
      </span>
    </UnstyledButton>
  );
}
