import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands, flags } from '../../cli/commands.ts';
import { scratchFolder } from '../runtime.ts';
import { run } from './command.ts';

const { scratch, cleanUp } = scratchFolder();
beforeAll(() => {
  mkdirSync(join(scratch, 'folder'));
  writeFileSync(join(scratch, 'report one.pdf'), '');
});
afterAll(cleanUp);

/** Returns the words that a real bash offers at a press of Tab after these words. */
async function offered(...words: string[]): Promise<string[]> {
  const { out } = await run(['completion', 'bash']);
  const line = words.map((word) => `'${word}'`).join(' ');
  const tab = `COMP_WORDS=(synochat ${line}); COMP_CWORD=${words.length}; _synochat 2>/dev/null; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const script = `${out}\n[ "$(complete -p synochat)" = 'complete -F _synochat synochat' ] || exit 9\n${tab}`;
  return execFileSync('bash', ['--norc', '-c', script], { cwd: scratch, encoding: 'utf8' }).trimEnd().split('\n');
}

describe('in bash, Tab', () => {
  it('offers the commands', async () => {
    expect(await offered('')).toEqual([...Object.keys(commands), 'help', '--help', '--version']);
    expect(await offered('p')).toEqual(['posts']);
    expect(await offered('help', 'do')).toEqual(['doctor']);
  });

  it("offers a command's own flags", async () => {
    expect(await offered('send', '--fi')).toEqual(['--file-url', '--file']);
    expect(await offered('posts', '--')).toEqual([
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

  it('offers files where a file is to be named, and what may be chosen', async () => {
    expect(await offered('send', '--file', 'rep')).toEqual(['report one.pdf']);
    expect(await offered('send', '--ca', 'fo')).toEqual(['folder']);
    expect(await offered('listen', '--kind', '')).toEqual(['auto', 'outgoing', 'slash', 'bot']);
    expect(await offered('completion', 'z')).toEqual(['zsh']);
  });

  it('offers nothing for what it cannot know', async () => {
    expect(await offered('send', '--to', '')).toEqual(['']);
    expect(await offered('nothing', '--')).toEqual(['']);
  });
});

// No zsh and no fish on the machines that run this: what is printed is read, not run.
describe.each(['zsh', 'fish'])('the script for %s', (shell) => {
  it('knows every command and every flag', async () => {
    const { code, out } = await run(['completion', shell]);
    expect(code).toBe(0);
    for (const name of Object.keys(commands)) expect(out).toContain(shell === 'zsh' ? `'${name}:` : `-a ${name} `);
    for (const flag of Object.keys(flags)) expect(out).toContain(shell === 'zsh' ? `--${flag}[` : `-l ${flag} `);
  });

  it('leaves no quote open', async () => {
    const { out } = await run(['completion', shell]);
    for (const line of out.split('\n')) expect(line.replaceAll("\\'", '').split("'").length % 2, line).toBe(1);
  });
});

describe('synochat completion', () => {
  it.each([[['completion']], [['completion', 'tcsh']]])('ends with 2 for %j', async (args) => {
    const { code, out } = await run(args);
    expect([code, out]).toEqual([2, '']);
  });
});
