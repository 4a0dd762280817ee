import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Running } from '../helpers/process.ts';
import vectors from '../vectors.json' with { type: 'json' };
import { fields } from './hostile-fields.ts';
import { framing } from './hostile-framing.ts';
import { jsonBodies } from './hostile-json.ts';
import { servers, startHandlers } from './hostile-server.ts';
import { converse, exchange, hangUp } from './raw-http.ts';
import { good, post } from './raw-post.ts';
import type { Reply } from './raw-reply.ts';

const secret = new RegExp(Object.values(vectors.tokens).join('|'));

describe.each(servers)('a handler on %s', (server) => {
  let running: Running;
  beforeAll(async () => {
    running = await startHandlers(server);
  });
  afterAll(() => running.stop());

  it.each([...framing, ...fields, ...jsonBodies])('$name', async ({ pieces, answer, except, more }) => {
    const expected = except?.[server] ?? answer;

    const reply = await exchange(running.port, [...pieces, ...(more?.[server] ?? [])]);

    if (expected === 'hung up') {
      expect(reply).toBeUndefined();
      return;
    }
    if (expected.orHungUp && reply === undefined) return;
    expect([expected.status].flat(), reply?.body).toContain(reply?.status);
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

  it('answers requests that come at once each for itself, in their order', async () => {
    const requests = [good, good.replace(/token=\w+/, 'token=x'), good].flatMap((body) => post(body));

    const replies = await converse(running.port, [Buffer.concat(requests.map((piece) => Buffer.from(piece)))], 3);

    expect([200, 401, 200].slice(0, replies.length)).toEqual(replies.map(({ status }) => status));
    // Deno may end the connection before the third, and then says so.
    const ended = replies.at(-1)?.headers.get('connection') === 'close';
    expect(replies.length === 3 || (server === 'Deno' && ended)).toBe(true);
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
