import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listPages, root } from '../../../../tools/site/pages.ts';
import type { Integration } from '../../../simulator/src/page/client/api.ts';
import { snippetsFor } from '../../../simulator/src/page/client/panels/snippets.ts';
import { readFences } from '../pages/blocks.ts';

// One set of names: docs, apps, command line and simulator read the same variables.

const url = 'http://app.example/hook';
const each = { id: 1, token: '***', enabled: true };
const integrations: Integration[] = [
  { ...each, kind: 'incoming', name: 'CI', channel: 'general' },
  { ...each, kind: 'outgoing', name: 'Out', url, triggerWords: ['build'] },
  { ...each, kind: 'slash', command: 'ping', url, description: '' },
  { ...each, kind: 'bot', name: 'Robin', hidden: false },
];
const snippets = integrations.flatMap((integration) =>
  snippetsFor(integration).map(({ title, code }) => ({ place: `${integration.kind}: ${title}`, text: code })),
);

const shown = execFileSync(
  'git',
  ['ls-files', '*.md', 'apps', 'docs', 'packages/simulator/src/page/client/chat', '.devcontainer'],
  {
    cwd: root,
    encoding: 'utf8',
  },
)
  .split('\n')
  // The changelog and the decisions keep the names of earlier versions.
  .filter((path) => path !== '' && !/^CHANGELOG\.md$|\/decisions\/|package-lock|\.png$/.test(path))
  .filter((path) => existsSync(join(root, path)))
  .map((path) => ({ place: path, text: readFileSync(join(root, path), 'utf8') }));

const suffix = '(?:_[A-Z0-9_]*[A-Z0-9])?';
const scheme = new RegExp(
  `^SYNOCHAT_(?:(?:WEBHOOK|BOT|SLASH_TOKEN|OUTGOING_TOKEN|BOT_TOKEN|RELAY_KEY)${suffix}|RELAY_(?:URL|IMAGES|IMAGE_HOSTS|MENTIONS|MARKS|MAX_TEXT|DATA)|SIMULATOR_KEY|CA)$`,
);

/** The names in a text that stand for something of Chat's, as they were called once or might be. */
function chatNames(text: string): string[] {
  return Array.from(text.matchAll(/(?<![\w…])[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+(?!\w)/g), ([name]) => name).filter((name) =>
    /^SYNOCHAT_|(?:^|_)(?:WEBHOOK|BOT|SLASH|OUTGOING|INCOMING)(?:_|$)/.test(name),
  );
}

/** Variables without which a program goes on: they have no default, and no error names them. */
function silentlyMissing(code: string): string[] {
  const read = Array.from(code.matchAll(/const \{([^}]*)\} = process\.env;/g), ([, list = '']) => list.split(','))
    .flat()
    .map((entry) => /^\s*(\w+)(?:: (\w+))?(?: = (.*?))?\s*$/.exec(entry) ?? [])
    .filter(([, name, , value]) => name !== undefined && (value === undefined || value === "''"))
    .map(([, name = '', local = name]) => ({ name, local }));
  const others = Array.from(
    code.matchAll(/(?:process\.env(?:\.|\[['"])|Deno\.env\.get\(['"])(\w+)/g),
    ([, name = '']) => {
      const local = new RegExp(`const (\\w+) = [^;\\n]*${name}[^;\\n]*;`).exec(code)?.[1] ?? '';
      return { name, local };
    },
  );
  return [...read, ...others]
    .filter(({ name, local }) => !new RegExp(`if \\(!${local}\\)\\s+throw new Error\\(\\s*'Set ${name}, `).test(code))
    .map(({ name }) => name);
}

describe('a variable of Chat', () => {
  it.each([
    'WEBHOOK_URL',
    'BOT_TOKEN',
    'SLASH_LIGHT_TOKEN',
    'PING_SLASH_TOKEN',
    'INCOMING_GENERAL_URL',
    'SYNOCHAT_WEBHOOK_URL=',
    'SYNOCHAT_TOKEN',
    'SYNOCHAT_SLASH_PING_TOKEN',
    'SYNOCHAT_BOT_URL',
  ])('called %s would be found', (text) => {
    expect(chatNames(`x ${text} y`).filter((name) => !scheme.test(name) || isUrlOfUrl(name))).not.toEqual([]);
  });

  it('has its one name in every page, app and snippet', () => {
    expect(shown.length).toBeGreaterThan(80);
    const wrong = [...shown, ...snippets].flatMap(({ place, text }) =>
      chatNames(text)
        .filter((name) => !scheme.test(name) || isUrlOfUrl(name))
        .map((name) => `${place}: ${name}`),
    );
    expect(wrong).toEqual([]);
  });
});

/** `SYNOCHAT_WEBHOOK_URL` fits the scheme, as the webhook of a NAME "URL", and is an old habit all the same. */
function isUrlOfUrl(name: string): boolean {
  return /^SYNOCHAT_(?:WEBHOOK|BOT)_URL/.test(name);
}

describe('a program that is shown', () => {
  const programs = [
    ...listPages()
      .flatMap(readFences)
      .filter(({ language }) => language === 'ts')
      .map(({ page, line, code }) => ({ place: `${page}:${line}`, text: code })),
    ...snippets,
  ];

  it.each([
    "const { SYNOCHAT_BOT: bot = '' } = process.env;",
    'const { SYNOCHAT_BOT: bot } = process.env;',
    "const { A = 'a', SYNOCHAT_BOT } = process.env;\nif (!A) throw new Error('Set A, x');",
    "sendIncoming(process.env['SYNOCHAT_WEBHOOK'] ?? '', 'Hello');",
    "const token = Deno.env.get('SYNOCHAT_BOT_TOKEN') ?? '';",
  ])('such as %j would go on without its variable', (code) => {
    expect(silentlyMissing(code)).toHaveLength(1);
  });

  it('names each variable that it misses', () => {
    const silent = programs.flatMap(({ place, text }) => silentlyMissing(text).map((name) => `${place}: ${name}`));
    expect(silent).toEqual([]);
    expect(programs.filter(({ text }) => text.includes("throw new Error('Set ")).length).toBeGreaterThan(25);
  });
});
