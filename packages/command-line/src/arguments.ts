import { parseArgs } from 'node:util';
import { UsageError } from './exit.ts';
import type { Command, Flag, FlagTable, FlagValues } from './flags.ts';
import { nearest } from './nearest.ts';

/** The valid flags and words of a command line. */
export interface Grammar<Table extends FlagTable> extends Pick<Command, 'words' | 'count'> {
  /** The beginning of the command line, such as `synochat send`. Error messages point to its `--help`. */
  readonly command: string;
  /** The valid flags of the table. Default: every flag. */
  readonly flags?: readonly (keyof Table & string)[];
}

/** The parts of a command line. */
export interface TypedArguments<Table extends FlagTable> {
  readonly flags: FlagValues<Table>;
  readonly words: readonly string[];
}

/**
 * Returns the flags and words of a command line, in any order. The number of words is not checked beside `--help`.
 *
 * Throws a `UsageError` if a flag is unknown, a value is missing or invalid, or the number of words is wrong. No message
 * repeats a value: the value may be a token in the wrong place.
 */
export function readArguments<Table extends FlagTable>(
  args: readonly string[],
  table: Table,
  grammar: Grammar<Table>,
): TypedArguments<Table> {
  const { command, flags = Object.keys(table), words: pattern, count } = grammar;
  const fail = (problem: string) => new UsageError(`${problem} (see ${command} --help)`);
  const { values, positionals: words } = parse(args, table, grammar, fail);
  for (const name of flags) checkChoice(name, table[name], values[name]);
  const [least, most] = count;
  if (values['help'] === undefined && words.length < least) throw fail(`Add what is missing: ${pattern}`);
  if (values['help'] === undefined && words.length > most)
    throw fail(
      pattern === '' ? 'Leave out the words: only flags are valid here' : `Leave out all words but ${pattern}`,
    );
  return { flags: values as FlagValues<Table>, words };
}

function parse<Table extends FlagTable>(
  args: readonly string[],
  table: Table,
  { flags = Object.keys(table), count: [, most] }: Grammar<Table>,
  fail: (problem: string) => UsageError,
) {
  const options = Object.fromEntries(flags.map((name) => [name, toOption(table[name])]));
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    const { code } = error as { code?: string };
    // The sentences of the runtimes differ, and may repeat a value.
    const name = /'(?:-\w, )?--?(\w[\w-]*)/.exec(error instanceof Error ? error.message : '')?.[1] ?? '';
    if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
      const near = nearest(name, flags);
      const hint = near === undefined ? '' : `, did you mean --${near}?`;
      const unknown = name === '' ? 'Unknown flag' : `Unknown flag: -${name.length > 1 ? '-' : ''}${name}${hint}`;
      if (hint !== '') throw fail(unknown);
      throw fail(most === 0 ? unknown : `${unknown}. Put -- before a text that begins with -`);
    }
    throw fail(table[name]?.type === 'string' ? `--${name} needs a value` : `--${name} takes no value`);
  }
}

function toOption(flag: Flag | undefined) {
  const { type = 'boolean', short, multiple } = flag ?? {};
  return { type, multiple: multiple === true, ...(short === undefined ? {} : { short }) };
}

function checkChoice(name: string, flag: Flag | undefined, value: unknown): void {
  const choices = flag?.choices;
  if (choices && typeof value === 'string' && !choices.includes(value))
    throw new UsageError(`--${name} must be one of ${choices.join(', ')}`);
}
