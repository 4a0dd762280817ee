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
    expect(await (await call('GET', '/')).json()).toMatchObject({ queue: { waiting: 0 }, failed: [] });
  });

  it('keeps a message that Chat may have posted, until its retry', async () => {
    nas.switches.faultRateDrop = 1;
    await call('POST', '/', 'three');
    const failed = async () =>
      ((await (await call('GET', '/')).json()) as { failed: { id: string; code: string }[] }).failed;
    const patience = { timeout: 20_000, interval: 50 };
    await vi.waitFor(async () => {
      expect(await failed()).toMatchObject([{ posted: 'unknown' }]);
    }, patience);
    nas.switches.faultRateDrop = 0;
    const [letter] = await failed();
    expect((await call('POST', '/resume')).status).toBe(204);
    expect(await (await call('POST', `/failed/${letter?.id}`)).json()).toEqual({ retried: 1 });
    await posted(['one', 'two', 'three', 'three']);
    expect(await failed()).toEqual([]);
  });

  it('takes a message with the same key once', async () => {
    const key = { 'idempotency-key': 'build 17' };
    expect(await (await call('POST', '/', 'four', key)).json()).toMatchObject({ duplicate: false });
    expect(await (await call('POST', '/', 'four', key)).json()).toMatchObject({ duplicate: true });
    await posted(['one', 'two', 'three', 'three', 'four']);
  });

  it.each([
    [400, 'no JSON', '{', asJson],
    [400, 'nothing to post', '{}', asJson],
    [400, 'nothing at all', '', {}],
    [413, 'too much', 'x'.repeat(32_769), {}],
    [401, 'a wrong token', 'hello', { authorization: 'Bearer guess' }],
    [401, 'no token', 'hello', { authorization: '' }],
  ])('answers %i to %s, and stores nothing', async (status, _, body, headers) => {
    expect((await call('POST', '/', body, headers)).status).toBe(status);
    expect(await (await call('GET', '/')).json()).toMatchObject({ queue: { waiting: 0 }, failed: [] });
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
    expect(stdout).toContain('env.OUTBOX (Outbox)');
  });
});
