import { UnstyledButton, VisuallyHidden } from '@mantine/core';
import { Fragment, useEffect, useMemo, useRef, useState } from 'react';
import type { SlotView } from '../../../shared/live/board-events.ts';
import {
  type AttentionItem,
  type AttentionKind,
  attentionChips,
  attentionItems,
  type LostGroup,
} from '../attention.ts';
import { AlertIcon, ChatIcon, CheckIcon, ChevronIcon, ClockIcon, CloudOffIcon, TriangleIcon } from '../icons.tsx';
import { useNow } from '../live/clock.ts';
import type { Inbox } from '../live/use-inbox.ts';
import { texts } from '../texts.ts';
import classes from './attention-strip.module.css';
import { isKiosk } from './kiosk.ts';
import { Since } from './since.tsx';
import { hrefOf } from './view.ts';

const kindIcons = {
  'unaccounted-car': AlertIcon,
  'displaced-booking': AlertIcon,
  'no-price': AlertIcon,
  overstay: ClockIcon,
  'no-show': ClockIcon,
  'disowned-stay': AlertIcon,
  'controller-lost': CloudOffIcon,
};
/** Which colours an item borrows; the words say the same. */
const kindStates: Record<AttentionKind, SlotView['state']> = {
  'unaccounted-car': 'attention',
  'displaced-booking': 'attention',
  'no-price': 'attention',
  overstay: 'occupied',
  'no-show': 'reserved',
  'disowned-stay': 'attention',
  'controller-lost': 'unknown',
};

interface AttentionStripProps {
  slots: readonly SlotView[];
  inbox: Inbox;
  /** Messages of today that nobody got. */
  failedMessages: number;
  skewMs: number;
  onOpen: (slot: string) => void;
}

/** What needs a person, most urgent first. */
export function AttentionStrip({ slots, inbox, failedMessages, skewMs, onOpen }: AttentionStripProps) {
  // A minute is fine enough for what is about to expire.
  const minute = Math.floor((useNow() + skewMs) / 60_000);
  const items = useMemo(() => attentionItems(slots, minute * 60_000), [slots, minute]);
  const chips = useMemo(() => attentionChips(items), [items]);
  const [isOpen, setOpen] = useState(false);
  const announcement = useAnnouncement(items);
  const isClear = items.length === 0 && inbox.waiting === 0 && failedMessages === 0;
  const entry = (item: AttentionItem) => (
    <li key={item.id}>
      <Item item={item} skewMs={skewMs} onOpen={onOpen} />
    </li>
  );
  return (
    <section className={classes['strip']} aria-label={texts.attention.heading} data-testid="attention-strip">
      {isClear && (
        <p className={classes['clear']}>
          <span className={classes['clearIcon']}>
            <CheckIcon size="1rem" />
          </span>
          {texts.attention.clear}
        </p>
      )}
      {!isClear && (
        <ul className={classes['list']}>
          {inbox.waiting > 0 && (
            <li>
              <Waiting inbox={inbox} skewMs={skewMs} />
            </li>
          )}
          {chips.map((chip) =>
            chip.kind === 'controllers-lost' ? (
              <Fragment key={chip.kind}>
                <li>
                  <Lost group={chip} skewMs={skewMs} isOpen={isOpen} onToggle={() => setOpen(!isOpen)} />
                </li>
                {isOpen && chip.items.map((item) => entry(item))}
              </Fragment>
            ) : (
              entry(chip)
            ),
          )}
          {failedMessages > 0 && (
            <li>
              <Failed count={failedMessages} />
            </li>
          )}
        </ul>
      )}
      <VisuallyHidden role="alert">{announcement}</VisuallyHidden>
    </section>
  );
}

function Item({ item, skewMs, onOpen }: { item: AttentionItem; skewMs: number; onOpen: (slot: string) => void }) {
  const Icon = kindIcons[item.kind];
  return (
    <UnstyledButton
      className={classes['item']}
      data-slot-state={kindStates[item.kind]}
      data-kind={item.kind}
      data-testid={`attention-${item.kind}-${item.slot}`}
      onClick={() => onOpen(item.slot)}
    >
      <span className={classes['icon']}>
        <Icon size="1.15rem" />
      </span>
      <span className={classes['code']}>{item.slot}</span>
      <span className={classes['words']}>
        <span className={classes['title']}>{titleOf(item)}</span>
        {item.since !== null && (
          <span className={classes['since']}>
            {texts.attention.kinds[item.kind].since} <Since at={item.since} skewMs={skewMs} />
          </span>
        )}
      </span>
    </UnstyledButton>
  );
}

