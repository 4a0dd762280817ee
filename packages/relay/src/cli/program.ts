import { commonExitCodes, nearest, readArguments, readVersion, UsageError, wrapHelp } from '@synochat/command-line';
import { type CommandName, commands, help, flags as table } from './flags.ts';
import { listFailed, resume, retry, show } from './letters.ts';
import { complain, say } from './say.ts';
import { serve } from './serve.ts';
import { readSettings, readStorePlace } from './settings.ts';
import { quoted, startedAs } from './started.ts';
import { addressTable, guessOrigin } from './table.ts';

/** Runs the command line. Sets the exit code, and prints an error as one line. */
export async function run(args: readonly string[]): Promise<void> {
  // A reader may close the pipe, as `head` does: the relay goes on without it.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  try {
    await main(args);
  } catch (error) {
    complain(error instanceof Error ? error.message : String(error));
    process.exitCode = error instanceof UsageError ? commonExitCodes.usage : commonExitCodes.failed;
  }
}

async function main(args: readonly string[]): Promise<void> {
  const { flags, words } = readArguments(args, table, {
    ...{ command: startedAs(), words: '[COMMAND]', count: [0, 2] },
  });
  if (flags.help) return void process.stdout.write(wrapHelp(help));
  if (flags.version) return void process.stdout.write(`${readVersion(import.meta.url)}\n`);
  const [command, word] = words;
  if (command === undefined) return serve({ data: flags.data, demo: flags.demo ?? false });
  if (!isCommand(command)) throw unknownCommand(command);
  if (flags.demo) throw new UsageError('--demo starts a relay: leave out the command');
  checkWord(command, word);
  if (command === 'addresses') return printAddresses(flags.data);
  const place = readStorePlace(process.env, flags.data);
  const work = { failed: listFailed, show, retry, resume }[command];
  const end = flags.data === undefined ? '' : ` --data ${quoted(flags.data)}`;
  await work({ place, word: word ?? '', lineOf: (typed) => `${startedAs()} ${typed}${end}` });
}

async function printAddresses(data: string | undefined): Promise<void> {
  const settings = await readSettings(process.env, data);
  say(addressTable(settings.webhooks, settings.origin ?? guessOrigin(settings)));
}

function isCommand(word: string): word is CommandName {
  return Object.hasOwn(commands, word);
}

function unknownCommand(word: string): UsageError {
  const near = nearest(word, Object.keys(commands));
  const hint = near === undefined ? '' : `, did you mean ${near}?`;
  return new UsageError(`Unknown command${hint} (see ${startedAs()} --help)`);
}

function checkWord(command: CommandName, word: string | undefined): void {
  const { words } = commands[command];
  if (words === '' && word !== undefined) throw new UsageError(`Leave out the words after ${command}`);
  if (word === undefined && words !== '' && !words.startsWith('['))
    throw new UsageError(`Add what is missing: ${startedAs()} ${command} ${words}`);
}
