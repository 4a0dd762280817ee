import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { startSimulator } from '../src/node.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

describe('an app or a host of files that does not answer', () => {
  it.each([
    ['without a key', {}],
    ['with a key', { key: 'k'.repeat(32) }],
  ])('sees the connection closed at the timeout, even after a garbage collection, %s', async (_, options) => {
    let [open, closed] = [0, 0];
    const app = createServer((_req, res) => {
      open += 1;
      res.once('close', () => (closed += 1));
    });
    await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(app.address() as AddressInfo).port}`;
    const nas = await startSimulator({ ...options, port: 0, hookTimeout: 2000, fileTimeout: 2000, rateInterval: 0 });
    nas.addOutgoing({ channel: 'general', url });
    const { url: webhook } = nas.addIncoming({ channel: 'general' });

    const lines = ['one', 'two', 'three'].map((text) => nas.say('ada', 'general', text));
    const payload = JSON.stringify({ text: 'x', file_url: `${url}/a.txt` });
    const post = nas.fetch(webhook, { method: 'POST', body: new URLSearchParams({ payload }) });
    await expect.poll(() => open).toBe(4);
    for (let round = 0; round < 5; round += 1) {
      collectGarbage();
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await Promise.all([...lines, post]);

    await expect.poll(() => closed).toBe(4);
    await nas.close();
    app.close();
  });
});
