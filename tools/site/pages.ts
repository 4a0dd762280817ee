import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that all paths here start from. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** Where the pages of the repository stand in the site; the first that fits. */
const places: readonly [RegExp, string][] = [
  [/^tools\/site\/home\.md$/, 'index.md'],
  [/^README\.md$/, 'overview.md'],
  [/^SECURITY\.md$/, 'reporting.md'],
  [/^CONTRIBUTING\.md$/, 'contributing.md'],
  [/^CHANGELOG\.md$/, 'changelog.md'],
  [/^docs\/(.*)$/, '$1'],
  [/^packages\/simulator\/(?:docs\/)?(.*)$/, 'simulator/$1'],
  [/^packages\/(create|relay|chat-adapter)\/(.*)$/, '$1/$2'],
  [/^apps\/([^/]+)\/README\.md$/, 'apps/$1.md'],
  [/^bench\/README\.md$/, 'bench.md'],
];

/** Every page of the repository, by its path from the root. */
export function listPages(): string[] {
  return execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.md', ':!.github'], {
    cwd: root,
    encoding: 'utf8',
  })
    .trim()
    .split('\n');
}

/** The page's file in the site: `guides/node.md` of `docs/guides/node.md`. */
export function placeOf(page: string): string {
  const [pattern, place] = places.find(([each]) => each.test(page)) ?? [];
  if (!pattern || !place) throw new Error(`${page} has no place in the site: tools/site/pages.ts`);
  return page.replace(pattern, place).replace(/(^|\/)README\.md$/, '$1index.md');
}

export function readPage(page: string): string {
  return readFileSync(join(root, page), 'utf8');
}
