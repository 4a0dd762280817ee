import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listPages, readPage, root } from '../../../../tools/site/pages.ts';
import { mistakeIn, readFences } from './blocks.ts';

const fences = listPages().flatMap(readFences);
const tests = globSync(['packages/*/test/**/*.ts', 'apps/*/test/**/*.ts'], { cwd: root });
const code = tests.map((path) => readFileSync(join(root, path), 'utf8')).join('');

describe('a code block of a page', () => {
  it('says by its tag how the block is held true', () => {
    expect(fences.length).toBeGreaterThan(90);
    const mistakes = fences.map((fence) => `${fence.page}:${fence.line}: ${mistakeIn(fence) ?? ''}`);
    expect(mistakes.filter((line) => !line.endsWith(': '))).toEqual([]);
  });

  it('with the tag "run NAME" is run by a test that asks for the block by this name', () => {
    const names = fences.filter(({ tag }) => tag.startsWith('run ')).map(({ tag }) => tag.slice('run '.length));
    const ci = readFileSync(join(root, '.ci/run'), 'utf8');
    const isNamed = (name: string) => code.includes(`'${name}'`) || ci.includes(`run ${name}$`);
    expect(names.filter((name) => !isNamed(name)).map((name) => `No test runs the block "${name}"`)).toEqual([]);
  });

  it('is run if the block is a program of README, guides or recipes', () => {
    const programs = fences.filter(
      ({ page, language }) => language === 'ts' && /^(README|docs\/(guides|recipes)\/.*)\.md$/.test(page),
    );
    expect(programs.length).toBeGreaterThan(35);
    expect(programs.filter(({ tag }) => !tag.startsWith('run '))).toEqual([]);
  });

  it.each([
    ['', 'run start-it', /^Write the language/],
    ['sh', '', /^Write "run two-words" behind the language/],
    ['sh', 'run', /^Write "run two-words"/],
    ['sh', 'run start', /^Write "run two-words"/],
    ['sh', 'run start-it twice', /too many words$/],
    ['sh', 'compiled', /or write "shown" and one of by-hand, elsewhere, foreign, slow$/],
    ['sh', 'shown', /^Write "run two-words"/],
    ['sh', 'shown tomorrow', /^Write "run two-words"/],
    ['ts', 'shown slow', /or write "compiled"$/],
  ])('in the language "%s" with the tag "%s" has a mistake', (language, tag, message) => {
    expect(mistakeIn({ language, tag })).toMatch(message);
  });
});

describe('a page', () => {
  it('names only scripts of npm that exist', () => {
    const { scripts } = JSON.parse(readPage('package.json')) as { scripts: Record<string, string> };
    const named = listPages().flatMap((page) =>
      Array.from(readPage(page).matchAll(/`[^`\n]*npm run ([\w:-]+)[^`\n]*`/g), ([, name = '']) => `${page}: ${name}`),
    );
    expect(named.filter((each) => !Object.hasOwn(scripts, each.replace(/^.*: /, '')))).toEqual([]);
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
