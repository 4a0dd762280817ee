import { spawn } from 'node:child_process';
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
const enqueueAll = (webhook: string, texts: readonly string[]) =>
  Promise.all(texts.map((text) => stage.outbox.enqueue(webhook, text, text)));

describe('what was enqueued', () => {
  it('all arrives, in order, after kill -9; twice comes only what was in flight', async () => {
    const { answers, texts, startWorker } = stage;
    const webhooks = ['alerts', 'builds'];
    const wanted = numbered(25);
    await Promise.all(webhooks.map((webhook) => enqueueAll(webhook, wanted)));
    const worker = await startWorker();
    await expect.poll(() => webhooks.flatMap((webhook) => texts(webhook)).length, timeout).toBeGreaterThan(15);
    answers.hold = true;
    await expect.poll(() => answers.held.length, timeout).toBe(2);
    await worker.end('SIGKILL');
    answers.hold = false;
    const posted = webhooks.map((webhook) => texts(webhook).length);
    await startWorker();

    for (const [n, webhook] of webhooks.entries()) {
      await expect.poll(() => texts(webhook).length, timeout).toBe(26);
      expect(texts(webhook)).toEqual([...wanted.slice(0, posted[n]), ...wanted.slice((posted[n] ?? 0) - 1)]);
    }
  });

  it('arrives over the certificate of the NAS, whatever name it holds', async () => {
    const { foreign } = (await createCertificates()).servers;
    const secure = await setStage(server.port, database++, foreign);
    try {
      await secure.outbox.enqueue('alerts', 'safe', 'safe');
      await secure.startWorker();

      await expect.poll(() => secure.texts('alerts'), timeout).toEqual(['safe']);
    } finally {
      await secure.clear();
    }
  });

  it('waits in order for a NAS that is off, and lets the worker stop meanwhile', async () => {
    const { chat, queue, texts, startWorker, stopChat, startChat } = stage;
    await stopChat();
    const worker = await startWorker();
    await enqueueAll('alerts', numbered(3));
    await expect.poll(() => queue.getRateLimitTtl(), timeout).toBeGreaterThan(0);
    const rested = Date.now() + (await queue.getRateLimitTtl());
    expect(await worker.end('SIGTERM')).toBe(0);
    startChat();
    await startWorker();

    await expect.poll(() => texts('alerts'), timeout).toEqual(numbered(3));
    // Less what clocks round off: the worker that came later kept to the rest too.
    expect(chat.posts('alerts')[0]?.sentAt.getTime()).toBeGreaterThanOrEqual(rested - 50);
    expect(await queue.getFailedCount()).toBe(0);
  });

  it('is not posted anew where a long text was cut short, only its rest', async () => {
    const { chat, queue, outbox, texts, startWorker } = stage;
    const [start, end] = ['a'.repeat(2000), 'b'.repeat(500)];
    await startWorker();
    chat.switches.latency = 300;
    await outbox.enqueue('alerts', 'long', start + end);
    await outbox.enqueue('alerts', 'next', 'next');
    await expect.poll(() => texts('alerts').length, timeout).toBe(1);
    chat.switches.faultRate411 = 1;
    chat.switches.latency = 0;
    await expect.poll(async () => (await queue.getJob('m-long'))?.data.parts, timeout).toEqual([{ text: end }]);
    chat.switches.faultRate411 = 0;

    await expect.poll(() => texts('alerts'), timeout).toEqual([start, end, 'next']);
  });

  it('is kept where it cannot be posted, or may have been, and does not hold up the next', async () => {
    const { chat, queue, outbox, texts, tokens, startWorker } = stage;
    const worker = await startWorker();
    chat.switches.faultRateDrop = 1;
    await outbox.enqueue('alerts', 'unknown', 'dropped');
    await expect.poll(() => queue.getFailedCount(), timeout).toBe(1);
    chat.switches.faultRateDrop = 0;
    await outbox.enqueue('alerts', 'refused', { fileUrl: 'http://127.0.0.1:1/gone.txt' });
    await outbox.enqueue('alerts', 'last', 'last');

    await expect.poll(() => texts('alerts'), timeout).toEqual(['dropped', 'last']);
    const failed = await queue.getFailed();
    expect(failed.map(({ id, data }) => [id, data.parts])).toEqual([
      ['m-refused', [{ fileUrl: 'http://127.0.0.1:1/gone.txt' }]],
      ['m-unknown', [{ text: 'dropped' }]],
    ]);
    for (const { id, failedReason } of failed)
      expect(worker.output).toContain(`alerts: ${id} failed and is stored: ${failedReason}\n`);
    for (const token of tokens) expect(worker.output).not.toContain(token);
  });

  it('is left to whoever has it now when the worker was without Redis for too long', async () => {
    const { queue, redis, texts, startWorker } = stage;
    await startWorker([process.execPath], 3500);
    await enqueueAll('alerts', ['first', 'second']);
    await expect.poll(async () => (await queue.getJob('m-second'))?.getState(), timeout).toBe('active');
    await redis.del('bull:outbox-alerts:m-second:lock');

    await expect.poll(async () => (await queue.getJob('m-second'))?.getState(), timeout).toBe('completed');
    expect(texts('alerts')).toEqual(['first', 'second']);
  });

  it('stands in Redis without addresses and tokens', async () => {
    const { texts, tokens, startWorker } = stage;
    const monitor = spawn('redis-cli', ['-p', String(server.port), 'monitor']);
    let seen = '';
    monitor.stdout.setEncoding('utf8').on('data', (text: string) => (seen += text));
    await expect.poll(() => seen, timeout).toContain('OK');
    await startWorker();
    await enqueueAll('alerts', numbered(2));
    await expect.poll(() => texts('alerts'), timeout).toEqual(numbered(2));
    monitor.kill();

    expect(seen).toContain('message 1');
    for (const secret of [...tokens, 'entry.cgi']) expect(seen).not.toContain(secret);
  });
});

