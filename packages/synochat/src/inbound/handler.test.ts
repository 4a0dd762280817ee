import { describe, expect, it } from 'vitest';
import { chatHandler, parseOutgoing, RequestError, respond } from '../index.ts';
import { outgoing, post, token } from '../testing/requests.ts';

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

  it('answers a refusal of your own', async () => {
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

  it('rethrows them to the runtime without one', async () => {
    await expect(chatHandler(() => Promise.reject(new Error('database is away')))(post(outgoing))).rejects.toThrow(
      'database is away',
    );
  });

  it('passes further arguments on, as a Worker has them', async () => {
    const handler = chatHandler(
      (_req: Request, env: { NAME: string }, ctx: { id: number }) => new Response(`${env.NAME} ${ctx.id}`),
    );
    await expect((await handler(post(outgoing), { NAME: 'ada' }, { id: 7 })).text()).resolves.toBe('ada 7');
  });
});
