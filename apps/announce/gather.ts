export interface GatherOptions {
  /** Milliseconds that whole lines wait for further lines. Default: 1000. */
  readonly wait?: number | undefined;
  /** The number of buffered characters that ends the wait. Default: 16000, about eight posts. */
  readonly maxLength?: number | undefined;
  /** Default: `setTimeout`. */
  readonly sleep?: ((ms: number) => Promise<void>) | undefined;
}

/**
 * Yields groups of lines that arrive within `wait` of each other, in order. The end of the input ends the last group.
 *
 * While the caller works on a group, no input is read: a faster writer waits, and no line is dropped. Only a line longer
 * than `maxLength` is cut.
 */
export async function* gatherLines(
  chunks: AsyncIterable<string>,
  { wait = 1000, maxLength = 16_000, sleep = realSleep }: GatherOptions = {},
): AsyncGenerator<string> {
  const input: AsyncIterator<string, unknown> = chunks[Symbol.asyncIterator]();
  let buffer = '';
  let next = input.next();
  for (;;) {
    const { done, value } = await next;
    if (done) break;
    buffer += value;
    next = input.next();
    const waited = sleep(wait).then(() => undefined);
    let ended = false;
    while (buffer.length < maxLength) {
      const more = await Promise.race([next, waited]);
      if (!more) break;
      if (more.done) {
        ended = true;
        break;
      }
      buffer += more.value;
      next = input.next();
    }
    const end = ended ? buffer.length : buffer.lastIndexOf('\n') + 1 || (buffer.length < maxLength ? 0 : buffer.length);
    if (end > 0) yield buffer.slice(0, end);
    buffer = buffer.slice(end);
  }
  if (buffer !== '') yield buffer;
}

function realSleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
