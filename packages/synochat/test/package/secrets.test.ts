import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Integration } from '../../../simulator/src/page/client/api.ts';
import { snippetsFor } from '../../../simulator/src/page/client/panels/snippets.ts';

const root = new URL('../../../../', import.meta.url);
const listed = execFileSync('git', ['ls-files', '*.md', 'apps', 'docs'], {
  cwd: fileURLToPath(root),
  encoding: 'utf8',
});
// The files that a reader may copy from: the tests of the apps have synthetic tokens, and so have the requests in profiles.
const files = listed
  .split('\n')
  .filter(
    (path) =>
      /\.(md|tsx?|mjs|ya?ml|jsonc?|sh|env\S*)$|Dockerfile$/.test(path) &&
      !/\/test\/|package-lock|^docs\/profiles\//.test(path),
  );

const url = 'http://app.example/hook';
const each = { id: 1, token: '***', enabled: true };
const integrations: Integration[] = [
  { ...each, kind: 'incoming', name: 'CI', channel: 'general' },
  { ...each, kind: 'outgoing', name: 'Out', url, triggerWords: ['build'] },
  { ...each, kind: 'slash', command: 'ping', url, description: '' },
  { ...each, kind: 'bot', name: 'Robin', hidden: false },
];

const examples = [
  ...files
    .filter((path) => existsSync(new URL(path, root)))
    .map((path) => [path, readFileSync(new URL(path, root), 'utf8')]),
  ...integrations.flatMap((integration) =>
    snippetsFor(integration).map(({ title, code }) => [`the page's snippet for ${integration.kind}: ${title}`, code]),
  ),
] as [place: string, text: string][];

const literal = `['"][^'"]`;
const named = '\\w*(?:token|secret|password|api_?key)\\w*';

/** Patterns of a secret in an example. An empty default is no secret. */
const secrets: readonly RegExp[] = [
  // As long as a token or a hash.
  /\b(?=\w*\d)(?=\w*[A-Za-z])\w{32,}\b/g,
  /\btoken=(%22|"|\\")?(?!TOKEN\b|TOKEN%)\w{4,}/g,
  new RegExp(`\\b(?:token|secret|password|apiKey)['"]?: *\\[?(?!'none')${literal}`, 'gi'),
  new RegExp(`\\b${named} *(?:\\?\\?)?= *${literal}`, 'gi'),
  new RegExp(`${named}['"\\]) ]*(?:\\?\\?|\\|\\|) *${literal}`, 'gi'),
  new RegExp(
    `\\b(?:sendIncoming|sendBot|sendBotAll|list[A-Z]\\w+|eachPost|findUser|getPostFile|guard)\\(\\s*${literal}`,
    'g',
  ),
  new RegExp(`\\bverifyToken\\([^,)]*, *\\[?${literal}`, 'g'),
];

function secretsIn(text: string): string[] {
  return secrets.flatMap((secret) => text.match(secret) ?? []);
}

describe('a secret in an example', () => {
  it.each([
    "const token = 'a';",
    "parseOutgoing(req, { token: 'OUT' })",
    "parseOutgoing(req, { token: ['OUT'] })",
    "const { OUTGOING_TOKEN = 'abc' } = process.env;",
    "const secret = env.SECRET ?? 'change me';",
    "sendIncoming('https://nas.example/', 'hello')",
    'curl https://nas.example/webapi/entry.cgi?token=%22AbCd1234%22',
    'TOKEN="abc"',
    "budget.guard('abc', address)",
    "Deno.env.get('TOKEN') ?? 'abc'",
    "verifyToken(event.token, 'abc')",
    'OuT0Bb1Cc2Dd3Ee4Ff5Gg6Hh7Ii8Jj9Kk0',
  ])('as in %s would be found', (line) => {
    expect(secretsIn(line)).not.toEqual([]);
  });

  it('is not in any of them, as they take theirs from the environment', () => {
    expect(examples.length).toBeGreaterThan(50);
    const found = examples.flatMap(([place, text]) => secretsIn(text).map((secret) => `${place}: ${secret}`));
    expect(found).toEqual([]);
  });
});
