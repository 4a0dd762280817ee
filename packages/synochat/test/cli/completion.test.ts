import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../cli/commands.ts';
import { flags } from '../../cli/flags.ts';
import { scratchFolder } from '../helpers/runtime.ts';
import { run } from './command.ts';

const { scratch, cleanUp } = scratchFolder();
beforeAll(() => {
  mkdirSync(join(scratch, 'folder'));
  writeFileSync(join(scratch, 'report one.pdf'), '');
});
afterAll(cleanUp);

/** Returns the offers of a real bash for Tab after some words. */
async function offersAfter(...words: string[]): Promise<string[]> {
  const { out } = await run(['completion', 'bash']);
  const line = words.map((word) => `'${word}'`).join(' ');
  const tab = `COMP_WORDS=(synochat ${line}); COMP_CWORD=${words.length}; _synochat 2>/dev/null; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const script = `${out}\n[ "$(complete -p synochat)" = 'complete -F _synochat synochat' ] || exit 9\n${tab}`;
  return execFileSync('bash', ['--norc', '-c', script], { cwd: scratch, encoding: 'utf8' }).trimEnd().split('\n');
}

describe('in bash, Tab', () => {
  it('offers the commands', async () => {
    expect(await offersAfter('')).toEqual([...Object.keys(commands), 'help', '--help', '--version']);
    expect(await offersAfter('p')).toEqual(['posts']);
    expect(await offersAfter('help', 'do')).toEqual(['doctor']);
  });

  it("offers a command's own flags", async () => {
    expect(await offersAfter('send', '--fi')).toEqual(['--file-url', '--file']);
    expect(await offersAfter('posts', '--')).toEqual([
      '--via',
      '--bot',
      '--limit',
      '--ca',
      '--timeout',
      '--config',
      '--json',
      '--quiet',
      '--help',
    ]);
  });

  it('offers files for a file flag, and the valid values of a flag', async () => {
    expect(await offersAfter('send', '--file', 'rep')).toEqual(['report one.pdf']);
    expect(await offersAfter('send', '--ca', 'fo')).toEqual(['folder']);
    expect(await offersAfter('listen', '--kind', '')).toEqual(['auto', 'outgoing', 'slash', 'bot']);
    expect(await offersAfter('completion', 'z')).toEqual(['zsh']);
    expect(await offersAfter('completion', 'p')).toEqual(['powershell']);
  });

  it('offers nothing for names of users and unknown commands', async () => {
    expect(await offersAfter('send', '--to', '')).toEqual(['']);
    expect(await offersAfter('nothing', '--')).toEqual(['']);
  });
});

// The machines of the tests have no zsh, no fish and no PowerShell: the tests read the scripts and do not run the scripts.
const shapes = {
  zsh: { command: (name: string) => `'${name}:`, flag: (name: string) => `--${name}[` },
  fish: { command: (name: string) => `-a ${name} `, flag: (name: string) => `-l ${name} ` },
  powershell: { command: (name: string) => `    '${name}' = @(`, flag: (name: string) => `'--${name}'` },
} as const;
describe.each(['zsh', 'fish', 'powershell'] as const)('the script for %s', (shell) => {
  it('holds every command and every flag', async () => {
    const { code, out } = await run(['completion', shell]);
    expect(code).toBe(0);
    for (const name of Object.keys(commands)) expect(out).toContain(shapes[shell].command(name));
    for (const flag of Object.keys(flags)) expect(out).toContain(shapes[shell].flag(flag));
  });

  it('leaves no quote open', async () => {
    const { out } = await run(['completion', shell]);
    for (const line of out.split('\n')) expect(line.replaceAll("\\'", '').split("'").length % 2, line).toBe(1);
  });
});

describe('the script for powershell', () => {
  it('closes every bracket', async () => {
    const { out } = await run(['completion', 'powershell']);
    const code = out.replace(/'(?:[^']|'')*'/g, '').replace(/#.*/g, '');
    for (const [open, close] of ['()', '{}', '[]'].map(([one = '', other = '']) => [one, other] as const))
      expect(code.split(open).length).toBe(code.split(close).length);
  });
});

describe('synochat completion', () => {
  it.each([[['completion']], [['completion', 'tcsh']]])('ends with 2 for %j', async (args) => {
    const { code, out } = await run(args);
    expect([code, out]).toEqual([2, '']);
  });
});
