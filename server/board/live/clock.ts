import { useSyncExternalStore } from 'react';

/** One timer for everything that ticks, aligned to the second, so that all clocks on the page step together. */
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | null = null;
let second = Math.floor(Date.now() / 1000);

function tick(): void {
  second = Math.floor(Date.now() / 1000);
  for (const listener of listeners) listener();
  timer = setTimeout(tick, 1000 - (Date.now() % 1000));
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    second = Math.floor(Date.now() / 1000);
    timer = setTimeout(tick, 1000 - (Date.now() % 1000));
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && timer !== null) clearTimeout(timer);
  };
}

/** The time in ms, stepping by whole seconds. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => second) * 1000;
}
