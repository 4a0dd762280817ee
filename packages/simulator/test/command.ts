import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** The program's file. */
export const CLI = fileURLToPath(new URL('../dist/cli.js', import.meta.url));

function start(args: readonly string[]) {
  const child = spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const output = { out: '', err: '' };
  child.stdout.on('data', (chunk) => (output.out += String(chunk)));
  child.stderr.on('data', (chunk) => (output.err += String(chunk)));
  return { child, output };
}

/** Runs the command to its end. */
export async function run(...args: string[]) {
  const { child, output } = start(args);
  const [code] = (await once(child, 'close')) as [number];
  return { code, ...output };
}

/** Starts the command on a free port. Whoever starts it stops it. */
export async function serve(...args: string[]) {
  const { child, output } = start(['--port', '0', ...args]);
  while (!output.out.includes('Ctrl+C')) {
    if (child.exitCode !== null) throw new Error(output.err);
    await Promise.race([once(child.stdout, 'data'), once(child, 'close')]);
  }
  const port = Number(/127\.0\.0\.1:(\d+)\/ /u.exec(output.out)?.[1]);
  return { port, output, stop: (signal: NodeJS.Signals) => stopped(child, signal) };
}

/** Runs the command for as long as the work lasts. */
export async function whileServing(
  args: readonly string[],
  work: (server: Awaited<ReturnType<typeof serve>>) => void | Promise<void>,
): Promise<void> {
  const server = await serve(...args);
  try {
    await work(server);
  } finally {
    await server.stop('SIGTERM');
  }
}

async function stopped(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const closed = once(child, 'close');
    child.kill(signal);
    await closed;
  }
  return child.exitCode;
}
