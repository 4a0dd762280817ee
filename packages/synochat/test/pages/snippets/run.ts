import { execFile } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { Simulator } from 'synochat-simulator';
import { type SimulatorServer, type SimulatorServerOptions, startSimulator } from 'synochat-simulator/node';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { freePort, launch, type Running } from '../../helpers/process.ts';
import { scratchFolder, startServer } from '../../helpers/runtime.ts';
import { codeToRun } from '../blocks.ts';

// Runs the programs of the pages as a reader would, with the built package, against a simulator on loopback.

let files = 0;
let scratch = '';
export const open: (() => Promise<unknown>)[] = [];

/** For each file of tests: makes a folder for its programs, and ends after each test what the test started. */
export function setUpPrograms(): void {
  const { scratch: folder, cleanUp } = scratchFolder();
  beforeAll(() => {
    scratch = folder;
    symlinkSync(fileURLToPath(new URL('../../../../../node_modules', import.meta.url)), join(scratch, 'node_modules'));
    writeFileSync(join(scratch, 'package.json'), '{"type":"module"}');
  });
  afterEach(async () => {
    for (const close of open.splice(0).reverse()) await close();
  });
  afterAll(cleanUp);
}

/** The path in the folder of the programs. */
export function inScratch(name = ''): string {
  return join(scratch, name);
}

type Environment = Readonly<Record<string, string>>;

/** Hooks go to their apps; every file there is has these bytes, as nothing here leaves the machine. */
const loopback = (req: Request) => (req.url.startsWith('http://127.0.0.1:') ? fetch(req) : new Response('12345'));

/** A simulator on a port of its own. */
export async function startNas(options: SimulatorServerOptions = {}): Promise<SimulatorServer> {
  const nas = await startSimulator({ fetch: loopback, ...options });
  open.push(nas.close);
  return nas;
}

/** Writes the block with this name to a file. Returns the path. */
export function fileOf(name: string, edit = (code: string) => code): string {
  return fileWith(edit(codeToRun(name)));
}

/** The program as a file in a folder of its own, with the name that its first line says. */
export function fileWith(code: string): string {
  const [, name = 'snippet.ts'] = /^\/\/ ([\w-]+\.(?:ts|mjs))\b/.exec(code) ?? [];
  const path = join(scratch, String(files++), name);
  mkdirSync(dirname(path));
  writeFileSync(path, code);
  return path;
}

/** Runs the block to its end and gives what it printed. */
export function runScript(name: string, env: Environment = {}, command = [process.execPath], ...args: string[]) {
  return run([...command, fileOf(name), ...args], env);
}

export async function run(
  [program = '', ...args]: readonly string[],
  env: Environment,
  cwd = scratch,
): Promise<string> {
  const { stdout } = await promisify(execFile)(program, args, {
    cwd,
    env: { ...process.env, NODE_NO_WARNINGS: '1', ...env },
  });
  return stdout;
}

/** The words that start bash with these lines. Their first command that fails ends them. */
export const shell = (lines: string) => ['bash', '--norc', '-euo', 'pipefail', '-c', lines];

/** Starts the server that the block is, on this port. */
export async function serveBlock(
  name: string,
  port: number,
  env: Environment,
  command = [process.execPath],
): Promise<Running> {
  const file = fileOf(name, (code) => {
    if (!code.includes('port: 3000')) throw new Error(`The block "${name}" serves nothing`);
    return code.replace('port: 3000', `port: ${port}`);
  });
  return start([...command, file], port, env);
}

export async function start(
  command: readonly string[],
  port: number,
  env: Environment,
  cwd = scratch,
): Promise<Running> {
  const running = await launch(command, {
    ...{ cwd, port, readyPath: '/', cleanUp: () => undefined },
    env: { PORT: String(port), ...env },
  });
  open.push(() => running.stop());
  return running;
}

/** Serves the Worker that the block exports under `wrangler dev`, with a path that tells when it is ready. */
export async function serveWorker(name: string, env: Environment, configuration: object): Promise<Running> {
  const file = fileOf(name);
  const folder = dirname(file);
  const main = `import app from './${basename(file)}';
    export * from './${basename(file)}';
    export default { fetch: (req, env, ctx) => req.url.endsWith('/ready') ? new Response() : app.fetch(req, env, ctx) };`;
  const config = {
    ...{ name: 'snippet', main: 'main.js', compatibility_date: '2026-10-20', send_metrics: false },
    ...configuration,
  };
  writeFileSync(join(folder, 'main.js'), main);
  writeFileSync(join(folder, 'wrangler.jsonc'), JSON.stringify(config));
  const running = await startServer('workerd', { folder: pathToFileURL(folder), readyPath: '/ready', env });
  open.push(() => running.stop());
  return running;
}

/** A simulator whose hooks go to a program that is started with their tokens: `point` says where, as soon as it is known. */
export async function startNasFirst(): Promise<{ nas: Simulator; url: string; point: (to: Running) => void }> {
  let origin = '';
  const nas = await startNas({
    fetch: (req) => fetch(new Request(req.url.replace('http://app.example', origin), req)),
  });
  const point = ({ port }: Running) => {
    origin = `http://127.0.0.1:${port}`;
  };
  return { nas, url: 'http://app.example/', point };
}

export const secret = 'a secret that is long enough';
export const texts = (nas: Simulator, where = 'general') => nas.posts(where).map(({ text }) => text);

export async function address() {
  const port = await freePort();
  return { port, url: `http://127.0.0.1:${port}/hello` };
}
