import { useLayoutEffect, useRef, useState } from 'preact/hooks';

const postsPerPage = 100;
const nearEnd = 48;
const nearStart = 600;

/**
 * Which messages are on the page, and where one is reading: at the end, where new ones push the others up, or further
 * back, where nothing moves. Only a page of them is there at first, and another for each time one comes near the start.
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
