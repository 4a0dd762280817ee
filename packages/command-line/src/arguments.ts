import { parseArgs } from 'node:util';
import { type Command, type CommandName, commands, common, type Flag, type FlagName, flags } from './commands.ts';
import { UsageError } from './exit.ts';

type Value<F> = F extends { readonly multiple: true }
  ? readonly string[]
  : F extends { type: 'boolean' }
    ? true
    : string;

/** The flags that were given, by their names. */
export type Flags = { readonly [Name in FlagName]?: Value<(typeof flags)[Name]> };

/** What was typed. */
export interface Typed {
  readonly name: CommandName;
  readonly flags: Flags;
  readonly words: readonly string[];
}

/** Flag and command names are part of the table, in any order of flags and words. Throws a `UsageError` that says what to type. */
export function readArguments(name: CommandName, args: readonly string[]): Typed {
  const command: Command = commands[name];
  const known = [...command.flags, ...common];
  const options = Object.fromEntries(known.map((flag) => [flag, optionOf(flags[flag])]));
  const { values, positionals: words } = parse(name, args, options);
  const given = values as Flags;
  for (const flag of known) checkChoice(flag, flags[flag], given[flag]);
  const [least, most] = command.count;
  if (given.help === undefined && words.length < least) throw usage(name, `What is missing: ${command.words}`);
  if (given.help === undefined && words.length > most)
    throw usage(name, command.words === '' ? 'It takes no words' : `It takes ${command.words} and nothing more`);
  return { name, flags: given, words };
}

export function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}

function optionOf({ type, short, multiple }: Flag) {
  return { type, multiple: multiple === true, ...(short === undefined ? {} : { short }) };
}

function parse(name: CommandName, args: readonly string[], options: Record<string, ReturnType<typeof optionOf>>) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    const { code } = error as { code?: string };
    // The runtimes' own sentences differ, and may repeat a value.
    const typed = /'-{1,2}([\w-]+)/.exec(error instanceof Error ? error.message : '')?.[1] ?? '';
    if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
      const flag = typed === '' ? '' : `Unknown flag: -${typed.length > 1 ? '-' : ''}${typed}. `;
      throw usage(name, `${flag}A text that begins with - comes after --`);
    }
    const takes = Object.hasOwn(flags, typed) && flags[typed as FlagName].type === 'string';
    throw usage(name, takes ? `--${typed} needs a value` : `--${typed} takes no value`);
  }
}

function checkChoice(name: FlagName, { choices }: Flag, given: unknown): void {
  if (choices && typeof given === 'string' && !choices.includes(given))
    throw new UsageError(`--${name} is one of ${choices.join(', ')}`);
}

function usage(name: CommandName, problem: string): UsageError {
  return new UsageError(`${problem} (see synochat ${name} --help)`);
}
