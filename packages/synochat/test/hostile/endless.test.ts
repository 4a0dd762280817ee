import { describe, expect, it } from 'vitest';
import { residentMemory } from '../helpers/resources.ts';
import { runtimes } from '../helpers/runtime.ts';
import { startHandlers } from './hostile-server.ts';
import { flood } from './raw-flood.ts';
import { exchange } from './raw-http.ts';
import { good, post } from './raw-post.ts';

/** Bytes: enough to see whether anybody keeps them. */
const bytes = 64_000_000;

describe('a body that never ends', () => {
  it.concurrent.each(runtimes)('is refused on %s at 64 kB, and none of it is stored', async (runtime) => {
    const server = await startHandlers(runtime);
    const { pid, port } = server;
    try {
      await exchange(port, post(good));
      const before = residentMemory(pid);

      const { reply, sentBytes, ended } = await flood(port, { bytes, patience: runtime === 'Deno' ? 500 : 20_000 });

      // workerd is so quick to end the connection that the answer can get lost on the way.
      if (reply || runtime !== 'workerd') expect(reply).toMatchObject({ status: 413, body: 'body too large' });
      expect(residentMemory(pid) - before).toBeLessThan(bytes / 2 ** 21);
      // After the answer Node gives a client half a second and Bun twelve; Deno reads on, whatever a handler does.
      expect(ended).toBe(runtime !== 'Deno');
      if (runtime === 'Deno') expect(sentBytes).toBeGreaterThan(bytes);
      expect((await exchange(port, post(good)))?.status).toBe(200);
    } finally {
      await server.stop();
    }
  });
});
