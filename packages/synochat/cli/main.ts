#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { isCommand, readArguments } from './arguments.ts';
import { channels } from './channels.ts';
import { type CommandName, commands } from './commands.ts';
import { completion } from './completion.ts';
import type { Context } from './context.ts';
import { doctor } from './doctor.ts';
import { errorData } from './errors.ts';
import { type ExitCode, exitCodeOf, exitCodes, Interrupted, UsageError } from './exit.ts';
import { commandHelp, generalHelp } from './help.ts';
import { listen } from './listen.ts';
import { createOutput } from './output.ts';
import { posts } from './posts.ts';
import { send } from './send.ts';
import { readSettings } from './settings.ts';
import { users } from './users.ts';

const work: Readonly<Record<CommandName, (context: Context) => Promise<ExitCode>>> = {
  send,
  doctor,
  listen,
  users,
  channels,
  posts,
  completion,
};

const helpWords = ['help', '--help', '-h'];
const args = process.argv.slice(2);
const beforeText = args.slice(0, args.includes('--') ? args.indexOf('--') : args.length);
const output = createOutput(process, {
  json: beforeText.includes('--json'),
  quiet: beforeText.includes('--quiet') || beforeText.includes('-q'),
});
const interruption = new AbortController();
const { signal } = interruption;
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.once(name, () => {
    interruption.abort(new Interrupted('Interrupted: what was being sent may be there'));
  });
}

// An error that no command caught: its stack could hold an address.
process.on('uncaughtException', (error) => {
  output.problem(`Unexpected: ${errorData(error).message}`);
  process.exit(exitCodes.failed);
});

let code: ExitCode;
try {
  code = await run();
} catch (error) {
  code = exitCodeOf(error);
  const data = errorData(error);
  output.data({ ok: false, error: data });
  output.problem(data.message);
}
await output.flush();
process.exit(process.exitCode ?? code);

async function run(): Promise<ExitCode> {
  const [name = '--help', ...rest] = args;
  if (helpWords.includes(name)) return help(rest[0]);
  if (name === '--version') return print(`${ownVersion()}\n`);
  if (!isCommand(name)) throw new UsageError(unknown(name));
  const { flags, words } = readArguments(name, rest);
  if (flags.help) return print(commandHelp(name));
  const settings = readSettings(flags, process.env, output.note);
  return work[name]({ words, flags, settings, output, stdin: process.stdin, signal });
}

function help(topic = 'help'): ExitCode {
  if (helpWords.includes(topic)) return print(generalHelp());
  if (!isCommand(topic)) throw new UsageError(unknown(topic));
  return print(commandHelp(topic));
}

function print(text: string): ExitCode {
  process.stdout.write(text);
  return exitCodes.done;
}

function unknown(name: string): string {
  if (/^https?:|token=|\.cgi\b/i.test(name) || /^[a-z0-9]{64}$/i.test(name))
    return 'The command is missing, send for example: synochat send "text", with the URL in SYNOCHAT_WEBHOOK or after --webhook';
  const known = Object.keys(commands).join(', ');
  const what = name.startsWith('-') ? 'Flags come after the command' : `There is no command "${name}"`;
  return `${what}: ${known} (see synochat --help)`;
}

function ownVersion(): string {
  const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
  return manifest.version;
}
