import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { commands } from '../../cli/commands.ts';
import { exitCodes } from '../../cli/exit.ts';
import { flags } from '../../cli/flags.ts';
import { run } from './command.ts';

describe('synochat --help', () => {
  it.each([[['--help']], [['-h']], [['help']], [['help', 'help']], [['help', '--help']], [[]]])(
    'names every command and where the exit codes stand, typed as %j',
    async (args) => {
      const { code, out, err } = await run(args);
      expect([code, err]).toEqual([0, '']);
      for (const name of Object.keys(commands)) expect(out).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
      expect(out).toContain('help exit-codes');
      expect(out).not.toContain('Exit codes:');
    },
  );

  it('lists every exit code under help exit-codes', async () => {
    const { code, out, err } = await run(['help', 'exit-codes']);
    expect([code, err]).toEqual([0, '']);
    for (const number of Object.values(exitCodes)) expect(out).toMatch(new RegExp(`^ +${number}  \\S`, 'm'));
  });

  it.each(Object.keys(commands))('explains all flags of %s, in lines of a terminal', async (name) => {
    const { code, out } = await run([name, '--help']);
    expect(code).toBe(0);
    expect(out).not.toContain('Exit codes:');
    for (const flag of commands[name as keyof typeof commands].flags) {
      expect(out).toContain(`--${flag}`);
      expect(out.replace(/\s+/g, ' ')).toContain(flags[flag].about);
    }
    // A command stays on one line, so that it can be copied.
    const long = out.split('\n').filter((line) => line.length > 80 && !line.startsWith('  synochat '));
    expect(long).toEqual([]);
    expect((await run(['help', name])).out).toBe(out);
  });

  it('prints the version', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
      version: string;
    };
    expect(await run(['--version'])).toEqual({ code: 0, out: `${version}\n`, err: '' });
  });

  it.each([
    [['sned'], 'There is no command "sned", did you mean send?'],
    [['Doctor'], 'There is no command "Doctor", did you mean doctor?'],
    [['frobnicate'], 'There is no command "frobnicate": send, '],
    [['help', 'exit-code'], 'There is no command "exit-code"'],
    [['help', 'sned'], 'There is no command "sned"'],
    [['--help', 'sned'], 'There is no command "sned"'],
    [['help', ''], 'There is no command ""'],
    [['--json'], 'Flags come after the command'],
  ])('is pointed at for %j', async (args, problem) => {
    const { code, out, err } = await run(args);
    expect(code).toBe(2);
    expect(out).not.toContain('Usage:');
    expect(err).toContain(problem);
    expect(err).toContain('synochat --help');
  });
});
