#!/usr/bin/env node
import {
  type Command,
  createOutput,
  Interrupted,
  nearest,
  readArguments,
  readVersion,
  UsageError,
  wrapHelp,
} from '@synochat/command-line';
import { channels } from './channels.ts';
import { type CommandName, commands, common } from './commands.ts';
import { completion } from './completion.ts';
import type { Context } from './context.ts';
import { doctor } from './doctor.ts';
import { errorData } from './errors.ts';
import { type ExitCode, exitCodeOf, exitCodes } from './exit.ts';
import { type FlagName, flags as table } from './flags.ts';
import { commandHelp, exitHelp, generalHelp } from './help.ts';
import { init } from './init.ts';
import { listen } from './listen.ts';
import { posts } from './posts.ts';
import { run } from './run.ts';
import { send } from './send.ts';
import { readSettings } from './settings.ts';
import { survey } from './survey.ts';
import { users } from './users.ts';

const actions: Readonly<Record<CommandName, (context: Context) => Promise<number>>> = {
  send,
  run,
  doctor,
  init,
  listen,
  survey,
  users,
  channels,
  posts,
  completion,
};

const helpWords = ['help', '--help', '-h'];
const args = process.argv.slice(2);
const beforeText = args.slice(0, args.includes('--') ? args.indexOf('--') : args.length);
const output = createOutput(process, {
  program: 'synochat',
  json: beforeText.includes('--json'),
  quiet: beforeText.includes('--quiet') || beforeText.includes('-q'),
});
const interruption = new AbortController();
const { signal } = interruption;
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.once(name, () => {
    interruption.abort(new Interrupted('Interrupted: a message may have been posted'));
  });
}

// The stack of an error may hold an address.
process.on('uncaughtException', (error) => {
  output.problem(`Unexpected error: ${errorData(error).message}`);
  process.exit(exitCodes.failed);
});

let code: number;
try {
  code = await runTyped();
} catch (error) {
  code = exitCodeOf(error);
  const data = errorData(error);
  output.data({ ok: false, error: data });
  output.problem(data.message);
}
await output.flush();
process.exit(process.exitCode ?? code);

async function runTyped(): Promise<number> {
  const [name = '--help', ...rest] = args;
  if (helpWords.includes(name)) return help(rest[0]);
  if (name === '--version') return print(`${readVersion(import.meta.url)}\n`);
  if (!isCommand(name)) throw new UsageError(unknownCommand(name));
  const command: Command<FlagName> = commands[name];
  const grammar = { ...command, command: `synochat ${name}`, flags: [...command.flags, ...common] };
  const { flags, words } = readArguments(rest, table, grammar);
  if (flags.help) return print(commandHelp(name));
  const settings = readSettings(flags, process.env, output.note, name === 'init');
  return actions[name]({ words, flags, settings, output, stdin: process.stdin, signal });
}

function help(topic = 'help'): ExitCode {
  if (helpWords.includes(topic)) return print(generalHelp());
  if (topic === 'exit-codes') return print(exitHelp());
  if (!isCommand(topic)) throw new UsageError(unknownCommand(topic));
  return print(commandHelp(topic));
}

function print(text: string): ExitCode {
  process.stdout.write(wrapHelp(text));
  return exitCodes.done;
}

function unknownCommand(name: string): string {
  if (/^https?:|token=|\.cgi\b/i.test(name) || /^[a-z0-9]{64}$/i.test(name))
    return 'The command is missing: run for example synochat send "text", with the URL in SYNOCHAT_WEBHOOK or after --webhook';
  const near = nearest(name, [...Object.keys(commands), 'help']);
  if (near !== undefined) return `There is no command "${name}", did you mean ${near}? (see synochat --help)`;
  const names = Object.keys(commands).join(', ');
  const problem = name.startsWith('-') ? 'Flags come after the command' : `There is no command "${name}"`;
  return `${problem}: ${names} (see synochat --help)`;
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}
