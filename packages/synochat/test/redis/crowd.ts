import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startSimulator } from 'synochat-simulator/node';

const program = fileURLToPath(new URL('../runtimes/programs/post-many.mjs', import.meta.url));

/** A Chat on loopback with one incoming webhook. */
export async function serveChat() {
  const nas = await startSimulator({ rateInterval: 500, now: () => performance.now() });
  const { url, token } = nas.addIncoming({ channel: 'general' });
  return {
    ...{ nas, url, token },
    texts: () => nas.posts('general').map(({ text }) => text),
    /** Posts that were refused as too early. */
    early: () => nas.exchanges().filter(({ response }) => response?.body.includes('"code":411')).length,
    close: nas.close,
  };
}

interface Crowd {
  readonly processes: number;
  /** How many messages each of them sends. */
  readonly each: number;
  /** Milliseconds. Default: the limiter's own. */
  readonly interval?: number | undefined;
}

/** Lets many processes post to one webhook, under one limiter in the Redis on that port, and gives what they printed. */
export async function postFromMany(
  webhook: string,
  port: number,
  { processes, each, interval }: Crowd,
): Promise<string> {
  const printed = await Promise.all(
    Array.from({ length: processes }, async (_, n) => {
      const args = [program, 'ioredis', String(port), webhook, `process ${n} message`, String(each)];
      const { stdout } = await promisify(execFile)(process.execPath, [
        ...args,
        ...(interval ? [String(interval)] : []),
      ]);
      return stdout;
    }),
  );
  return printed.join('');
}
