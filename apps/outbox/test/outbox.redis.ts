import { execFile, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCertificates } from '../../../packages/synochat/test/helpers/certificates.ts';
import { built, bun } from '../../../packages/synochat/test/helpers/runtime.ts';
import { type RedisServer, startRedis } from '../../../packages/synochat/test/redis/redis-server.ts';
import { type Stage, setStage } from './stage.ts';

let server: RedisServer;
let stage: Stage;
let database = 0;
beforeAll(async () => {
  server = await startRedis();
});
beforeEach(async () => {
  stage = await setStage(server.port, database++);
});
afterEach(() => stage.clear());
afterAll(() => server.cleanUp());

const timeout = { timeout: 25_000, interval: 20 };
const numbered = (count: number) => Array.from({ length: count }, (_, n) => `message ${n}`);
async function putAll(webhook: string, texts: readonly string[]): Promise<void> {
  for (const text of texts) await stage.outbox.put(webhook, text);
}

describe('a message in the outbox', () => {
  it('arrives, in order, after kill -9; only a message under way arrives twice', async () => {
    const { answers, texts, startWorker } = stage;
    const webhooks = ['alerts', 'builds'];
    const wanted = numbered(18);
    await Promise.all(webhooks.map((webhook) => putAll(webhook, wanted)));
    const worker = await startWorker();
    await expect.poll(() => webhooks.flatMap((webhook) => texts(webhook)).length, timeout).toBeGreaterThan(9);
    answers.hold = true;
    await expect.poll(() => answers.held.length, timeout).toBe(2);
    await worker.end('SIGKILL');
    answers.hold = false;
    const posted = webhooks.map((webhook) => texts(webhook).length);
    await startWorker();

    for (const [n, webhook] of webhooks.entries()) {
      await expect.poll(() => texts(webhook).length, timeout).toBe(19);
      expect(texts(webhook)).toEqual([...wanted.slice(0, posted[n]), ...wanted.slice((posted[n] ?? 0) - 1)]);
    }
  });

  it('arrives over the certificate of the NAS, whatever name the certificate holds', async () => {
    const { foreign } = (await createCertificates()).servers;
    const secure = await setStage(server.port, database++, foreign);
    try {
      await secure.outbox.put('alerts', 'safe');
      await secure.startWorker();

      await expect.poll(() => secure.texts('alerts'), timeout).toEqual(['safe']);
    } finally {
      await secure.clear();
    }
  });

  it('is put, listed and put back from the command line', async () => {
    const { chat, env, texts, startWorker } = stage;
    const run = async (...words: readonly string[]) => {
      const cwd = fileURLToPath(new URL('../', import.meta.url));
      return (await promisify(execFile)(process.execPath, ['put.ts', ...words], { cwd, env })).stdout;
    };
    chat.switches.faultRateDrop = 1;
    const worker = await startWorker();
    expect(await run('alerts', 'The', 'backup', 'is', 'done')).toContain('duplicate: false');
    await expect.poll(() => worker.output, timeout).toContain('is a dead letter');
    chat.switches.faultRateDrop = 0;
    expect(await run('--failed')).toContain('The backup is done');
    expect(await run('--retry')).toBe('Put back: 1\n');

    // Chat had posted the first, whose answer was dropped.
    await expect.poll(() => texts('alerts'), timeout).toEqual(['The backup is done', 'The backup is done']);
  });

  it('stands in Redis without addresses and tokens', async () => {
    const { texts, tokens, startWorker } = stage;
    const monitor = spawn('redis-cli', ['-p', String(server.port), 'monitor']);
    let seen = '';
    monitor.stdout.setEncoding('utf8').on('data', (text: string) => (seen += text));
    await expect.poll(() => seen, timeout).toContain('OK');
    await startWorker();
    await putAll('alerts', numbered(2));
    await expect.poll(() => texts('alerts'), timeout).toEqual(numbered(2));
    monitor.kill();

    expect(seen).toContain('message 1');
    for (const secret of [...tokens, 'entry.cgi']) expect(seen).not.toContain(secret);
  });
});

describe('a worker', () => {
  it.each([
    { runtime: 'Node', command: [process.execPath] },
    { runtime: 'Bun', command: [bun, `--tsconfig-override=${built}`] },
  ])('on $runtime finishes what is under way when it is told to end', async ({ command }) => {
    const { answers, outbox, texts, startWorker } = stage;
    answers.hold = true;
    await putAll('alerts', numbered(3));
    const worker = await startWorker(command);
    await expect.poll(() => answers.held.length, timeout).toBe(1);
    const ended = worker.end('SIGTERM');
    await expect.poll(() => worker.output, timeout).toContain('Finishing the running posts');
    for (const release of answers.held) release();

    expect(await ended).toBe(0);
    expect(texts('alerts')).toEqual(numbered(1));
    expect(await outbox.state()).toMatchObject([{ webhook: 'alerts', waiting: 2, dead: 0 }]);
  });

  it('refuses an address that cannot be a webhook', async () => {
    const { env } = stage;
    const cwd = fileURLToPath(new URL('../', import.meta.url));
    const wrong = { ...env, SYNOCHAT_WEBHOOK_ALERTS: 'https://nas.example/webapi/entry.cgi' };
    const run = promisify(execFile)(process.execPath, ['worker.ts'], { cwd, env: wrong });

    await expect(run).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining('webhooks.alerts: ') as string,
    });
  });
});
