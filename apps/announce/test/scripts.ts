import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { type SimulatorServerOptions, startSimulator } from 'synochat-simulator/node';
import { built, bun } from '../../../packages/synochat/test/helpers/runtime.ts';

/** A Chat on loopback, and its incoming webhook. */
export async function startChat(options: SimulatorServerOptions = {}) {
  const chat = await startSimulator(options);
  const { url, token } = chat.addIncoming({ channel: 'general' });
  const texts = () => chat.posts('general').map(({ text }) => text);
  return { chat, url, token, texts, stop: chat.close };
}

interface Setting {
  readonly env?: Readonly<Record<string, string>>;
  /** Flags of Bun, instead of the flags that select the built packages. */
  readonly flags?: readonly string[];
  readonly cwd?: URL;
}

/** Starts a script under Bun. `result` resolves when the script has ended. */
export function start(args: readonly string[], { env = {}, flags, cwd }: Setting = {}) {
  const script = spawn(bun, [...(flags ?? [`--tsconfig-override=${built}`]), ...args], {
    cwd: fileURLToPath(cwd ?? new URL('../', import.meta.url)),
    env: { ...withoutWebhook(), ...env },
  });
  // The script may end before it has read all.
  script.stdin.on('error', () => undefined);
  const result = Promise.all([once(script, 'close'), text(script.stdout), text(script.stderr)]).then(
    ([[code], out, err]) => ({ code: code as number | null, out, err }),
  );
  return { script, result };
}

/** Runs a script with an input, to the end. */
export function run(args: readonly string[], { input = '', ...setting }: Setting & { input?: string } = {}) {
  const { script, result } = start(args, setting);
  script.stdin.end(input);
  return result;
}

function withoutWebhook(): NodeJS.ProcessEnv {
  const { SYNOCHAT_WEBHOOK: _, NAS_CERTIFICATE: __, ...env } = process.env;
  return env;
}

async function text(stream: Readable): Promise<string> {
  let whole = '';
  for await (const chunk of stream.setEncoding('utf8')) whole += String(chunk);
  return whole;
}
