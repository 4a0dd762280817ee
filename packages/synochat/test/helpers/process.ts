import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** A server program in a process group of its own. */
export interface Running {
  readonly port: number;
  readonly pid: number;
  /** Resolves when it has ended; null if a signal ended it. */
  readonly exitCode: Promise<number | null>;
  /** Everything it has printed. */
  output(): string;
  /** Ends it with all that it started. */
  stop(): Promise<void>;
}

export interface Launch {
  readonly cwd: string | URL;
  readonly env?: Readonly<Record<string, string>>;
  readonly port: number;
  /** A path that answers as soon as the program is ready. */
  readonly readyPath: string;
  /** Milliseconds to end by itself before it is killed. wrangler needs some; Deno would wait for bodies that never end. */
  readonly patience?: number;
  /** Runs after the program has ended. */
  readonly cleanUp: () => void;
}

/** Starts a server program; resolves when it answers on loopback. */
export async function launch(command: readonly string[], options: Launch): Promise<Running> {
  const { cwd, env, port, readyPath, patience = 1000, cleanUp } = options;
  const [file = '', ...args] = command;
  const stdio: ['ignore', 'pipe', 'pipe'] = ['ignore', 'pipe', 'pipe'];
  const child = spawn(file, args, { cwd, env: { ...process.env, ...env }, stdio, detached: true });
  const state = { output: '', ended: false };
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (state.output += text));
  const exitCode = new Promise<number | null>((resolve) => child.on('exit', resolve));
  child.on('exit', () => (state.ended = true));
  child.on('error', (error) => {
    state.ended = true;
    state.output += error.message;
  });
  // Should the tests be ended before they stop it.
  const abandon = () => signalGroup(child.pid, 'SIGKILL');
  process.once('exit', abandon);

  const stop = async () => {
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      signalGroup(child.pid, signal);
      if (await until(() => !signalGroup(child.pid, 0), signal === 'SIGKILL' ? 8000 : patience)) break;
    }
    process.off('exit', abandon);
    cleanUp();
  };

  const url = `http://127.0.0.1:${port}${readyPath}`;
  await until(async () => state.ended || (await answers(url)), 40_000);
  if (!state.ended && child.pid !== undefined && (await answers(url)))
    return { port, pid: child.pid, exitCode, output: () => state.output, stop };
  await stop();
  throw new Error(`${command.join(' ')} did not start:\n${state.output}`);
}

/** A port nobody listens on, below those that the system gives to outgoing connections. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const probe = createServer();
    const free = await new Promise<boolean>((resolve) => {
      probe.once('error', () => {
        resolve(false);
      });
      probe.listen(port, '127.0.0.1', () => {
        resolve(true);
      });
    });
    if (!free) continue;
    await new Promise((resolve) => probe.close(resolve));
    return port;
  }
}

/** Whether there still is such a group. */
function signalGroup(pid: number | undefined, signal: NodeJS.Signals | 0): boolean {
  if (pid === undefined) return false;
  try {
    return process.kill(-pid, signal);
  } catch {
    return false;
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
    await response.body?.cancel();
    return response.status < 500;
  } catch {
    return false;
  }
}

async function until(condition: () => boolean | Promise<boolean>, timeout: number): Promise<boolean> {
  const end = performance.now() + timeout;
  while (!(await condition())) {
    if (performance.now() > end) return false;
    await pause(50);
  }
  return true;
}
