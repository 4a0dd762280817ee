import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../helpers/process.ts';
import { type Nas, run, start, startNas, textsIn } from './command.ts';

let nas: Nas;
beforeAll(async () => {
  nas = await startNas({ users: ['ada', 'mikael'] });
});
afterAll(() => nas.stop());

/** Returns a server that refuses the first calls as a proxy of a NAS that starts, and passes the rest on to the NAS. */
async function startingNas(refusals: number, fixedPort?: number) {
  const methods: string[] = [];
  const server = createServer((req, res) => {
    const { method = '', url = '' } = req;
    methods.push(new URL(url, 'http://nas').searchParams.get('method') ?? '');
    if (methods.length <= refusals) return void res.writeHead(502).end();
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const body = method === 'POST' ? { body: Buffer.concat(chunks) } : {};
      const type = req.headers['content-type'] ?? 'application/x-www-form-urlencoded';
      void fetch(new URL(url, nas.origin), { method, headers: { 'content-type': type }, ...body }).then(
        async (response) => res.writeHead(response.status).end(await response.text()),
      );
    });
  });
  const port = fixedPort ?? (await freePort());
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const through = (url = '') => url.replace(nas.origin.replace(/\/$/, ''), `http://127.0.0.1:${port}`);
  return {
    methods,
    env: { SYNOCHAT_WEBHOOK: through(nas.env['SYNOCHAT_WEBHOOK']), SYNOCHAT_BOT: through(nas.env['SYNOCHAT_BOT']) },
    [Symbol.dispose]() {
      server.close().closeAllConnections();
    },
  };
}

describe('synochat send --retry', () => {
  it('posts when the NAS is back, once', async () => {
    const port = await freePort();
    const env = { SYNOCHAT_WEBHOOK: (nas.env['SYNOCHAT_WEBHOOK'] ?? '').replace(/:\d+\//, `:${port}/`) };
    const sending = start(['send', '--retry', '1m', 'after the restart'], { env });
    // The library itself tries for three seconds.
    await new Promise((resolve) => setTimeout(resolve, 4500));
    using starting = await startingNas(0, port);
    expect(await sending.finished).toEqual({ code: 0, out: 'Delivered\n', err: '' });
    expect(starting.methods).toEqual(['incoming']);
    expect(textsIn(nas).filter((text) => text === 'after the restart')).toHaveLength(1);
  });

  it('asks for the users again, and posts', async () => {
    using starting = await startingNas(1);
    const { code, err } = await run(['send', '--retry', '30s', '--to', 'ada,mikael', 'up'], { env: starting.env });
    expect([code, err]).toEqual([0, '']);
    expect(starting.methods.filter((method) => method === 'user_list')).toHaveLength(2);
    expect(textsIn(nas, '@robin').filter((text) => text === 'up')).toHaveLength(2);
  });

  it('sends again to no user whose message may have been posted', async () => {
    using starting = await startingNas(1);
    const { code } = await run(['send', '--retry', '30s', '--to', '1', 'x'], { env: starting.env });
    expect([code, starting.methods]).toEqual([4, ['chatbot']]);
  });

  it('ends with 3 when the time has passed', async () => {
    const env = { SYNOCHAT_WEBHOOK: (nas.env['SYNOCHAT_WEBHOOK'] ?? '').replace(/:\d+\//, `:${await freePort()}/`) };
    const { code, err } = await run(['send', '--retry', '0.5s', 'x'], { env });
    expect(code).toBe(3);
    expect(err).toContain('synochat: ');
  });

  it('does not try again for a final error', async () => {
    using starting = await startingNas(0);
    const env = { SYNOCHAT_WEBHOOK: starting.env.SYNOCHAT_WEBHOOK.replace(/token=.*/, 'token=%22wrong-token%22') };
    const { code } = await run(['send', '--retry', '1h', 'x'], { env });
    expect([code, starting.methods.length]).toEqual([1, 1]);
  });

  it('stops with Ctrl+C while it waits', async () => {
    const env = { SYNOCHAT_WEBHOOK: (nas.env['SYNOCHAT_WEBHOOK'] ?? '').replace(/:\d+\//, `:${await freePort()}/`) };
    const { child, finished } = start(['send', '--retry', '1h', 'x'], { env });
    await new Promise((resolve) => setTimeout(resolve, 5000));
    child.kill('SIGINT');
    expect((await finished).code).toBe(130);
  });

  it.each(['soon', '', '-1s', '1d', '25h', '5 m', '1e3', 'Infinity'])('refuses %j as a duration', async (duration) => {
    const before = textsIn(nas).length;
    const { code, err } = await run(['send', `--retry=${duration}`, 'x'], { env: nas.env });
    expect(code).toBe(2);
    expect(err).toContain('such as 30s, 5m or 2h');
    expect(textsIn(nas).length).toBe(before);
  });
});
