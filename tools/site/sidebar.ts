import { globSync } from 'node:fs';
import { join } from 'node:path';
import { listPages, placeOf, readPage, root } from './pages.ts';

interface Group {
  readonly text: string;
  readonly items: readonly { readonly text: string; readonly link: string }[];
}

/** All pages but the first, in the order in which somebody new may want them. */
export function sidebar(): Group[] {
  const remaining = new Map(listPages().map((page) => [placeOf(page), titleOf(readPage(page))]));
  remaining.delete('index.md');
  remaining.set('overview.md', 'Overview');
  const take = (...patterns: readonly RegExp[]) =>
    patterns.flatMap((pattern) => {
      const places = [...remaining.keys()].filter((place) => pattern.test(place)).sort(byIndexFirst);
      return places.map((place) => {
        const text = remaining.get(place) ?? '';
        remaining.delete(place);
        return { text, link: linkTo(place) };
      });
    });

  return [
    { text: 'synochat', items: take(/^overview\.md$/, /^guides\/index\.md$/) },
    ...tasks().map(({ task, pages }) => ({ text: task, items: take(...pages) })),
    { text: 'Guides', items: take(/^guides\//) },
    { text: 'Recipes', items: take(/^recipes\//) },
    { text: 'Apps', items: take(/^apps\//) },
    { text: 'Programs', items: take(/^simulator\//, /^create\//, /^relay\//, /^chat-adapter\//) },
    { text: 'Behaviour', items: take(/^errors\.md$/, /^wire\.md$/, /^scale\.md$/, /^security\.md$/) },
    { text: 'API', items: modules() },
    { text: 'Decisions', items: take(/^decisions\//) },
    { text: 'Project', items: take(/^/) },
  ].filter(({ items }) => items.length > 0);
}

/** Returns the tasks of the guides with their pages, in the order of the guides' own list. */
function tasks(): { task: string; pages: RegExp[] }[] {
  const sections = readPage('docs/guides/README.md').split(/^## /m).slice(1);
  return sections
    .map((section) => ({
      task: /^.*/.exec(section)?.[0] ?? '',
      pages: Array.from(
        section.matchAll(/^- \[[^\]]*\]\(([\w-]+)\.md\)/gm),
        ([, name = '']) => new RegExp(`^guides/${name}\\.md$`),
      ),
    }))
    .filter(({ pages }) => pages.length > 0);
}

/** Returns the pages that typedoc wrote, one for each name that can be imported. */
function modules(): { text: string; link: string }[] {
  const places = globSync('api/**/*.md', { cwd: join(root, 'tools/site/pages') }).sort(byIndexFirst);
  return places.map((place) => ({ text: titleOf(readPage(`tools/site/pages/${place}`)), link: linkTo(place) }));
}

function titleOf(text: string): string {
  return /^# (.*)$/m.exec(text)?.[1]?.replaceAll('`', '') ?? '';
}

function linkTo(place: string): string {
  return `/${place.replace(/(index)?\.md$/, '')}`;
}

function byIndexFirst(a: string, b: string): number {
  return Number(b.endsWith('index.md')) - Number(a.endsWith('index.md')) || (a < b ? -1 : 1);
}
