import { Button, Center, EmptyState, Loader } from '@mantine/core';
import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import type { SetUpView } from '../../../shared/http/set-up.ts';
import { ApiError, fetchLots, fetchSession, type LotSummary, type StaffSession } from '../api-client.ts';
import { CloudOffIcon } from '../icons.tsx';
import { texts } from '../texts.ts';
import { BoardPage } from './board-page.tsx';
import { isKiosk } from './kiosk.ts';
import { LoginPage } from './login-page.tsx';
import { fetchSetUp } from './setup/api.ts';
import { StaffContext } from './staff.ts';

/** Shown once in the life of an installation: nobody else loads it. */
const SetUpPage = lazy(async () => ({ default: (await import('./setup/setup-page.tsx')).SetUpPage }));

type Stage =
  | { kind: 'loading' }
  | { kind: 'login'; ended: boolean }
  | { kind: 'set-up'; lot: string; setUp: SetUpView }
  | { kind: 'board'; staff: StaffSession; lots: LotSummary[] }
  | { kind: 'failed' };

/** A screen on the wall has nobody to press the button. */
const retryMs = 5000;

/** Who may see the board, and which lots; the board itself knows neither. */
export function App() {
  const [stage, setStage] = useState<Stage>({ kind: 'loading' });

  const load = useCallback(async () => {
    try {
      const staff = await fetchSession();
      if (staff === null) return setStage({ kind: 'login', ended: false });
      // A screen on the wall is nobody's first visit.
      const setUp = staff.role === 'admin' && !isKiosk ? await fetchSetUp() : null;
      if (setUp?.isOpen && setUp.lot !== null) return setStage({ kind: 'set-up', lot: setUp.lot, setUp });
      setStage({ kind: 'board', staff, lots: await fetchLots() });
    } catch (error) {
      const isLoggedOut = error instanceof ApiError && error.status === 401;
      setStage(isLoggedOut ? { kind: 'login', ended: false } : { kind: 'failed' });
    }
  }, []);
  const toLogin = useCallback((ended: boolean) => setStage({ kind: 'login', ended }), []);

  useEffect(() => void load(), [load]);
  useEffect(() => {
    if (stage.kind !== 'failed') return;
    const timer = setTimeout(() => void load(), retryMs);
    return () => clearTimeout(timer);
  }, [stage, load]);

  switch (stage.kind) {
    case 'loading':
      return <Loading />;
    case 'failed':
      return (
        <Center mih="100dvh" p="md" role="alert">
          <EmptyState icon={<CloudOffIcon size="2.5rem" />} title={texts.login.offline}>
            <Button variant="default" onClick={() => void load()}>
              {texts.board.retry}
            </Button>
          </EmptyState>
        </Center>
      );
    case 'login':
      return <LoginPage ended={stage.ended} onLogin={load} />;
    case 'set-up':
      return (
        <Suspense fallback={<Loading />}>
          <SetUpPage lot={stage.lot} setUp={stage.setUp} onOver={() => void load()} onLoggedOut={() => toLogin(true)} />
        </Suspense>
      );
    case 'board':
      return (
        <StaffContext value={stage.staff}>
          <BoardPage lots={stage.lots} onLoggedOut={toLogin} />
        </StaffContext>
      );
  }
}

function Loading() {
  return (
    <Center mih="100dvh">
      <Loader aria-label={texts.board.loading} />
    </Center>
  );
}
