import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hostileRequests } from './hostile-requests.ts';
import type { Running } from './process.ts';
import { exchange, hangUp, type Reply } from './raw-http.ts';
import { good, post } from './raw-post.ts';
import { runtimes, startServer } from './runtime.ts';
import vectors from './vectors.json' with { type: 'json' };

const server = new URL('servers/', import.meta.url);
const secret = new RegExp(Object.values(vectors.tokens).join('|'));

describe.each(runtimes)('a handler on %s', (runtime) => {
  let running: Running;
  beforeAll(async () => {
    running = await startServer(runtime, { folder: server, readyPath: '/hook' });
  });
  afterAll(() => running.stop());

  it.each(hostileRequests)('$name', async ({ pieces, answer, except, more }) => {
    const expected = except?.[runtime] ?? answer;

    const reply = await exchange(running.port, [...pieces, ...(more?.[runtime] ?? [])]);

    if (expected === 'hung up') {
      expect(reply).toBeUndefined();
      return;
    }
    expect(reply?.status, reply?.body).toBe(expected.status);
    if (typeof expected.body === 'string') expect(reply?.body).toBe(expected.body);
    else if (expected.body) expect(reply?.body).toMatch(expected.body);
    if (expected.allow !== undefined) expect(reply?.headers.get('allow')).toBe(expected.allow);
    expect(reply?.body).not.toMatch(secret);
    expect([...(reply?.headers.values() ?? [])].join()).not.toMatch(secret);
  });

  it('refuses a wrong and a missing token with the same answer', async () => {
    const wrong = await exchange(running.port, post(good.replace(/token=\w+/, 'token=x')));
    const missing = await exchange(running.port, post(good.replace(/token=\w+&/, '')));

    expect(wrong?.status).toBe(401);
    expect(comparable(wrong)).toEqual(comparable(missing));
  });

  it('survives clients that hang up in mid-body, and everything above, without a word about a token', async () => {
    const [head = ''] = post(good);
    await Promise.all(Array.from({ length: 20 }, () => hangUp(running.port, [head, 30, good.slice(0, 50), 30])));

    const reply = await exchange(running.port, post(good));

    expect(reply?.status).toBe(200);
    expect(JSON.parse(reply?.body ?? '')).toMatchObject({ kind: 'outgoing', text: 'Ping', user: { id: 4 } });
    expect(running.output()).not.toMatch(secret);
  });
});

/** All of it but the date, and whether the connection ends: Deno says so now and then, whatever it was asked. */
function comparable(reply: Reply | undefined) {
  const headers = [...(reply?.headers ?? [])].filter(([name]) => name !== 'date' && name !== 'connection');
  return { ...reply, headers };
}
