import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { relayKey } from 'synochat-relay';
import { type SimulatorServer, startSimulator } from 'synochat-simulator/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Running } from '../../../packages/synochat/test/helpers/process.ts';
import { built, quiet, scratchFolder, startServer, wrangler } from '../../../packages/synochat/test/helpers/runtime.ts';

const folder = new URL('../', import.meta.url);
/** An address at which nothing listens. */
const nowhere = 'http://127.0.0.1:9/webapi/entry.cgi?token=synthetic';

describe('the relay Worker under wrangler dev', () => {
  let nas: SimulatorServer;
  let worker: Running;
  let key: string;
  let token: string;

  beforeAll(async () => {
    nas = await startSimulator({ rateInterval: 0 });
    const { url, token: webhookToken } = nas.addIncoming({ channel: 'general' });
    token = webhookToken;
    key = await relayKey(url);
    const env = { SYNOCHAT_WEBHOOK: url, ADMIN_TOKEN: 'synthetic-admin' };
    worker = await startServer('workerd', { folder, readyPath: '/health', env });
  });
  afterAll(async () => {
    await worker.stop();
    await nas.close();
  });

  const call = (method: string, path: string, body?: object, headers: Record<string, string> = {}) =>
    fetch(`http://127.0.0.1:${worker.port}${path.replace('K', key)}`, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(body && { body: JSON.stringify(body) }),
    });
  const admin = { authorization: 'Bearer synthetic-admin' };
  const texts = () => nas.posts('general').map(({ text }) => text);

  it('stores the notifications of all formats, and posts them in order', async () => {
    const sent: (readonly [path: string, body: object])[] = [
      ['/slack/K', { text: 'one' }],
      ['/discord/K', { content: 'two' }],
      ['/ntfy', { topic: key, message: 'three' }],
      ['/post/K', { text: 'four' }],
    ];
    for (const [path, body] of sent) expect((await call('POST', path, body)).ok).toBe(true);

    await expect.poll(texts, { timeout: 20_000 }).toEqual(['one', 'two', 'three', 'four']);
  });

  it('refuses a wrong key, and an address below /admin/ without the token', async () => {
    expect((await call('POST', '/slack/wrong', { text: 'no' })).status).toBe(403);
    for (const [method, path] of [
      ['GET', '/admin/addresses'],
      ['GET', '/admin/failed'],
      ['POST', '/admin/retry'],
      ['POST', '/admin/resume'],
    ] as const)
      expect((await call(method, path)).status).toBe(401);
  });

  it('shows the addresses, and posts a failed message again', async () => {
    expect(await (await call('GET', '/admin/addresses', undefined, admin)).text()).toContain(`/slack/${key}`);
    nas.switches.faultRateStatus = 1;
    nas.switches.faultStatus = 413;
    await call('POST', '/post/K', { text: 'five' });
    const failed = async () =>
      (await (await call('GET', '/admin/failed', undefined, admin)).json()) as { id: string }[];
    await expect.poll(failed, { timeout: 20_000 }).toMatchObject([{ message: { text: 'five' }, code: 'http_status' }]);
    nas.switches.faultRateStatus = 0;

    const [{ id } = { id: '' }] = await failed();
    expect(await (await call('POST', `/admin/retry/${id}`, undefined, admin)).json()).toEqual({ waiting: 1 });
    expect((await call('POST', '/admin/resume', undefined, admin)).status).toBe(204);
    await expect.poll(texts, { timeout: 20_000 }).toContain('five');
  });

  it('prints no secret', () => {
    // wrangler dev itself prints the path of each request.
    const printed = worker.output().replace(/^\[wrangler:info\] (GET|POST) .*$/gm, '');
    for (const secret of [token, key, 'synthetic-admin']) expect(printed).not.toContain(secret);
  });
});

describe('the relay Worker without its secrets', () => {
  it.each([
    ['SYNOCHAT_WEBHOOK is not set', { ADMIN_TOKEN: 'synthetic-admin' }, '/admin/none', '/slack/key'],
    ['ADMIN_TOKEN is not set', { SYNOCHAT_WEBHOOK: nowhere }, '/health', '/admin/failed'],
  ])('answers 503, and tells in its log: %s', async (line, env, readyPath, path) => {
    const worker = await startServer('workerd', { folder, readyPath, env });
    try {
      const answer = await fetch(`http://127.0.0.1:${worker.port}${path}`, { method: 'POST', body: '{"text":"x"}' });
      expect([answer.status, await answer.text()]).toEqual([503, 'internal error']);
      await expect.poll(() => worker.output()).toContain(line);
    } finally {
      await worker.stop();
    }
  });
});

describe('wrangler deploy', () => {
  const { scratch, cleanUp } = scratchFolder();
  afterAll(cleanUp);

  it('takes the Worker with its Durable Object', () => {
    const args = ['deploy', '--dry-run', '--outdir', scratch, '--tsconfig', built];
    const { status, stdout, stderr } = spawnSync(process.execPath, [wrangler, ...args], {
      cwd: fileURLToPath(folder),
      env: { ...process.env, ...quiet(scratch) },
      encoding: 'utf8',
    });

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('env.MAILBOX (Mailbox)');
  });
});
