import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { built, bun, deno, runtimes } from '../helpers/runtime.ts';
import { startHandlers } from '../hostile/hostile-server.ts';
import { exchange } from '../hostile/raw-http.ts';
import { chunk, chunked, good, head, typed } from '../hostile/raw-post.ts';

const program = fileURLToPath(new URL('programs/post-at-once.mjs', import.meta.url));
const commands: readonly (readonly [runtime: string, ...command: string[]])[] = [
  ['Node', process.execPath],
  ['Bun', bun, `--tsconfig-override=${built}`],
  ['Deno', deno, 'run', '-A', '--no-remote'],
];
/** Messages in one suspension. */
const count = 20;
/** Milliseconds. */
const timeout = 600;

const success = '{"success":true}';
const answers = {
  'at once': (res: ServerResponse) => Promise.resolve(void res.end(success)),
  'in pieces': async (res: ServerResponse) => {
    for (const piece of [success.slice(0, 4), success.slice(4, 9)]) {
      res.write(piece);
      await pause(5);
    }
    res.end(success.slice(9));
  },
};

/** Returns a program's outcomes if all answers arrive while it is suspended for longer than its timeout. */
async function postSuspended([file = '', ...args]: readonly string[], answer: (res: ServerResponse) => Promise<void>) {
  const waiting: ServerResponse[] = [];
  let child: ChildProcess | undefined;
  const suspend = async () => {
    await pause(100);
    child?.kill('SIGSTOP');
    await pause(50);
    await Promise.all(waiting.map(answer));
    await pause(timeout);
    child?.kill('SIGCONT');
  };
  const server = createServer((req, res) => {
    req.resume().on('end', () => {
      if (waiting.push(res) === count) void suspend();
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  try {
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    child = spawn(file, [...args, program, origin, String(count), String(timeout)], { timeout: 30_000 });
    let printed = '';
    child.stdout?.on('data', (text) => (printed += String(text)));
    await once(child, 'close');
    return JSON.parse(printed) as string[];
  } finally {
    child?.kill('SIGKILL');
    server.closeAllConnections();
    server.close();
  }
}

describe.each(commands)('a program that is suspended past its timeout on %s', (_, ...command) => {
  // Again: on a busy machine the 50 ms may pass before the process has run at all.
  it.each(Object.entries(answers))('takes the answers that arrived meanwhile %s', { retry: 2 }, async (__, answer) => {
    expect(await postSuspended(command, answer)).toEqual(Array(count).fill('posted'));
  });
});

describe('a server that is suspended past the timeout of a body', () => {
  it.concurrent.each(runtimes)('answers those whose body arrived meanwhile, on %s', async (runtime) => {
    const server = await startHandlers(runtime);
    const { port, pid } = server;
    const half = Math.floor(good.length / 2);
    const [begin, end] = [good.slice(0, half), good.slice(half)];
    try {
      const clients = Array.from({ length: count }, (_, n) =>
        exchange(
          port,
          n % 2
            ? [head(typed(good.length)), begin, 1500, end]
            : [head(chunked), chunk(begin), 1500, chunk(end), chunk('')],
        ),
      );
      await pause(1000);
      process.kill(-pid, 'SIGSTOP');
      // A body has five seconds.
      await pause(4800);
      process.kill(-pid, 'SIGCONT');
      expect((await Promise.all(clients)).map((reply) => reply?.status)).toEqual(Array(count).fill(200));
    } finally {
      await server.stop();
    }
  });
});
