import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listPages, readPage, root } from '../../../../tools/site/pages.ts';
import { readBlocks, readFences } from './blocks.ts';
import { commands, isPartOf, languages, runBy } from './documents.ts';

// A new block fails here until a test runs it, or until documents.ts says why none can.

const fences = listPages().flatMap(readFences);
const runs = Object.values(runBy).flat();
const shell = fences.filter(({ language }) => language === 'sh');
const lines = shell
  .filter((fence) => !runs.some((run) => isPartOf(fence, run)))
  .flatMap(({ page, code }) => code.split('\n').map((line) => ({ page, line: line.replace(/ {2,}#.*$/, '').trim() })))
  .filter(({ line }) => line !== '');

describe('in every document', () => {
  it('a block says its language, and each language is held by something', () => {
    const known = new Set(['ts', 'sh', ...Object.keys(languages)]);
    expect(fences.filter(({ language }) => !known.has(language))).toEqual([]);
  });

  it('a command is run by a test, or it is said why not', () => {
    expect(lines.filter(({ line }) => !Object.hasOwn(commands, line))).toEqual([]);
  });

  it('what is said to be held is shown, and by something that is there', () => {
    const shown = new Set(lines.map(({ line }) => line));
    expect(Object.keys(commands).filter((line) => !shown.has(line))).toEqual([]);
    expect(runs.filter((run) => !shell.some((fence) => isPartOf(fence, run)))).toEqual([]);
    const holders = [...Object.values(commands), ...Object.values(languages)].map(({ by }) => by);
    const places = [...holders, ...Object.keys(runBy)];
    expect(places.filter((place) => !existsSync(join(root, place)))).toEqual([]);
  });

  it('a script of npm that is named is there', () => {
    const { scripts } = JSON.parse(readPage('package.json')) as { scripts: Record<string, string> };
    const named = listPages().flatMap((page) =>
      Array.from(readPage(page).matchAll(/`[^`\n]*npm run ([\w:-]+)[^`\n]*`/g), ([, name = '']) => `${page}: ${name}`),
    );
    expect(named.filter((each) => !Object.hasOwn(scripts, each.replace(/^.*: /, '')))).toEqual([]);
  });

  it('the configuration of a Worker is JSON with comments', () => {
    for (const { code } of fences.filter(({ language }) => language === 'jsonc'))
      expect(JSON.parse(code.replaceAll(/^\s*\/\/.*$/gm, ''))).toHaveProperty('compatibility_date');
  });
});

describe('the TypeScript in README, guides and recipes', () => {
  const tests = globSync('snippets/*.test.ts', { cwd: import.meta.dirname }).concat('../redis/guide.redis.ts');
  const code = tests.map((path) => readFileSync(join(import.meta.dirname, path), 'utf8')).join('');
  const pages = listPages().filter((page) => /^(README|docs\/(guides|recipes)\/.*)\.md$/.test(page));

  it.each(pages.flatMap(readBlocks))('$place is run', ({ place }) => {
    expect(code).toContain(`'${place}'`);
  });
});

describe('the decisions', () => {
  it('are numbered from 1 on, each once, as their titles say', () => {
    const pages = listPages().filter((page) => page.startsWith('docs/decisions/'));
    const numbers = pages.map((page) => [page.slice('docs/decisions/'.length, -3).split('-')[0], readPage(page)]);
    expect(numbers.map(([number]) => number)).toEqual(pages.map((_, n) => String(n + 1).padStart(4, '0')));
    for (const [n, [, text]] of numbers.entries()) expect(text).toMatch(new RegExp(`^# ${n + 1}\\. `));
  });
});
