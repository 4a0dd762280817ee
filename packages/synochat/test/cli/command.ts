import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Simulator } from 'synochat-simulator';
import { type SimulatorServerOptions, startSimulator } from 'synochat-simulator/node';
import { built, bun, deno } from '../helpers/runtime.ts';

/** The program's file. */
export const program = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
if (!existsSync(program)) throw new Error('packages/synochat/dist is missing: run `npm run build` first');

/** The override stops Bun from reading the sources by the paths of the root's tsconfig. */
export const onBun = [bun, '--bun', `--tsconfig-override=${built}`] as const;
export const onDeno = [deno, 'run', '-A'] as const;

/** The result of a run. */
export interface Finished {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

interface Surroundings {
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** The text of stdin. Default: empty. */
  readonly input?: string | Buffer | undefined;
  /** The command of the runtime. Default: the current Node. */
  readonly runtime?: readonly string[] | undefined;
}

/** Returns an environment without the settings of the machine. */
export function environment(env: Surroundings['env'] = {}): Record<string, string> {
  const { PATH = '' } = process.env;
  return { PATH, HOME: '/nonexistent', NODE_NO_WARNINGS: '1', ...env };
}

/** Starts the command; `finished` resolves after the end. The caller stops the command. */
export function start(args: readonly string[], { env, input, runtime = [process.execPath] }: Surroundings = {}) {
  const [file = '', ...flags] = runtime;
  const child = spawn(file, [...flags, program, ...args], { env: environment(env) });
  const output = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.err += text));
  // The program may end without reading stdin.
  child.stdin.on('error', () => undefined).end(input ?? '');
  const finished = new Promise<Finished>((resolve) => {
    child.on('close', (code) => {
      resolve({ code, ...output });
    });
  });
  return { child, output, finished };
}

/** Runs the command to the end. */
export function run(args: readonly string[], surroundings?: Surroundings): Promise<Finished> {
  return start(args, surroundings).finished;
}

/** A simulator on a free port, with a webhook, a bot, and the environment variables of both. */
export interface Nas {
  readonly simulator: Simulator;
  readonly origin: string;
  readonly env: Readonly<Record<string, string>>;
  readonly tokens: readonly string[];
  stop(): Promise<void>;
}

export async function startNas(options: SimulatorServerOptions = {}): Promise<Nas> {
  const simulator = await startSimulator(options);
  const webhook = simulator.addIncoming({ channel: 'general' });
  const bot = simulator.addBot({ name: 'robin' });
  return {
    simulator,
    origin: simulator.url,
    env: { SYNOCHAT_WEBHOOK: webhook.url, SYNOCHAT_BOT: bot.url },
    tokens: [webhook.token, bot.token],
    stop: simulator.close,
  };
}

export const textsIn = ({ simulator }: Nas, where = 'general'): string[] =>
  simulator.posts(where).map(({ text }) => text);
