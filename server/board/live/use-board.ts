import { useMemo, useSyncExternalStore } from 'react';
import { BoardConnection, type BoardView } from './board-connection.ts';

/** The live state of a lot; another lot is another connection, so that nothing of the old one lingers. */
export function useBoard(lot: string, onLoggedOut: () => void): BoardView {
  const connection = useMemo(() => new BoardConnection(lot, onLoggedOut), [lot, onLoggedOut]);
  return useSyncExternalStore(connection.subscribe, connection.view);
}
