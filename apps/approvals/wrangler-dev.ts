import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';

interface WorkerOptions {
  readonly hostname: string;
  readonly port: number;
  /** The folder for the storage of the Durable Objects. */
  readonly state: string;
  readonly vars: Readonly<Record<string, string>>;
}

interface LocalWorker {
  /** Resolves when the Worker answers. If the Worker ends before, never resolves. */
  readonly ready: Promise<void>;
  /** Resolves with the exit code when the Worker has ended. */
  readonly ended: Promise<number>;
  readonly stop: () => void;
}

/** Starts the Worker of this folder under `wrangler dev`, which prints errors only. */
export function startWorker({ hostname, port, state, vars }: WorkerOptions): LocalWorker {
  const args = ['dev', '--local', '--ip', hostname, '--port', String(port), '--inspector-port', '0'];
  const child = spawn(
    'wrangler',
    [
      ...[...args, '--persist-to', state, '--log-level', 'error'],
      ...Object.entries(vars).flatMap(([name, value]) => ['--var', `${name}:${value}`]),
    ],
    {
      cwd: import.meta.dirname,
      // wrangler makes no requests to the internet.
      env: { ...process.env, CI: 'true', WRANGLER_SEND_METRICS: 'false', CLOUDFLARE_CF_FETCH_ENABLED: 'false' },
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  );
  const ended = new Promise<number>((resolve) =>
    child.once('exit', (code) => {
      resolve(code ?? 0);
    }),
  );
  return { ready: untilItAnswers(`http://${hostname}:${port}/`), ended, stop: () => void child.kill() };
}

async function untilItAnswers(url: string): Promise<void> {
  for (;;) {
    try {
      await (await fetch(url)).body?.cancel();
      return;
    } catch {
      await pause(100);
    }
  }
}