/** Drivers who want a person; leads to the inbox. */
function Waiting({ inbox, skewMs }: { inbox: Inbox; skewMs: number }) {
  const since = inbox.conversations?.find(({ handover }) => handover?.isWaiting)?.handover?.heardAt;
  return (
    <UnstyledButton
      className={classes['item']}
      component="a"
      href={isKiosk ? undefined : hrefOf('inbox')}
      data-slot-state="attention"
      data-kind="driver-waiting"
      data-testid="attention-driver-waiting"
    >
      <span className={classes['icon']}>
        <ChatIcon size="1.15rem" />
      </span>
      <span className={classes['code']}>{inbox.waiting}</span>
      <span className={classes['words']}>
        <span className={classes['title']}>{texts.attention.waiting(inbox.waiting)}</span>
        {since !== undefined && (
          <span className={classes['since']}>
            {texts.attention.waitingSince} <Since at={since} skewMs={skewMs} />
          </span>
        )}
      </span>
    </UnstyledButton>
  );
}

/** Messages that nobody got: the least urgent, because each is in its driver's conversation with the reason. */
function Failed({ count }: { count: number }) {
  return (
    <UnstyledButton
      className={classes['item']}
      component="a"
      href={isKiosk ? undefined : hrefOf('reports')}
      data-slot-state="unknown"
      data-kind="failed-messages"
      data-testid="attention-failed-messages"
    >
      <span className={classes['icon']}>
        <TriangleIcon size="1.15rem" />
      </span>
      <span className={classes['code']}>{count}</span>
      <span className={classes['words']}>
        <span className={classes['title']}>{texts.attention.failedMessages(count)}</span>
      </span>
    </UnstyledButton>
  );
}

function titleOf({ kind, booking }: AttentionItem): string {
  return booking ? texts.attention.gaveWay(booking.reference, booking.movedTo) : texts.attention.kinds[kind].title;
}

interface LostProps {
  group: LostGroup;
  skewMs: number;
  isOpen: boolean;
  onToggle: () => void;
}

/** All lost controllers in one chip, which opens into one for each slot. */
function Lost({ group, skewMs, isOpen, onToggle }: LostProps) {
  const { controllers, items, since } = group;
  return (
    <UnstyledButton
      className={classes['item']}
      data-slot-state={kindStates['controller-lost']}
      data-kind={group.kind}
      data-testid="attention-controllers-lost"
      aria-expanded={isOpen}
      onClick={onToggle}
    >
      <span className={classes['icon']}>
        <CloudOffIcon size="1.15rem" />
      </span>
      <span className={classes['code']}>{controllers}</span>
      <span className={classes['words']}>
        <span className={classes['title']}>{texts.attention.lost(controllers)}</span>
        <span className={classes['since']}>
          {since === null ? (
            texts.attention.lostSlotsOnly(items.length)
          ) : (
            <>
              {texts.attention.lostSlots(items.length)} <Since at={since} skewMs={skewMs} />
            </>
          )}
        </span>
      </span>
      <span className={classes['chevron']} data-open={isOpen}>
        <ChevronIcon size="1.15rem" />
      </span>
    </UnstyledButton>
  );
}

/** A burst of urgent items is read out once, and each item once while it lasts; a lost controller is not urgent. */
function useAnnouncement(items: readonly AttentionItem[]): string {
  const known = useRef<ReadonlySet<string>>(new Set());
  const [announcement, setAnnouncement] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => {
      const urgent = items.filter(({ kind }) => kind !== 'controller-lost');
      const fresh = urgent.filter(({ id }) => !known.current.has(id));
      known.current = new Set(urgent.map(({ id }) => id));
      if (fresh.length > 0 || urgent.length === 0)
        setAnnouncement(fresh.map((item) => texts.attention.announce(item.slot, titleOf(item))).join(' '));
    }, 1000);
    return () => clearTimeout(timer);
  }, [items]);
  return announcement;
}
