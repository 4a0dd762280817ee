import { connection } from './load.ts';
import { good, post } from './raw-post.ts';

const request = Buffer.concat(post(good).map((piece) => Buffer.from(piece)));

/** Milliseconds that each of so many good requests takes, one after the other, while ten connections send these bytes back to back. */
export async function timesUnder(port: number, bytes: Buffer, count: number): Promise<number[]> {
  const state = { isOver: false };
  const flood = async () => {
    const { ask, close } = connection(port);
    while (!state.isOver) {
      const reply = await ask(bytes);
      if (reply && (reply.status < 400 || reply.status >= 500)) throw new Error(`Answered with ${reply.status}`);
    }
    close();
  };
  const floods = Promise.all(Array.from({ length: 10 }, flood));
  const { ask, close } = connection(port);
  const times: number[] = [];
  try {
    while (times.length < count) {
      const start = performance.now();
      const reply = await ask(request);
      if (reply?.status === 200) times.push(performance.now() - start);
      else if (reply) throw new Error(`A good request was answered with ${reply.status}`);
    }
  } finally {
    state.isOver = true;
    close();
    await floods;
  }
  return times;
}

/** Returns the middle of the values. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
