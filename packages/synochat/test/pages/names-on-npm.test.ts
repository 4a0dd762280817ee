import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../../../tools/site/pages.ts';

// The names are not ours on npm yet. A stranger who takes a name would receive the URLs and tokens of every reader who runs
// the name. Delete this test after the first release.

const runners = String.raw`npx|bunx|pnpx|pnpm dlx|yarn dlx|npm (?:exec|create|init)|deno run`;
const installers = String.raw`(?:npm|bun|pnpm|yarn|deno) (?:add|install|i)`;
const names = String.raw`(?<![\w./@-])(?:npm:)?(?:chat-adapter-synology|(?:create-)?synochat(?:-simulator|-relay)?)(?![\w./-]*\.tgz|[/.]\w)`;
const line = new RegExp(String.raw`\b(?:${runners}|${installers})\b(?! --no-install)[^\n|;&]*?${names}`);

/** The files whose texts people read: pages, forms, compose files, and the sources of all printed lines. */
const shown = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' })
  .trim()
  .split('\n')
  .filter((path) => /\.(md|ya?ml|json|tsx?|mjs)$/.test(path))
  .filter((path) => !/^\.github\/workflows\/|(^|\/)test\/|\.test\.tsx?$|package-lock\.json$/.test(path));

describe('as long as the names are not ours on npm', () => {
  it.each([
    'npx synochat doctor',
    'npx --yes synochat-simulator --host 0.0.0.0',
    'npx -p undici@7 -p synochat synochat',
    'npm create synochat@latest my-chat-app',
    'npm init synochat',
    'npm install synochat valibot',
    'bunx synochat',
    'npx synochat-relay',
    'npm install chat chat-adapter-synology',
    'bun add valibot synochat',
    'deno run -A npm:synochat',
    'deno add npm:synochat npm:valibot',
  ])('"%s" counts as a line that runs or installs a name', (text) => {
    expect(text).toMatch(line);
  });

  it.each([
    'synochat-simulator --demo',
    'npm install ../synochat-0.1.0.tgz ../synochat-simulator-0.1.0.tgz valibot',
    'npm install && npm start',
    'npx wrangler deploy',
    'npx --no-install synochat-simulator --help',
    'node_modules/.bin/synochat-simulator --demo',
  ])('"%s" does not', (text) => {
    expect(text).not.toMatch(line);
  });

  it('no page, form, compose file or printed line tells a reader to run or install a name from npm', () => {
    const found = shown.flatMap((path) =>
      readFileSync(join(root, path), 'utf8')
        .split('\n')
        .flatMap((text, at) => (line.test(text) ? [`${path}:${at + 1}: ${text.trim()}`] : [])),
    );

    expect(shown.length).toBeGreaterThan(300);
    expect(found).toEqual([]);
  });
});
