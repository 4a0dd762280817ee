/**
 * Returns a function that runs the work of each key one at a time, in call order. The function returns undefined if
 * `maxWaiting` calls of the key wait or run. Failed work does not stop the next work.
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
