import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** The program's file. */
export const builtProgram = fileURLToPath(new URL('../dist/cli.js', import.meta.url));

type Variables = Readonly<Record<string, string>>;

function start(args: readonly string[], variables: Variables = {}) {
  const env = { ...process.env, ...variables };
  const child = spawn(process.execPath, [builtProgram, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env });
  const output = { out: '', err: '' };
  child.stdout.on('data', (chunk) => (output.out += String(chunk)));
  child.stderr.on('data', (chunk) => (output.err += String(chunk)));
  return { child, output };
}

/** Runs the command to its end. */
export function run(...args: string[]) {
  return runWith({}, ...args);
}

/** Runs the command to its end with environment variables. */
export async function runWith(variables: Variables, ...args: string[]) {
  const { child, output } = start(args, variables);
  const [code] = (await once(child, 'close')) as [number];
  return { code, ...output };
}

/** Starts the command on a free port. The caller stops the command. */
export function serve(...args: string[]) {
  return serveWith({}, ...args);
}

/** Starts the command on a free port with environment variables. */
export async function serveWith(variables: Variables, ...args: string[]) {
  const { child, output } = start(['--port', '0', ...args], variables);
  while (!output.out.includes('Ctrl+C')) {
    if (child.exitCode !== null) throw new Error(output.err);
    await Promise.race([once(child.stdout, 'data'), once(child, 'close')]);
  }
  const port = Number(/Chat on \S+:(\d+)\//.exec(output.out)?.[1]);
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
