import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Running } from '../helpers/process.ts';
import { openSockets } from '../helpers/resources.ts';
import { runtimes } from '../helpers/runtime.ts';
import { startHandlers } from './hostile-server.ts';
import { exchange } from './raw-http.ts';
import { chunk, chunked, good, head, post, typed } from './raw-post.ts';

const crowd = 500;
// A byte a second, for longer than the five seconds that a body has.
const bytes = (one: string) => Array.from({ length: 10 }, () => [one, 1000]).flat();
const slow = [
  [head(typed(good.length)), ...bytes('t')],
  [head(chunked), ...bytes(chunk('t'))],
];

describe.each(runtimes)('500 clients that send a byte a second to %s', (runtime) => {
  let server: Running;
  beforeAll(async () => {
    server = await startHandlers(runtime);
  });
  afterAll(() => server.stop());

  it('keep nobody else waiting, get 408 after the five seconds, and leave no socket behind', async () => {
    const { pid, port } = server;
    await exchange(port, post(good));
    const before = openSockets(pid);
    let ended = 0;

    const clients = Array.from({ length: crowd }, (_, n) =>
      exchange(port, slow[n % 2] ?? []).finally(() => {
        ended++;
      }),
    );
    while (openSockets(pid) < crowd) await pause(20);
    const others: (number | undefined)[] = [];
    while (ended === 0) {
      others.push((await exchange(port, post(good)))?.status);
      await pause(20);
    }

    expect(others.length).toBeGreaterThan(10);
    expect(others.filter((status) => status !== 200)).toEqual([]);
    const replies = await Promise.all(clients);
    expect(replies.filter((reply) => reply?.status !== 408)).toEqual([]);
    while (openSockets(pid) > before) await pause(20);
    expect((await exchange(port, post(good)))?.status).toBe(200);
  });
});
