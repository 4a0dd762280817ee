/**
 * Runs the work of each key one at a time, in the order of the calls; undefined when that many already wait or run.
 *
 * Work that fails does not hold up the next.
 */
export function createTurns(maxWaiting: number): (key: number, work: () => Promise<void>) => Promise<void> | undefined {
  const lines = new Map<number, { last: Promise<void>; length: number }>();
  return (key, work) => {
    const line = lines.get(key) ?? { last: Promise.resolve(), length: 0 };
    if (line.length >= maxWaiting) return undefined;
    lines.set(key, line);
    line.length++;
    const done = line.last.then(work).finally(() => {
      line.length--;
      if (line.length === 0) lines.delete(key);
    });
    line.last = done.catch(() => undefined);
    return done;
  };
}
