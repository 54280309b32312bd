import { useEffect, useRef, useState } from 'react';
import { tellFailure } from '../feedback.tsx';

/** What is loaded once, when a step opens; null until it is there. */
export function useLoaded<T>(load: () => Promise<T>): T | null {
  const [loaded, setLoaded] = useState<T | null>(null);
  const first = useRef(load);
  useEffect(() => {
    let isOver = false;
    first.current().then((found) => !isOver && setLoaded(found), tellFailure);
    return () => {
      isOver = true;
    };
  }, []);
  return loaded;
}
