import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from '@hono/node-server';
import { createSimulator } from 'synochat-simulator';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freePort } from '../helpers/process.ts';

const program = fileURLToPath(new URL('poster.ts', import.meta.url));
const texts = ['one', 'two', 'three'];

let stage: Awaited<ReturnType<typeof setStage>>;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.clear());

/** A Chat on loopback, a folder for the file, and processes that post from it. */
async function setStage() {
  const port = await freePort();
  const chat = createSimulator({ origin: `http://127.0.0.1:${port}`, rateInterval: 0 });
  const { url } = chat.addIncoming({ channel: 'general' });
  const answers = { hold: false, held: [] as (() => void)[] };
  const fetch = async (req: Request) => {
    const answer = await chat.fetch(req);
    if (answers.hold) await new Promise<void>((resolve) => answers.held.push(resolve));
    return answer;
  };
  const server = serve({ fetch, hostname: '127.0.0.1', port, overrideGlobalObjects: false });
  const folder = mkdtempSync(join(tmpdir(), 'synochat-outbox-'));
  let file = join(folder, 'outbox.db');
  const running = new Set<{ kill(signal: NodeJS.Signals): void }>();
  const start = (puts: readonly string[], killAt?: number, command: readonly string[] = [process.execPath]) => {
    const [runtime = '', ...flags] = command;
    const env = { ...process.env, NODE_NO_WARNINGS: '1', ...(killAt !== undefined && { KILL_AT: String(killAt) }) };
    const child = spawn(runtime, [...flags, program, file, url, ...puts], { env });
    running.add(child);
    const process_ = { child, output: '', ended: once(child, 'exit') as Promise<[number | null, string | null]> };
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (process_.output += text));
    return process_;
  };
  return {
    answers,
    start,
    posted: () => chat.posts('general').map(({ text }) => text),
    newFile(name: string) {
      file = join(folder, name);
    },
    async clear() {
      for (const child of running) child.kill('SIGKILL');
      await new Promise((resolve) => {
        server.close(resolve);
        if ('closeAllConnections' in server) server.closeAllConnections();
      });
      rmSync(folder, { recursive: true });
    },
  };
}

describe('an outbox in a file', () => {
  it('loses nothing at a kill before any step, and posts at most the message under way twice', async () => {
    const whole = stage.start(texts);
    await whole.ended;
    const steps = Number(/done after (\d+) steps/.exec(whole.output)?.[1]);
    expect(stage.posted()).toEqual(texts);
    expect(steps).toBeGreaterThan(30);

    // Another dozen of the steps in each run; the message of a failure names the step.
    const stride = steps / 12;
    for (let step = 1 + Math.random() * stride; step <= steps; step += stride) {
      const killAt = Math.floor(step);
      stage.newFile(`${killAt}.db`);
      const before = stage.posted().length;
      const killed = stage.start(texts, killAt);
      expect((await killed.ended)[1]).toBe('SIGKILL');
      const next = stage.start([]);
      expect(await next.ended, next.output).toEqual([0, null]);

      const posted = stage.posted().slice(before);
      const stored = texts.filter((text) => killed.output.includes(`stored ${text}`));
      const twice = posted.filter((text, n) => posted.indexOf(text) < n);
      const once = posted.filter((text, n) => posted.indexOf(text) === n);
      expect(once.slice(0, stored.length), `killed before step ${killAt}`).toEqual(stored);
      // A message that is on disk may arrive although its sender was not told so.
      expect(once.length).toBeLessThanOrEqual(stored.length + 1);
      expect(twice.length, `killed before step ${killAt}`).toBeLessThanOrEqual(1);
    }
  }, 120_000);

  it('is posted by one process; another goes on only when the first has ended, not while it is frozen', async () => {
    stage.answers.hold = true;
    const first = stage.start(texts);
    await expect.poll(() => stage.answers.held.length).toBe(1);
    first.child.kill('SIGSTOP');
    const second = stage.start([]);
    await expect.poll(() => second.output).toContain('running');
    // Two looks at the lock of the frozen process.
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect(stage.posted()).toEqual(['one']);

    stage.answers.hold = false;
    for (const release of stage.answers.held) release();
    first.child.kill('SIGCONT');
    await Promise.all([first.ended, second.ended]);
    expect(stage.posted()).toEqual(texts);
  });

  it.each([['bun'], ['deno', 'run', '--allow-all']])('is posted on %s too', async (...command) => {
    const child = stage.start(texts, undefined, command);
    expect(await child.ended, child.output).toEqual([0, null]);

    expect(stage.posted()).toEqual(texts);
  });

  it('is posted by the second process after the first was killed', async () => {
    stage.answers.hold = true;
    const first = stage.start(texts);
    await expect.poll(() => stage.answers.held.length).toBe(1);
    const second = stage.start(['four']);
    await expect.poll(() => second.output).toContain('running');
    stage.answers.hold = false;
    first.child.kill('SIGKILL');
    await second.ended;

    expect(stage.posted()).toEqual(['one', 'one', 'two', 'three', 'four']);
  });
});
