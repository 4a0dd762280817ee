import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { freePort, launch, type Running } from '../packages/synochat/test/helpers/process.ts';
import {
  built,
  bun,
  deno,
  type Runtime,
  scratchFolder,
  startWorkerd,
  workerd,
} from '../packages/synochat/test/helpers/runtime.ts';

export { type Runtime, runtimes } from '../packages/synochat/test/helpers/runtime.ts';

const folder = new URL('programs/', import.meta.url);

export const fastify = 'fastify-synology-chat';
/** A checkout of it: it is not on the registry. */
const fastifyPlugin = fileURLToPath(new URL(`${fastify}/index.js`, import.meta.url));
export const hasFastifyPlugin = existsSync(fastifyPlugin);

/** Of this machine's. */
export function runtimeVersions(): string {
  const version = (command: string) => execFileSync(command, ['--version'], { encoding: 'utf8' }).split('\n')[0] ?? '';
  return `Node ${process.version.slice(1)}, Bun ${version(bun)}, ${version(deno)}, ${version(workerd)}`;
}

/** The program that calls handlers in process. */
export async function startCalls(runtime: Runtime): Promise<Running> {
  if (runtime === 'workerd') return startWorker('calls-worker.ts', '');
  const commands = {
    Node: [process.execPath, 'calls.ts'],
    Bun: [bun, `--tsconfig-override=${built}`, 'calls.ts'],
    Deno: [deno, 'run', '-A', 'calls.ts'],
  };
  return start(commands[runtime], await freePort(), {});
}

/** A server with that handler of `inbound/served.ts`, the runtime's own: on Node @hono/node-server. */
export async function startServer(runtime: Runtime, subject: string): Promise<Running> {
  if (runtime === 'workerd') return startWorker('server-worker.ts', subject);
  const port = await freePort();
  const commands = {
    Node: [process.execPath, 'server-node.ts'],
    Bun: [bun, `--tsconfig-override=${built}`, 'server-bun.ts'],
    Deno: [deno, 'serve', '-A', '--host', '127.0.0.1', '--port', String(port), 'server-deno.ts'],
  };
  return start(commands[runtime], port, { SUBJECT: subject });
}

/** fastify with fastify-synology-chat, on Node. */
export async function startFastify(): Promise<Running> {
  return start([process.execPath, 'server-fastify.mjs'], await freePort(), { PLUGIN: fastifyPlugin });
}

function start(command: readonly string[], port: number, env: Readonly<Record<string, string>>): Promise<Running> {
  const all = { ...env, PORT: String(port), NODE_ENV: 'production' };
  return launch(command, { cwd: folder, env: all, port, readyPath: '/', cleanUp: () => undefined });
}

/** On workerd itself, bundled as wrangler does it but of the built packages. */
async function startWorker(entry: string, subject: string): Promise<Running> {
  // The bundle holds the sample tokens of the requests.
  const { scratch, cleanUp } = scratchFolder({ mayHoldTokens: true });
  const outfile = join(scratch, 'worker.js');
  try {
    await build({
      entryPoints: [fileURLToPath(new URL(entry, folder))],
      ...{ bundle: true, format: 'esm', outfile, target: 'es2022', logLevel: 'error', tsconfigRaw: {} },
      conditions: ['workerd', 'worker', 'browser'],
      define: { subject: JSON.stringify(subject) },
    });
    return await startWorkerd(pathToFileURL(outfile), '/');
  } finally {
    cleanUp();
  }
}
