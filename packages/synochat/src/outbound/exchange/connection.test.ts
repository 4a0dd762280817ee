import { describe, expect, inject, it, vi } from 'vitest';
import { SendError, sendIncoming } from '../../index.ts';

const onWorkers = navigator.userAgent === 'Cloudflare-Workers';
/** Milliseconds after which the server ends an idle connection. */
const keepAlive = inject('keepAlive');

let ids = 0;

/** Posts to a server whose idle connections end in that way. */
function line(how: string, options: { fetch?: typeof fetch } = {}) {
  const server = inject('keepingServer');
  const id = `${Math.floor(Math.random() * 1e9)}-${ids++}`;
  const webhook = `${server}/${how}/${id}/webapi/entry.cgi?token=%22Synthetic%22`;
  return {
    post: () =>
      sendIncoming(webhook, 'x', { limiter: false, retries: 0, timeout: 1000, ...options }).then(
        () => 'sent',
        (error: unknown) => (error instanceof SendError ? error.posted : error),
      ),
    /** Asks until there is an answer: this request too may meet a connection that the server is closing. */
    seen: () => vi.waitFor(async () => Number(await (await fetch(`${server}/posts/${id}`)).text())),
  };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Holds up the event loop, in which the runtime would see that the server has closed the connection. */
function work(ms: number): void {
  const end = Date.now() + ms;
  while (Date.now() < end);
}

function closing() {
  describe('a message after an idle time', () => {
    it('arrives, though the program was busy while the server closed the connection', async () => {
      const { post, seen } = line('closing');
      const outcomes = [await post()];
      for (let i = 0; i < 3; i++) {
        work(3 * keepAlive);
        outcomes.push(await post());
      }
      expect(outcomes).toEqual(['sent', 'sent', 'sent', 'sent']);
      expect(await seen()).toBe(4);
    });

    it('arrives, though the connection died in silence', async () => {
      const { post, seen } = line('dying');
      const outcomes = [await post()];
      await pause(3 * keepAlive);
      outcomes.push(await post());
      expect(outcomes).toEqual(['sent', 'sent']);
      expect(await seen()).toBe(2);
    });

    it('arrives, though the server closes its connections at that very moment', async () => {
      const lines = Array.from({ length: 30 }, (_, i) => ({ ...line('closing'), wait: keepAlive - 3 + i / 5 }));
      const outcomes = await Promise.all(
        lines.map(async ({ post, wait }) => {
          const each: unknown[] = [];
          for (let i = 0; i < 10; i++) {
            each.push(await post());
            await pause(wait);
          }
          return each;
        }),
      );
      const posts = outcomes.flat();
      expect(posts.filter((outcome) => outcome !== 'sent')).toEqual([]);
      expect(await Promise.all(lines.map(({ seen }) => seen()))).toEqual(lines.map(() => 10));
    });
  });
}

describe('a fetch of the caller', () => {
  it('is asked to close the connection, and gets nothing of a runtime', async () => {
    const inits: RequestInit[] = [];
    const { post } = line('closing', {
      fetch: (_, init) => {
        inits.push(init ?? {});
        return Promise.resolve(Response.json({ success: true }));
      },
    });
    expect(await post()).toBe('sent');
    expect(new Headers(inits[0]?.headers).get('connection') ?? 'close').toBe('close');
    expect(inits[0]?.headers).toMatchObject({ connection: 'close' });
    expect(inits[0]).not.toHaveProperty('client');
  });
});

// Workers drop the header by which a connection ends; see docs/security.md.
if (onWorkers)
  describe('a message on Workers, at the moment when the server closes its connections,', () => {
    it('arrives, or leaves it unknown, and is posted at most once', async () => {
      const { post, seen } = line('closing');
      const outcomes: unknown[] = [];
      for (let i = 0; i < 10; i++) {
        outcomes.push(await post());
        await pause(keepAlive);
      }
      const sent = outcomes.filter((outcome) => outcome === 'sent').length;
      expect(outcomes.filter((outcome) => outcome === 'unknown')).toHaveLength(outcomes.length - sent);
      const posts = await seen();
      expect(posts).toBeGreaterThanOrEqual(sent);
      expect(posts).toBeLessThanOrEqual(outcomes.length);
    });
  });
else closing();
