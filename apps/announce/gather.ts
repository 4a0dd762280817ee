export interface GatherOptions {
  /** Milliseconds that whole lines wait for company. Default: 1000. */
  readonly moment?: number | undefined;
  /** Characters held at most, but for the last chunk: then they go as they are. Default: 16000, some eight posts. */
  readonly room?: number | undefined;
  /** Default: `setTimeout`. */
  readonly sleep?: ((ms: number) => Promise<void>) | undefined;
}

/**
 * The lines that come within a moment of each other, together, in order, and at the end of the input what is left.
 *
 * Nothing is read while the last lines are being worked on: whoever writes faster has to wait, and nothing is dropped.
 * A line comes when it is whole, but for one that is longer than the room.
 */
export async function* gatherLines(
  chunks: AsyncIterable<string>,
  { moment = 1000, room = 16_000, sleep = realSleep }: GatherOptions = {},
): AsyncGenerator<string> {
  const input: AsyncIterator<string, unknown> = chunks[Symbol.asyncIterator]();
  let held = '';
  let next = input.next();
  for (;;) {
    const { done, value } = await next;
    if (done) break;
    held += value;
    next = input.next();
    const over = sleep(moment).then(() => undefined);
    let ended = false;
    while (held.length < room) {
      const more = await Promise.race([next, over]);
      if (!more) break;
      if (more.done) {
        ended = true;
        break;
      }
      held += more.value;
      next = input.next();
    }
    const end = ended ? held.length : held.lastIndexOf('\n') + 1 || (held.length < room ? 0 : held.length);
    if (end > 0) yield held.slice(0, end);
    held = held.slice(end);
  }
  if (held !== '') yield held;
}

function realSleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
