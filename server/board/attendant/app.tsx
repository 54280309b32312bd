import { Button, Center, EmptyState, Loader } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';
import { ApiError, fetchLots, fetchSession, type LotSummary, type StaffSession } from '../api-client.ts';
import { CloudOffIcon } from '../icons.tsx';
import { texts } from '../texts.ts';
import { BoardPage } from './board-page.tsx';
import { LoginPage } from './login-page.tsx';
import { StaffContext } from './staff.ts';

type Stage =
  | { kind: 'loading' }
  | { kind: 'login'; ended: boolean }
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
      return (
        <Center mih="100dvh">
          <Loader aria-label={texts.board.loading} />
        </Center>
      );
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
    case 'board':
      return (
        <StaffContext value={stage.staff}>
          <BoardPage lots={stage.lots} onLoggedOut={toLogin} />
        </StaffContext>
      );
  }
}
