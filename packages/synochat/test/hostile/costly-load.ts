import { setTimeout as pause } from 'node:timers/promises';
import { connection } from './load.ts';
import { good, post } from './raw-post.ts';

const request = Buffer.concat(post(good).map((piece) => Buffer.from(piece)));

/** Milliseconds for an answer to a good request: more is a server that hangs. */
const patience = 30_000;

/** Milliseconds that each of so many good requests takes, one after the other, while ten connections send these bytes back to back. */
export async function timesUnder(port: number, bytes: Buffer, count: number): Promise<number[]> {
  let isOver = false;
  let stop = (): void => undefined;
  const end = new Promise<undefined>((resolve) => {
    stop = () => {
      isOver = true;
      resolve(undefined);
    };
  });
  const hasEnded = () => isOver;
  const flood = async () => {
    const { ask, close } = connection(port);
    while (!hasEnded()) {
      // A server may leave a costly request without an answer: the next one gets a new connection.
      const reply = await Promise.race([ask(bytes), end, pause(1000, 'late' as const, { ref: false })]);
      if (reply === 'late') close();
      else if (reply && (reply.status < 400 || reply.status >= 500)) throw new Error(`Answered with ${reply.status}`);
    }
    close();
  };
  const floods = Promise.all(Array.from({ length: 10 }, flood));
  const { ask, close } = connection(port);
  const times: number[] = [];
  try {
    while (times.length < count) {
      const start = performance.now();
      const reply = await Promise.race([ask(request), pause(patience, 'late' as const, { ref: false })]);
      if (reply === 'late') throw new Error(`A good request had no answer within ${patience} ms`);
      if (reply?.status === 200) times.push(performance.now() - start);
      else if (reply) throw new Error(`A good request was answered with ${reply.status}`);
    }
  } finally {
    stop();
    close();
    await floods;
  }
  return times;
}

/** Returns the middle of the values. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
