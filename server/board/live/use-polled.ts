import { useCallback, useEffect, useState } from 'react';

/**
 * What the server answers, read again whenever `moves` does and every `pollMs`; null until it was read. What was read stays until
 * the server answers again; the banner says that it does not.
 */
export function usePolled<T>(read: () => Promise<T>, moves: string | number, pollMs: number) {
  const [value, setValue] = useState<T | null>(null);
  const [asked, setAsked] = useState(0);
  const reload = useCallback(() => setAsked((count) => count + 1), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again whenever one of these moves
  useEffect(() => {
    let isCurrent = true;
    const look = () =>
      read()
        .then((found) => isCurrent && setValue(found))
        .catch(() => undefined);
    void look();
    const timer = setInterval(() => void look(), pollMs);
    return () => {
      isCurrent = false;
      clearInterval(timer);
    };
  }, [moves, asked]);
  return { value, reload };
}
