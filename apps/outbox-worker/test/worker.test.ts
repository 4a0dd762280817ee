import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type SimulatorServer, startSimulator } from 'synochat-simulator/node';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Running } from '../../../packages/synochat/test/helpers/process.ts';
import { built, quiet, scratchFolder, startServer, wrangler } from '../../../packages/synochat/test/helpers/runtime.ts';

const folder = new URL('../', import.meta.url);
const authorization = 'Bearer synthetic-caller';

describe('the outbox Worker under wrangler dev', () => {
  let nas: SimulatorServer;
  let worker: Running;
  let secrets: string[];

  beforeAll(async () => {
    nas = await startSimulator();
    const { url, token } = nas.addIncoming({ channel: 'general' });
    const env = { SYNOCHAT_WEBHOOK: url, CALLER_TOKEN: 'synthetic-caller' };
    secrets = [token, env.CALLER_TOKEN];
    worker = await startServer('workerd', { folder, readyPath: '/', env });
  });
  afterAll(async () => {
    await worker.stop();
    await nas.close();
  });

  const call = (method: string, path: string, body?: string, headers: object = {}) =>
    fetch(`http://127.0.0.1:${worker.port}${path}`, {
      method,
      headers: { authorization, ...headers },
      ...(body !== undefined && { body }),
    });
  const asJson = { 'content-type': 'application/json' };
  const posted = (texts: readonly string[]) =>
    vi.waitFor(
      () => {
        expect(nas.posts('general').map(({ text }) => text)).toEqual(texts);
      },
      { timeout: 20_000, interval: 50 },
    );

  it('stores what is posted to it, and posts it', async () => {
    expect((await call('POST', '/', 'one')).status).toBe(202);
    expect((await call('POST', '/', '{"text":"two"}', asJson)).status).toBe(202);
    await posted(['one', 'two']);
    expect(await (await call('GET', '/')).json()).toEqual({ waiting: 0, dead: [] });
  });

  it('keeps what Chat refused, to be sent again or forgotten', async () => {
    nas.switches.faultRateStatus = 1;
    nas.switches.faultStatus = 403;
    await call('POST', '/', 'three');
    const dead = () =>
      vi.waitFor(
        async () => {
          const { dead } = (await (await call('GET', '/')).json()) as { dead: { id: number; code: string }[] };
          expect(dead).toMatchObject([{ code: 'http_status', messages: [{ text: 'three' }] }]);
          return dead[0]?.id ?? 0;
        },
        { timeout: 20_000, interval: 50 },
      );
    const id = await dead();
    expect((await call('POST', `/dead/${id}`)).status).toBe(204);
    expect(await dead()).toBe(id);
    expect((await call('DELETE', `/dead/${id}`)).status).toBe(204);
    expect(await (await call('GET', '/')).json()).toEqual({ waiting: 0, dead: [] });
    nas.switches.faultRateStatus = 0;
  });

  it('posts what it is given for the queue', async () => {
    expect((await call('POST', '/queue', 'four')).status).toBe(202);
    await posted(['one', 'two', 'four']);
  });

  it.each([
    [400, 'no JSON', '{', asJson],
    [400, 'nothing to post', '{}', asJson],
    [400, 'nothing at all', '', {}],
    [413, 'too much', 'x'.repeat(32_769), {}],
    [401, 'a wrong token', 'hello', { authorization: 'Bearer guess' }],
    [401, 'no token', 'hello', { authorization: '' }],
  ])('answers %i to %s, and stores nothing', async (status, _, body, headers) => {
    for (const path of ['/', '/queue']) expect((await call('POST', path, body, headers)).status).toBe(status);
    expect(await (await call('GET', '/')).json()).toEqual({ waiting: 0, dead: [] });
  });

  it('prints no secret', () => {
    for (const secret of secrets) expect(worker.output()).not.toContain(secret);
  });
});

describe('wrangler deploy', () => {
  const { scratch, cleanUp } = scratchFolder();
  afterAll(cleanUp);

  it('takes the Worker with its bindings', () => {
    const args = ['deploy', '--dry-run', '--outdir', scratch, '--tsconfig', built];
    const { status, stdout, stderr } = spawnSync(process.execPath, [wrangler, ...args], {
      cwd: fileURLToPath(folder),
      env: { ...process.env, ...quiet(scratch) },
      encoding: 'utf8',
    });

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    for (const binding of ['env.OUTBOX (Outbox)', 'env.QUEUE (chat)', 'env.DEAD (chat-dead)'])
      expect(stdout).toContain(binding);
  });
});
