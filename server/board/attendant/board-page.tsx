import { Alert, Center, EmptyState, Skeleton } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { Suspense, useCallback, useMemo, useState } from 'react';
import type { BoardSnapshot, SlotView } from '../../../shared/live/board-events.ts';
import { type LotSummary, signOut } from '../api-client.ts';
import { matchesSearch } from '../attention.ts';
import { useBoard } from '../live/use-board.ts';
import { useInbox } from '../live/use-inbox.ts';
import { texts } from '../texts.ts';
import { AttentionStrip } from './attention-strip.tsx';
import { BoardHeader } from './board-header.tsx';
import classes from './board-page.module.css';
import { Counters } from './counters.tsx';
import { InboxPage } from './inbox/inbox-page.tsx';
import { isKiosk, lotOfAddress } from './kiosk.ts';
import { Navigation } from './navigation.tsx';
import { pages } from './pages.tsx';
import { SlotsShown } from './plan/slots-shown.tsx';
import { SlotDrawer } from './slot/slot-drawer.tsx';
import { useMay } from './staff.ts';
import { useToday } from './use-today.ts';
import { roleOfView, useView } from './view.ts';

interface BoardPageProps {
  lots: LotSummary[];
  onLoggedOut: (ended: boolean) => void;
}

/** Chooses the lot; which one is remembered in this browser. */
export function BoardPage({ lots, onLoggedOut }: BoardPageProps) {
  const [remembered, remember] = useLocalStorage({
    key: 'parkwire-lot',
    defaultValue: '',
    getInitialValueInEffect: false,
  });
  const lot = [lotOfAddress, remembered, lots[0]?.code].find((code) => lots.some((one) => one.code === code));
  if (lot === null || lot === undefined) {
    return (
      <Center mih="100dvh">
        <EmptyState title={texts.board.noLots} />
      </Center>
    );
  }
  return <LotBoard key={lot} lot={lot} lots={lots} onLot={remember} onLoggedOut={onLoggedOut} />;
}

interface LotBoardProps extends BoardPageProps {
  lot: string;
  onLot: (code: string) => void;
}

function LotBoard({ lot, lots, onLot, onLoggedOut }: LotBoardProps) {
  const sessionEnded = useCallback(() => onLoggedOut(true), [onLoggedOut]);
  const { mode, board, skewMs, inboxMoves, controllerMoves } = useBoard(lot, sessionEnded);
  const inbox = useInbox(inboxMoves);
  const today = useToday(board.lot, skewMs);
  const asked = useView();
  // An address that takes another role, from a colleague or a bookmark, leads to the live page.
  const view = useMay(roleOfView[asked]) ? asked : 'live';
  const [search, setSearch] = useState('');
  const [opened, setOpened] = useState<string | null>(null);
  const slots = useMemo(
    () => board.order.map((code) => board.slots.get(code)).filter((slot): slot is SlotView => slot !== undefined),
    [board.order, board.slots],
  );
  const shown = useMemo(() => slots.filter((slot) => matchesSearch(slot, search)), [slots, search]);

  async function logout() {
    await signOut().catch(() => undefined);
    onLoggedOut(false);
  }

  function page(shownLot: BoardSnapshot['lot']) {
    const shared = { lot: shownLot, slots, skewMs, onOpenSlot: setOpened };
    if (view === 'inbox' && !isKiosk) return <InboxPage inbox={inbox} {...shared} />;
    if (view !== 'live' && view !== 'inbox' && !isKiosk) {
      const Page = pages[view];
      return (
        <Suspense fallback={<Loading />}>
          <Page {...shared} plan={board.plan} controllerMoves={controllerMoves} />
        </Suspense>
      );
    }
    return (
      <>
        <AttentionStrip
          slots={slots}
          inbox={inbox}
          failedMessages={today?.failedMessages ?? 0}
          skewMs={skewMs}
          onOpen={setOpened}
        />
        <Counters slots={slots} today={today} currency={shownLot.currency} />
        {slots.length === 0 && <EmptyState title={texts.board.noSlots} />}
        {slots.length > 0 && shown.length === 0 && (
          <EmptyState title={texts.board.noMatch(search)} role="status" py="xl" />
        )}
        <SlotsShown lot={shownLot} plan={board.plan} slots={shown} skewMs={skewMs} onOpen={setOpened} />
      </>
    );
  }

  return (
    <div className={classes['page']} data-stale={mode.kind === 'reconnecting'}>
      {!isKiosk && (
        <button type="button" className={classes['skip']} onClick={() => document.getElementById('content')?.focus()}>
          {texts.board.skip}
        </button>
      )}
      <BoardHeader
        lot={lot}
        lots={lots}
        mode={mode}
        dataAt={board.at}
        search={search}
        onSearch={setSearch}
        onOpenSlot={setOpened}
        onLot={onLot}
        onLogout={logout}
      />
      {!isKiosk && <Navigation waiting={inbox.waiting} />}
      <main className={classes['main']} id="content" tabIndex={-1}>
        {mode.kind === 'refused' && (
          <Alert color="red" role="alert">
            {texts.mode.refused(mode.code)}
          </Alert>
        )}
        {board.lot === null ? mode.kind !== 'refused' && <Loading /> : page(board.lot)}
      </main>
      {board.lot !== null && (
        <SlotDrawer
          lot={board.lot}
          slot={opened === null ? undefined : board.slots.get(opened)}
          slots={slots}
          skewMs={skewMs}
          onClose={() => setOpened(null)}
        />
      )}
    </div>
  );
}

/** The shape of what is coming, so that nothing jumps when it is there. */
function Loading() {
  return (
    <div aria-busy="true" role="status" aria-label={texts.board.loading} className={classes['main']}>
      <Skeleton height="3.25rem" radius="md" />
      <Skeleton height="4.75rem" radius="md" />
      <Skeleton height="20rem" radius="md" />
    </div>
  );
}