describe('enqueue', () => {
  it('takes an id once, whatever it looks like', async () => {
    const { outbox, texts, startWorker } = stage;
    await outbox.enqueue('alerts', '17', 'seventeen');
    await outbox.enqueue('alerts', '17', 'seventeen again');
    await outbox.enqueue('alerts', 'order:17 ü', 'last');
    await startWorker();
    await expect.poll(() => texts('alerts'), timeout).toHaveLength(2);
    await outbox.enqueue('alerts', '17', 'long after');
    await outbox.enqueue('alerts', 'end', 'end');

    await expect.poll(() => texts('alerts'), timeout).toEqual(['seventeen', 'last', 'end']);
  });

  it('refuses what could not be posted', async () => {
    const { outbox } = stage;

    await expect(outbox.enqueue('Alerts!', '1', 'Hello')).rejects.toThrow('The name of a webhook is lower-case');
    await expect(outbox.enqueue('alerts', '', 'Hello')).rejects.toThrow('The id is empty');
    await expect(outbox.enqueue('alerts', '1', {})).rejects.toThrow('The message is empty');
  });
});

describe('a worker', () => {
  it.each([
    { runtime: 'Node', command: [process.execPath] },
    { runtime: 'Bun', command: [bun, `--tsconfig-override=${built}`] },
  ])('on $runtime finishes what is under way when it is told to end', async ({ command }) => {
    const { answers, queue, texts, startWorker } = stage;
    answers.hold = true;
    await enqueueAll('alerts', numbered(3));
    const worker = await startWorker(command);
    await expect.poll(() => answers.held.length, timeout).toBe(1);
    const ended = worker.end('SIGTERM');
    await expect.poll(() => worker.output, timeout).toContain('Finishing the running posts');
    for (const release of answers.held) release();

    expect(await ended).toBe(0);
    expect(texts('alerts')).toEqual(numbered(1));
    expect(await queue.getCompletedCount()).toBe(1);
    expect(await queue.getWaitingCount()).toBe(2);
  });
});
