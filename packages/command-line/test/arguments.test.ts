import { describe, expect, it } from 'vitest';
import { createOutput, type FlagTable, flagRows, readArguments, UsageError } from '../src/index.ts';

const table = {
  to: { type: 'string', multiple: true, value: 'USER', about: 'a user' },
  kind: { type: 'string', choices: ['slash', 'bot'], about: 'a kind' },
  token: { type: 'string', value: 'TOKEN', about: 'a token', env: 'TOKEN' },
  quiet: { type: 'boolean', short: 'q', about: 'be quiet' },
  help: { type: 'boolean', about: 'print the help' },
} as const satisfies FlagTable;
const secret = 'synthetic-secret';

const read = (args: readonly string[], count: readonly [number, number] = [0, 1]) =>
  readArguments(args, table, { command: 'tool', words: 'TEXT', count });

describe('a command line', () => {
  it('has flags and words in any order, and text after --', () => {
    expect(read(['-q', 'text', '--to', '007', '--to=8'])).toEqual({
      flags: { quiet: true, to: ['007', '8'] },
      words: ['text'],
    });
    expect(read(['--', '--to']).words).toEqual(['--to']);
  });

  it.each([
    [['--nope', secret], 'Unknown flag: --nope. Put -- before a text that begins with - (see tool --help)'],
    [
      [`--${secret.replaceAll('-', '=')}`],
      'Unknown flag: --synthetic. Put -- before a text that begins with - (see tool --help)',
    ],
    [['--tokne', secret], 'Unknown flag: --tokne, did you mean --token? (see tool --help)'],
    [['--Quite'], 'Unknown flag: --Quite, did you mean --quiet? (see tool --help)'],
    [['--to'], '--to needs a value (see tool --help)'],
    [[`--quiet=${secret}`], '--quiet takes no value (see tool --help)'],
    [['--kind', secret], '--kind must be one of slash, bot'],
    [[secret, secret], 'Leave out all words but TEXT (see tool --help)'],
  ])('%j is refused with the next step, without the value', (args, message) => {
    expect(() => read(args)).toThrow(new UsageError(message));
    expect(message).not.toContain(secret);
  });

  it('needs its words, unless it asks for help', () => {
    expect(() => read([], [1, 1])).toThrow('Add what is missing: TEXT (see tool --help)');
    expect(read(['--help'], [1, 1]).flags.help).toBe(true);
  });

  it('has only the flags of its command', () => {
    const grammar = { command: 'tool', words: '', count: [0, 0], flags: ['to'] } as const;
    expect(() => readArguments(['--quiet'], table, grammar)).toThrow('Unknown flag: --quiet (see tool --help)');
  });
});

describe('the help of flags', () => {
  it('is a row for each, with the variable that takes the place of the flag', () => {
    expect(flagRows(table, ['quiet', 'token'])).toBe(
      ['  -q, --quiet                 be quiet', '  --token TOKEN               a token (or TOKEN)'].join('\n'),
    );
  });
});

describe('the output of a program', () => {
  it('hides a secret and a token on both streams', () => {
    const written: string[] = [];
    const stream = { isTTY: false, write: (text: string) => written.push(text), on: () => undefined };
    const streams = { stdout: stream, stderr: stream, env: {} } as unknown as NodeJS.Process;
    const output = createOutput(streams, { program: 'tool' });
    output.hide(secret);
    output.line(`a ${secret} \u001b[31m`);
    output.problem(`token=abc and ${secret}`);

    expect(written).toEqual(['a … \ufffd[31m\n', 'tool: token=… and …\n']);
  });
});
