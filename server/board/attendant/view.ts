import { useSyncExternalStore } from 'react';

/** The pages of the board, as the address names them behind `#/`. */
export const views = ['live', 'inbox', 'cases'] as const;
export type View = (typeof views)[number];

export const hrefOf = (view: View): string => (view === 'live' ? '#/' : `#/${view}`);

function viewOfAddress(): View {
  const name = window.location.hash.replace(/^#\/?/, '').split('/')[0];
  return views.find((view) => view === name) ?? 'live';
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

/** The page the address names; Back and a bookmark lead where they should. */
export function useView(): View {
  return useSyncExternalStore(subscribe, viewOfAddress);
}

export function goTo(view: View): void {
  window.location.hash = hrefOf(view).slice(1);
}
