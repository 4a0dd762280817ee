import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** The built program. */
export const cli = fileURLToPath(new URL('../dist/cli.js', import.meta.url));

type Variables = Readonly<Record<string, string>>;

/** A running relay. */
export interface Relay {
  readonly port: number;
  readonly pid: number | undefined;
  /** The key of the first webhook, from the printed table. */
  readonly key: string;
  readonly output: { out: string; err: string };
  /** Posts to an address of the relay. `K` in the path is the key. */
  readonly post: (path: string, body: unknown, init?: RequestInit) => Promise<Response>;
  /** Closes the pipes of the output. */
  readonly closeOutput: () => void;
  /** Sends the signal and resolves with the exit code, null after SIGKILL. */
  readonly stop: (signal: NodeJS.Signals) => Promise<number | null>;
}

/** Starts the program on a free port, and resolves when it has printed its table. */
export async function startRelay(variables: Variables, ...args: readonly string[]): Promise<Relay> {
  const { child, output } = start(args, { PORT: '0', HOST: '127.0.0.1', ...variables });
  while (!output.out.includes('Ctrl+C')) {
    if (child.exitCode !== null) throw new Error(output.err);
    await Promise.race([once(child.stdout, 'data'), once(child, 'close')]);
  }
  const port = Number(/Listening on port (\d+)/.exec(output.out)?.[1]);
  const key = /\/slack\/(\S+)/.exec(output.out)?.[1] ?? '';
  return {
    ...{ port, pid: child.pid, key, output },
    post: (path, body, init = {}) =>
      fetch(`http://127.0.0.1:${port}${path.replace(/\bK\b/, key)}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: typeof body === 'string' ? body : JSON.stringify(body),
        ...init,
      }),
    closeOutput: () => {
      child.stdout.destroy();
      child.stderr.destroy();
    },
    stop: (signal) => stopped(child, signal),
  };
}

/** Runs the program to its end. */
export async function run(variables: Variables, ...args: readonly string[]) {
  const { child, output } = start(args, variables);
  const [code] = (await once(child, 'close')) as [number];
  return { code, ...output };
}

function start(args: readonly string[], { RELAY_CLI: installed, RELAY_NODE: node, ...variables }: Variables) {
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, ...variables };
  const child = spawn(
    node ?? process.execPath,
    [installed === undefined || installed === '' ? cli : installed, ...args],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env,
    },
  );
  const abandon = () => child.kill('SIGKILL');
  process.once('exit', abandon);
  child.once('exit', () => process.off('exit', abandon));
  const output = { out: '', err: '' };
  child.stdout.on('data', (chunk) => (output.out += String(chunk)));
  child.stderr.on('data', (chunk) => (output.err += String(chunk)));
  return { child, output };
}

async function stopped(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const closed = once(child, 'close');
    child.kill(signal);
    await closed;
  }
  return child.exitCode;
}
