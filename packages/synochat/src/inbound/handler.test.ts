import { HTTPException } from 'hono/http-exception';
import { describe, expect, it } from 'vitest';
import { watchErrors } from '../../test/portable/printed.ts';
import { outgoing, post, token } from '../../test/portable/requests.ts';
import { chatHandler, parseOutgoing, RequestError, respond } from '../index.ts';

const printed = watchErrors();

const pong = chatHandler(async (req) => {
  const { user } = await parseOutgoing(req, { token });
  return respond(`Pong, ${user.name}`);
});

describe('chatHandler', () => {
  it('passes the answer on', async () => {
    await expect((await pong(post(outgoing))).json()).resolves.toEqual({ text: 'Pong, mikael' });
  });

  it('answers probes and refusals, and the handler does not run', async () => {
    const requests = [
      new Request('http://a/'),
      new Request('http://a/', { method: 'HEAD' }),
      post({ ...outgoing, token: 'x' }),
      post(''),
      new Request('http://a/', { method: 'DELETE' }),
    ];
    const answers = await Promise.all(requests.map(async (req) => (await pong(req)).status));
    expect(answers).toEqual([200, 200, 401, 400, 405]);
  });

  it('answers your refusal', async () => {
    const busy = chatHandler(() => {
      throw new RequestError('command_invalid', 'too late', 'The kitchen is closed');
    });
    await expect((await busy(post(outgoing))).json()).resolves.toEqual({ text: 'The kitchen is closed' });
  });

  it('hands other errors to onError, with the request', async () => {
    const fault = new Error('database is away');
    const seen: unknown[] = [];
    const handler = chatHandler(() => Promise.reject(fault), {
      onError: (error, req) => {
        seen.push(error, req.method);
        return new Response('sorry', { status: 503 });
      },
    });
    expect((await handler(post(outgoing))).status).toBe(503);
    expect(seen).toEqual([fault, 'POST']);
  });

  it('passes further arguments on, as a Worker has them', async () => {
    const handler = chatHandler(
      (_req: Request, env: { NAME: string }, ctx: { id: number }) => new Response(`${env.NAME} ${ctx.id}`),
    );
    await expect((await handler(post(outgoing), { NAME: 'ada' }, { id: 7 })).text()).resolves.toBe('ada 7');
  });
});

/** Status and text of the answer to an error, or whatever else the handler ends with. */
async function answerOf(end: () => unknown, onError?: () => unknown): Promise<[number, string]> {
  const options = onError && { onError: onError as () => Response };
  const answer = await chatHandler(end as () => Response, options)(post(outgoing));
  return [answer.status, await answer.text()];
}

const fault = new Error('database is away');
const raise = (error: unknown) => () => {
  throw error;
};

describe('an error of your code', () => {
  it.each([
    ['an Error', fault, 'Error: database is away'],
    ['a string', 'database is away', 'database is away'],
    ['null', null, 'null'],
    ['undefined', undefined, 'undefined'],
  ])('is answered 500 and printed once: %s', async (_, error, line) => {
    const answers = [await answerOf(raise(error)), await answerOf(() => Promise.resolve().then(raise(error)))];
    expect(answers).toEqual([
      [500, 'internal error'],
      [500, 'internal error'],
    ]);
    expect(printed()).toEqual([expect.stringContaining(line), expect.stringContaining(line)]);
  });

  it('is answered by the response that it carries, and not printed', async () => {
    const teapot = { getResponse: () => Promise.resolve(new Response('short and stout', { status: 418 })) };
    const onError = () => expect.fail('it has its answer');
    expect(await answerOf(raise(new HTTPException(403, { message: 'not you' })), onError)).toEqual([403, 'not you']);
    expect(await answerOf(raise(teapot), onError)).toEqual([418, 'short and stout']);
    expect(printed()).toEqual([]);
  });

  it.each([
    ['throws', raise(new Error('pager is away'))],
    ['rejects', () => Promise.reject(new Error('pager is away'))],
    ['returns nothing', () => undefined],
  ])('is answered 500 and printed once, with the second error, if onError %s', async (_, onError) => {
    expect(await answerOf(raise(fault), onError)).toEqual([500, 'internal error']);
    expect(printed()).toEqual([expect.stringMatching(/database is away[^]*(pager is away|no Response)/)]);
  });

  it.each([
    ['throws', raise(new Error('no answer either'))],
    ['returns nothing', () => undefined],
  ])('is answered 500 and printed once if its getResponse %s', async (_, getResponse) => {
    expect(await answerOf(raise(Object.assign(new Error('odd'), { getResponse })))).toEqual([500, 'internal error']);
    expect(printed()).toEqual([expect.stringMatching(/odd[^]*no /)]);
  });

  it('is printed without a token', async () => {
    const address = `https://nas.local/webapi/entry.cgi?api=a&token=%22${token}%22`;
    await answerOf(raise(new TypeError(`error sending request for url (${address})`, { cause: `not ${token}` })));
    expect(printed()).toEqual([expect.stringContaining('token=%22…%22')]);
    expect(printed()[0]).not.toContain(token);
  });
});

describe('an answer that cannot be sent', () => {
  it.each([
    ...[undefined, null, 'text', 7, true, {}, { status: 200 }, new Request('http://a/'), Response],
    Response.error(),
  ])('is an error of your code (%#)', async (answer) => {
    expect(await answerOf(() => answer)).toEqual([500, 'internal error']);
    expect(await answerOf(() => Promise.resolve(answer))).toEqual([500, 'internal error']);
    expect(printed()[0]).toContain('TypeError: The handler returned no Response');
  });

  it('goes to onError as such', async () => {
    expect(
      await answerOf(
        () => undefined,
        () => new Response('sorry', { status: 503 }),
      ),
    ).toEqual([503, 'sorry']);
  });

  it('is a response that was sent before, unless it is empty', async () => {
    for (const [answer, status] of [
      [respond('the same for all'), 500],
      [new Response(null, { status: 202 }), 202],
    ] as const) {
      const handler = chatHandler(() => answer);
      await (await handler(post(outgoing))).text();
      expect((await handler(post(outgoing))).status).toBe(status);
    }
    expect(printed()).toEqual([expect.stringContaining('make a new one for each request')]);
  });

  it('is no frozen response', async () => {
    const handler = chatHandler(() => Object.freeze(respond('Pong')));
    expect((await handler(post(outgoing))).status).toBe(200);
  });

  it.each<[string, () => Promise<Response> | Response]>([
    [
      'whose body was read',
      async () => {
        const answer = new Response('read');
        await answer.text();
        return answer;
      },
    ],
    [
      'whose body is locked',
      () => {
        const stream = new ReadableStream();
        const answer = new Response(stream);
        stream.getReader();
        return answer;
      },
    ],
    ['that only looks like one', () => ({ [Symbol.toStringTag]: 'Response', status: 200 }) as never],
  ])('answers 500 for a response %s', async (_, make) => {
    expect((await chatHandler(make)(post(outgoing))).status).toBe(500);
    expect(printed().join()).toContain('TypeError');
  });

  it('prints that the body was read before: it is a mistake of the program', async () => {
    const req = post({ ...outgoing });
    await req.text();
    expect((await pong(req)).status).toBe(500);
    expect(printed().join()).toContain('The body was read before');
  });
});
