import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from '@hono/node-server';
import { createOutbox } from 'synochat/outbox';
import { createSimulator } from 'synochat-simulator';
import { expect } from 'vitest';
import { freePort } from '../../../packages/synochat/test/helpers/process.ts';
import { openStore } from '../settings.ts';

export type Stage = Awaited<ReturnType<typeof setStage>>;

/** The certificate of a Chat with https, which the workers trust. */
interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** A Chat on loopback with the webhooks `alerts` and `builds`, an outbox in a database of its own, and its workers. */
export async function setStage(redisPort: number, database: number, certificate?: Certificate) {
  const port = await freePort();
  const webhooks = ['alerts', 'builds'];
  const chat = createSimulator({
    origin: `http${certificate ? 's' : ''}://127.0.0.1:${port}`,
    channels: webhooks,
    rateInterval: 20,
  });
  const hooks = webhooks.map((channel) => chat.addIncoming({ channel }));
  // Answers to accepted posts, which the worker has not received yet.
  const answers = { hold: false, held: [] as (() => void)[] };
  const fetch = async (req: Request) => {
    const answer = await chat.fetch(req);
    if (answers.hold && (await answer.clone().text()).includes('"success":true'))
      await new Promise<void>((resolve) => answers.held.push(resolve));
    return answer;
  };
  const at = { hostname: '127.0.0.1', port, overrideGlobalObjects: false };
  const secure = certificate && { createServer, serverOptions: certificate };
  const listen = () => serve({ fetch, ...at, ...secure });
  const server = listen();
  const stopChat = () =>
    new Promise((resolve) => {
      server.close(resolve);
      if ('closeAllConnections' in server) server.closeAllConnections();
    });

  const redisUrl = `redis://127.0.0.1:${redisPort}/${database}`;
  const running = new Set<Worker>();

  const scratch = mkdtempSync(join(tmpdir(), 'synochat-outbox-'));
  const NAS_CERTIFICATE = join(scratch, 'nas.pem');
  if (certificate) writeFileSync(NAS_CERTIFICATE, certificate.cert);
  const env = {
    ...process.env,
    ...(certificate && { NAS_CERTIFICATE }),
    REDIS_URL: redisUrl,
    SYNOCHAT_WEBHOOK_ALERTS: hooks[0]?.url,
    SYNOCHAT_WEBHOOK_BUILDS: hooks[1]?.url,
    NODE_NO_WARNINGS: '1',
  };
  const outbox = createOutbox({ store: openStore(env) });
  /** Starts worker.ts. Resolves when the worker prints that it posts. */
  const startWorker = async (command: readonly string[] = [process.execPath]): Promise<Worker> => {
    const worker = new Worker([...command, 'worker.ts'], { ...env, POST_INTERVAL: '30' });
    running.add(worker);
    await expect.poll(() => worker.output, { timeout: 15_000 }).toContain('Posting for alerts, builds');
    return worker;
  };

  return {
    ...{ chat, answers, env, outbox, startWorker },
    tokens: hooks.map(({ token }) => token),
    texts: (channel: string) => chat.posts(channel).map(({ text }) => text),
    async clear() {
      await Promise.all([...running].map((worker) => worker.end('SIGKILL')));
      await outbox.close();
      await stopChat();
      rmSync(scratch, { recursive: true });
    },
  };
}

/** A process of worker.ts. */
class Worker {
  output = '';
  readonly end: (signal: NodeJS.Signals) => Promise<number | null>;

  constructor([file = '', ...args]: readonly string[], env: NodeJS.ProcessEnv) {
    const child = spawn(file, args, { cwd: fileURLToPath(new URL('../', import.meta.url)), env });
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (this.output += text));
    const ended = once(child, 'exit') as Promise<[number | null]>;
    const abandon = () => child.kill('SIGKILL');
    process.once('exit', abandon);
    this.end = async (signal) => {
      child.kill(signal);
      const [code] = await ended;
      process.off('exit', abandon);
      return code;
    };
  }
}
