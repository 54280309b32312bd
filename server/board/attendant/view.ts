import { useSyncExternalStore } from 'react';
import type { Role } from './staff.ts';

/** The pages of the board in their order, as the address names them behind `#/`, and whose role they take. */
export const roleOfView = {
  live: 'viewer',
  bookings: 'viewer',
  drivers: 'viewer',
  inbox: 'viewer',
  cases: 'viewer',
  controllers: 'viewer',
  reports: 'viewer',
  exports: 'admin',
  settings: 'admin',
  account: 'viewer',
  staff: 'admin',
  audit: 'admin',
  posters: 'attendant',
} as const satisfies Readonly<Record<string, Role>>;

export type View = keyof typeof roleOfView;
export const views = Object.keys(roleOfView) as View[];

/** Those that are reached by the menu behind one's name. */
export const menuViews: readonly View[] = ['account', 'staff', 'audit'];

/** `rest`: what the page itself makes of the address, such as a driver's id. */
export const hrefOf = (view: View, rest = ''): string => {
  if (view === 'live') return '#/';
  return rest === '' ? `#/${view}` : `#/${view}/${encodeURIComponent(rest)}`;
};

const partsOfAddress = (): string[] => window.location.hash.replace(/^#\/?/, '').split('/');

function viewOfAddress(): View {
  const [name] = partsOfAddress();
  return views.find((view) => view === name) ?? 'live';
}

function restOfAddress(): string {
  try {
    return decodeURIComponent(partsOfAddress()[1] ?? '');
  } catch {
    return '';
  }
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

/** The page the address names; Back and a bookmark lead where they should. */
export function useView(): View {
  return useSyncExternalStore(subscribe, viewOfAddress);
}

/** What the address says behind the page: `abc` of `#/drivers/abc`; empty where it says nothing. */
export function useViewRest(): string {
  return useSyncExternalStore(subscribe, restOfAddress);
}

export function goTo(view: View, rest = ''): void {
  window.location.hash = hrefOf(view, rest).slice(1);
}
