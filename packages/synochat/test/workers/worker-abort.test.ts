import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listen } from '../helpers/listen.ts';
import type { Running } from '../helpers/process.ts';
import { startServer, startWorkerd } from '../helpers/runtime.ts';
import { hangUp } from '../hostile/raw-http.ts';
import vectors from '../vectors.json' with { type: 'json' };

/** Milliseconds: what the Worker gives one exchange (servers/sender), and the queue to a head that went silent. */
const timeout = 1500;
const grace = 1000;

/** A NAS that never answers the first message, and any other at once. */
function slowChat() {
  const arrivals: { readonly text: string; readonly at: number }[] = [];
  let cutOffAt: number | undefined;
  const server = createServer((req, res) => {
    const at = performance.now();
    let body = '';
    req.setEncoding('utf8').on('data', (text: string) => (body += text));
    req.on('end', () => {
      const { text } = JSON.parse(new URLSearchParams(body).get('payload') ?? '') as { text: string };
      arrivals.push({ text, at });
      if (text !== 'first') res.end('{"success":true}');
      else res.on('close', () => (cutOffAt = performance.now()));
    });
  });
  return { server, arrivals, cutOffAt: () => cutOffAt ?? Number.POSITIVE_INFINITY };
}

const sender = new URL('../runtimes/servers/sender/', import.meta.url);

/** `wrangler dev` stands before workerd and keeps the end of a client to itself: there the first runs into its time-out. */
const ways = [
  { way: 'workerd', cutsOff: true, start: () => startWorkerd(new URL('worker.mjs', sender), '/ready') },
  { way: 'wrangler dev', cutsOff: false, start: () => startServer('workerd', { folder: sender, readyPath: '/ready' }) },
];

describe.each(ways)(
  'a Worker under $way whose request is aborted by its client while it sends',
  ({ cutsOff, start }) => {
    const chat = slowChat();
    let worker: Running;
    let path: (text: string) => string;
    const send = async (text: string) => (await fetch(`http://127.0.0.1:${worker.port}${path(text)}`)).status;

    beforeAll(async () => {
      const port = await listen(chat.server);
      const to = `http://127.0.0.1:${port}/webapi/entry.cgi?api=SYNO.Chat.External&method=incoming&version=2&token=%22${vectors.tokens.IN}%22`;
      path = (text) => `/?${new URLSearchParams({ to, text }).toString()}`;
      worker = await start();
    });
    afterAll(async () => {
      chat.server.closeAllConnections();
      chat.server.close();
      await worker.stop();
    });

    it('sends what follows once the cancelled one had its time: in call order, each once', async () => {
      const cancelled = hangUp(worker.port, [`GET ${path('first')} HTTP/1.1\r\nHost: worker.example\r\n\r\n`, 400]);
      while (chat.arrivals.length === 0) await pause(10);
      // In line while the head still lives, so that nobody is there to wake it later.
      const second = send('second');
      await pause(100);
      const third = send('third');
      await cancelled;

      expect([await second, await third]).toEqual([200, 200]);

      const [first, next] = chat.arrivals;
      const since = (time = Number.POSITIVE_INFINITY) => time - (first?.at ?? 0);
      expect(chat.arrivals.map(({ text }) => text)).toEqual(['first', 'second', 'third']);
      // Where it was cut off it did not merely time out: this is what the queue has to survive.
      expect(since(chat.cutOffAt()) < timeout - 200).toBe(cutsOff);
      // Not before the first may still arrive, and no later than promised; the last second is for a busy machine.
      expect(since(next?.at)).toBeGreaterThan(timeout - 100);
      expect(since(next?.at)).toBeLessThan(timeout + grace + 1000);
    });

    it('keeps the distance between two posts afterwards', async () => {
      const before = chat.arrivals.length;

      await Promise.all([send('fourth'), send('fifth')]);

      const [one, other, ...more] = chat.arrivals.slice(before);
      expect((other?.at ?? 0) - (one?.at ?? 0)).toBeGreaterThan(480);
      expect(more).toEqual([]);
    });

    it('prints no token', () => {
      expect(worker.output()).not.toContain(vectors.tokens.IN);
    });
  },
);
