import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, inject, it } from 'vitest';
import { createSimulator } from '../src/index.ts';
import type { Integration } from '../src/page/client/api.ts';
import { asCurl } from '../src/page/client/panels/exchange-text.ts';
import { snippetsFor } from '../src/page/client/panels/snippets.ts';
import { ask } from './client.ts';

// Every command that runs prints RAN. curl only prints its words.
const stubs = `curl() { printf '%s\\0' "$@"; printf '\\n--\\n'; }; ran() { echo RAN; }; command_not_found_handle() { echo RAN; }\n`;
const syntheticToken = 'synthetic';

/** The arguments of curl, one list for each command. */
function run(shell: string, commands: readonly string[]): string[][] {
  const env = { PATH: '/nowhere', TOKEN: syntheticToken, LC_ALL: 'C.UTF-8' };
  const script = stubs + commands.join('\n');
  const out = execFileSync(`/bin/${shell}`, {
    input: script,
    env,
    cwd: tmpdir(),
    stdio: ['pipe', 'pipe', 'pipe'],
  }).toString();
  return out
    .split('\n--\n')
    .slice(0, -1)
    .map((words) => words.split('\0').slice(0, -1));
}

// Characters that end a string, a line, a paste or a command, between ordinary characters. A word of a shell cannot hold a NUL.
const pieces = [
  `'`,
  '"',
  '`',
  '$(ran)',
  '`ran`',
  ';ran;',
  '\n',
  '\r',
  '\t',
  '\\',
  '\\n',
  '$',
  '!',
  '&',
  '|',
  '>x',
  '#',
  '***',
  '\u001B[201~',
  '\u0003',
  '\u0004',
  '\u009B',
  '\u007F',
  '\u{202E}',
  'å',
  '🎈',
  ' ',
  '=',
  '-',
  '@',
  '{a,b}',
  '[1-3]',
];
const hostile = fc
  .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'grapheme', maxLength: 3 })), {
    minLength: 1,
    maxLength: 12,
  })
  .map((parts) => parts.join('').replaceAll('\0', ''))
  .filter((name) => name !== '');

const names = fc.sample(hostile, { numRuns: inject('schedules'), seed: 7 });
const each = { id: 1, token: '***', enabled: true, url: 'http://app.example/' };

describe('a snippet of an integration', () => {
  const slash = names.map((command): Integration => ({ ...each, kind: 'slash', command, description: '' }));
  const outgoing = names.map(
    (name): Integration => ({ ...each, kind: 'outgoing', name, channel: name, triggerWords: [name] }),
  );
  const curls = (all: Integration[]) => all.map((one) => snippetsFor(one)[0]?.code ?? '');

  it('pasted into bash is one call of curl with the unchanged name', () => {
    expect(run('bash', curls(slash)).map((words) => words[4])).toEqual(names.map((name) => `text=/${name} hello`));
    expect(run('bash', curls(outgoing)).map((words) => words[6])).toEqual(names.map((name) => `trigger_word=${name}`));
  });

  it('pasted into a shell that reads no octal is one call of curl all the same', () => {
    expect(run('dash', curls(slash)).map(({ length }) => length)).toEqual(names.map(() => 9));
    expect(run('dash', curls(outgoing)).map(({ length }) => length)).toEqual(names.map(() => 19));
  });

  const programsOf = (all: Integration[]) => all.map((one) => snippetsFor(one)[1]?.code ?? '');

  it('in TypeScript holds no setting but the name of a variable and the trigger words', () => {
    const neutral = (code: string) =>
      code.replaceAll(/SYNOCHAT_[A-Z]+_TOKEN(?:_[A-Z0-9_]+)?/g, 'NAME').replace(/triggerWords: \[.*\] \}/, '');
    expect(new Set(programsOf([...slash, ...outgoing]).map(neutral)).size).toBe(2);
  });

  it('in TypeScript holds the unchanged trigger words, in one line without a character that an editor hides', () => {
    const shown = programsOf(outgoing).map((code) => /triggerWords: (\[.*\]) \}, \(/.exec(code)?.[1] ?? '');
    expect(shown.map((list) => runInNewContext(list) as unknown)).toEqual(names.map((name) => [name]));
    expect(shown.join('')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it('holds no key for a terminal', () => {
    for (const code of [...curls(slash), ...curls(outgoing)])
      expect(code.replaceAll(' \\\n  ', '')).not.toMatch(/\p{Cc}/u);
  });
});

describe('a request copied as curl', () => {
  const requests = names.map((body, at) => ({
    method: 'POST',
    url: new URL(`http://localhost/webapi/entry.cgi?token=***&x=${names.at(-1 - at) ?? ''}`).href,
    request: { headers: { 'Content-Type': body.replace(/\p{Cc}/gu, '') }, body },
  }));

  it('pasted into bash is one call of curl with the unchanged body, and the token of the environment', () => {
    const words = run('bash', requests.map(asCurl));
    expect(words.map((all) => [all[3], all.at(-1)])).toEqual(
      requests.map(({ url, request: { body } }) => [
        url.replaceAll('***', syntheticToken),
        body.replaceAll('***', syntheticToken),
      ]),
    );
  });

  it('pasted into a shell that reads no octal is one call of curl all the same', () => {
    expect(run('dash', requests.map(asCurl)).map(({ length }) => length)).toEqual(names.map(() => 8));
  });

  it('that a stranger sent without a token has no token', async () => {
    const nas = createSimulator();
    const body = `x=\u0003\u001B[201~'; ran #`;
    await nas.fetch(new Request('http://evil.example/webapi/entry.cgi', { method: 'POST', body }));
    const { exchanges } = (await ask(nas, 'exchanges')).body as { exchanges: Parameters<typeof asCurl>[0][] };
    expect(exchanges.map(asCurl).join('\n')).not.toMatch(/[^\P{Cc}\n]/u);
    expect(run('bash', exchanges.map(asCurl)).map((words) => words.at(-1))).toEqual([body]);
  });
});
