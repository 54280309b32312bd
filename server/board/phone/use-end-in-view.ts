import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from 'react';

/** How near the end counts as being there. */
const nearPx = 80;

/**
 * Keeps the end of a scrolling list in view as messages come and as the list shrinks (a telephone's keyboard opens),
 * unless the reader has scrolled back to read.
 */
export function useEndInView(count: number): { list: RefObject<HTMLDivElement | null>; showEnd: () => void } {
  const list = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const follow = useCallback(() => {
    if (isAtEnd.current) list.current?.scrollTo({ top: list.current.scrollHeight });
  }, []);
  const showEnd = useCallback(() => {
    isAtEnd.current = true;
    follow();
  }, [follow]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a further message is the reason to scroll
  useLayoutEffect(follow, [count]);

  useEffect(() => {
    const element = list.current;
    if (element === null) return;
    let height = element.clientHeight;
    const onScroll = () => {
      // Shrinking moves the end away without anybody scrolling.
      if (element.clientHeight !== height) return;
      isAtEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < nearPx;
    };
    const observer = new ResizeObserver(() => {
      height = element.clientHeight;
      follow();
    });
    observer.observe(element);
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', onScroll);
    };
  }, [follow]);

  return { list, showEnd };
}
