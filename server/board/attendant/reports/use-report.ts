import { useCallback, useEffect, useState } from 'react';
import { wordsOf } from '../feedback.tsx';
import { fetchReport } from './api.ts';
import type { Days } from './days.ts';

/** A report on its way, there, or not to be had. */
export type Loaded<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly why: string; readonly again: () => void }
  | { readonly state: 'there'; readonly report: T; readonly again: () => void };

/** Reads a report of a lot, and again when the days change. */
export function useReport<T>(lot: string, name: string, { from, to }: Days): Loaded<T> {
  const [loaded, setLoaded] = useState<Loaded<T>>({ state: 'loading' });
  const [asked, setAsked] = useState(0);
  const again = useCallback(() => setAsked((count) => count + 1), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` reads it once more
  useEffect(() => {
    let isCurrent = true;
    setLoaded({ state: 'loading' });
    fetchReport<T>(lot, name, { from, to }).then(
      (report) => isCurrent && setLoaded({ state: 'there', report, again }),
      (error: unknown) => isCurrent && setLoaded({ state: 'failed', why: wordsOf(error), again }),
    );
    return () => {
      isCurrent = false;
    };
  }, [lot, name, from, to, asked, again]);
  return loaded;
}
