import { useLayoutEffect, useRef, useState } from 'preact/hooks';

const postsPerPage = 100;
const nearEnd = 48;
const nearStart = 600;

/**
 * Returns the range of messages on the page. If the user reads at the end, new messages push the others up. If the user
 * reads further back, nothing moves. The page starts with the newest 100 messages and adds 100 each time the user
 * scrolls near the start.
 */
export function useReading(count: number, ownNewest: string | undefined) {
  const box = useRef<HTMLDivElement>(null);
  const [isAtEnd, setIsAtEnd] = useState(true);
  const [start, setStart] = useState(0);
  const belowBefore = useRef<number | undefined>(undefined);
  const from = isAtEnd ? Math.max(0, count - postsPerPage) : start;

  const stay = () => {
    const log = box.current;
    if (!log) return;
    if (isAtEnd) log.scrollTop = log.scrollHeight;
    else if (belowBefore.current !== undefined) log.scrollTop = log.scrollHeight - belowBefore.current;
    belowBefore.current = undefined;
  };
  useLayoutEffect(stay);
  useLayoutEffect(() => {
    if (ownNewest !== undefined) setIsAtEnd(true);
  }, [ownNewest]);
  useLayoutEffect(() => {
    if (!isAtEnd || !box.current) return undefined;
    const observer = new ResizeObserver(stay);
    observer.observe(box.current);
    return () => {
      observer.disconnect();
    };
  }, [isAtEnd]);

  return {
    box,
    from,
    isAtEnd,
    toEnd: () => {
      setIsAtEnd(true);
      box.current?.focus();
    },
    onScroll: () => {
      const log = box.current;
      if (!log) return;
      const below = log.scrollHeight - log.scrollTop;
      const isNow = below - log.clientHeight < nearEnd;
      if (isAtEnd && !isNow) setStart(from);
      if (isAtEnd !== isNow) setIsAtEnd(isNow);
      if (isNow || log.scrollTop > nearStart || from === 0) return;
      belowBefore.current = below;
      setStart(Math.max(0, from - postsPerPage));
    },
  };
}
