import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sampleTokensIn } from '../portable/sample-tokens.ts';
import { freePort, launch, type Running } from './process.ts';

export const runtimes = ['Node', 'Bun', 'Deno', 'workerd'] as const;
export type Runtime = (typeof runtimes)[number];

interface Program {
  /** Holds `node.ts`, `bun.ts`, `deno.ts`, `worker.ts` and `wrangler.jsonc`. */
  readonly folder: URL;
  /** A path that answers as soon as the program is ready. */
  readonly readyPath: string;
  /** Where others already expect it. */
  readonly port?: number;
  /** Whether `deno.ts` starts its server itself, and may call loopback. Default: false, `deno serve` does. */
  readonly serves?: boolean;
  /** The permissions for Deno besides the environment. */
  readonly denoFlags?: readonly string[];
  /** On workerd, the Workers that run together, the first of which is called from outside. Default: that of `wrangler.jsonc`. */
  readonly workers?: readonly string[];
  /** Environment variables; bindings on workerd. */
  readonly env?: Readonly<Record<string, string>>;
}

const at = (path: string) => fileURLToPath(new URL(`../../../../${path}`, import.meta.url));
/** For Bun and wrangler, so that they take the built packages. */
export const built = fileURLToPath(new URL('../runtimes/servers/tsconfig.built.json', import.meta.url));

// The runtimes of tools/: the same release on every machine.
export const bun = at('tools/node_modules/.bin/bun');
export const deno = at('tools/node_modules/.bin/deno');
export const wrangler = at('tools/node_modules/wrangler/bin/wrangler.js');
export const workerd = at('tools/node_modules/.bin/workerd');

/** Starts the folder's entry file for that runtime as its users do; workerd under `wrangler dev`. */
export async function startServer(runtime: Runtime, program: Program): Promise<Running> {
  const {
    folder,
    readyPath,
    port = await freePort(),
    serves = false,
    denoFlags = [],
    workers = [],
    env = {},
  } = program;
  // wrangler stores the requests that it saw, with their bodies.
  const { scratch, cleanUp } = scratchFolder({ mayHoldTokens: runtime === 'workerd' });
  const commands = {
    Node: () => [process.execPath, 'node.ts'],
    Bun: () => [bun, `--tsconfig-override=${built}`, 'bun.ts'],
    Deno: () =>
      serves
        ? [deno, 'run', '--allow-env', '--allow-net=127.0.0.1', ...denoFlags, 'deno.ts']
        : [deno, 'serve', '--allow-env', ...denoFlags, '--host', '127.0.0.1', '--port', String(port), 'deno.ts'],
    workerd: async () => [
      ...[process.execPath, wrangler, 'dev', '--local', '--ip', '127.0.0.1', '--port', String(port)],
      ...['--inspector-port', String(await freePort()), '--persist-to', scratch, '--tsconfig', built],
      ...workers.flatMap((config) => ['--config', config]),
      ...Object.entries(env).flatMap(([name, value]) => ['--var', `${name}:${value}`]),
    ],
  };
  const settings =
    runtime === 'workerd'
      ? { env: quiet(scratch), patience: 8000 }
      : { env: { HOST: '127.0.0.1', PORT: String(port), ...env } };
  return launch(await commands[runtime](), { cwd: folder, port, readyPath, cleanUp, ...settings });
}

interface WorkerdOptions {
  /** Modules that it imports. */
  readonly beside?: readonly URL[];
  /** PEM texts. */
  readonly trustedCertificates?: readonly string[];
}

/** Starts a module on workerd itself, without a bundler or a proxy before it; it may import the built synochat and valibot. */
export async function startWorkerd(
  main: URL,
  readyPath: string,
  { beside = [], trustedCertificates = [] }: WorkerdOptions = {},
): Promise<Running> {
  const port = await freePort();
  // A program may hold the tokens that it expects.
  const { scratch, cleanUp } = scratchFolder({ mayHoldTokens: true });
  const modules: [name: string, file: string][] = [
    ...[main, ...beside].map((url): [string, string] => [basename(url.pathname), fileURLToPath(url)]),
    ['synochat', fileURLToPath(new URL('../../dist/index.js', import.meta.url))],
    ['valibot', at('node_modules/valibot/dist/index.mjs')],
  ];
  for (const [name, file] of modules) copyFileSync(file, join(scratch, name));
  const embedded = modules.map(([name]) => `(name = "${name}", esModule = embed "${name}")`);
  const network = `(allow = ["private"], tlsOptions = (trustedCertificates = ${JSON.stringify(trustedCertificates)}))`;
  const config = `using Workerd = import "/workerd/workerd.capnp";
    const config :Workerd.Config = (
      services = [(name = "main", worker = .main), (name = "internet", network = ${network})],
      sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")]
    );
    const main :Workerd.Worker = (compatibilityDate = "2026-10-20", modules = [${embedded.join(', ')}]);`;
  writeFileSync(join(scratch, 'config.capnp'), config);
  return launch([workerd, 'serve', 'config.capnp'], { cwd: scratch, port, readyPath, cleanUp });
}

/**
 * Makes a folder for what a test and its programs leave behind. `cleanUp` removes it, and throws if a file in it holds a
 * sample token, unless the test itself puts tokens there.
 */
export function scratchFolder({ mayHoldTokens = false } = {}): { scratch: string; cleanUp: () => void } {
  const scratch = mkdtempSync(join(tmpdir(), 'synochat-'));
  const cleanUp = () => {
    const leaks = mayHoldTokens || !existsSync(scratch) ? [] : filesIn(scratch).filter(holdsToken);
    rmSync(scratch, { recursive: true, force: true });
    if (leaks.length > 0) throw new Error(`A token was written: ${leaks.join(', ')}`);
  };
  return { scratch, cleanUp };
}

/** The files in the folder and below, without those behind links. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesIn(path);
    return entry.isFile() ? [path] : [];
  });
}

function holdsToken(file: string): boolean {
  return sampleTokensIn(readFileSync(file, 'latin1')).length > 0;
}

/** wrangler asks nobody on the internet, and leaves nothing in the home folder. */
export function quiet(home: string): Record<string, string> {
  return {
    ...{ HOME: home, XDG_CONFIG_HOME: home, CI: 'true' },
    WRANGLER_SEND_METRICS: 'false',
    CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  };
}
