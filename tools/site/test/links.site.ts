import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listPages, placeOf } from '../pages.ts';
import { listFiles, readFile } from './built.ts';

const pages = listFiles('**/*.html').filter((page) => page !== '404.html');
const files = new Set(listFiles());
const anchors = new Map(pages.map((page) => [page, new Set(matches(readFile(page), / id="([^"]*)"/g))]));

describe('the built site', () => {
  it('has every page of the repository', () => {
    const places = listPages().map((page) => placeOf(page).replace(/\.md$/, '.html'));
    expect(places.filter((place) => !anchors.has(place))).toEqual([]);
  });

  it('has a line on the first page of the API for every exported name', () => {
    const lines = new Set(matches(readFile('api/index.html'), /<tr><td><a href="([^"]*)"/g));
    const names = pages
      .filter((page) => /^api\/(?!index)/.test(page))
      .flatMap((page) => matches(readFile(page), /<h3 id="([^"]*)"/g).map((name) => `/${page}#${name}`));
    expect(names.length).toBeGreaterThan(100);
    expect(names.filter((name) => !lines.has(name) && !lines.has(name.replace('/api/', './')))).toEqual([]);
  });

  it.each(pages)('leads nowhere from %s that is not there', (page) => {
    const targets = matches(readFile(page), / (?:href|src)="([^"]*)"/g);
    expect(targets.length).toBeGreaterThan(10);
    expect(targets.filter((target) => !/^[a-z]+:/.test(target) && !leadsSomewhere(page, target))).toEqual([]);
  });
});

function leadsSomewhere(page: string, target: string): boolean {
  const [path = '', anchor] = decodeURIComponent(target).split('#');
  const file =
    path === '' ? page : posix.join(path.startsWith('/') ? '' : posix.dirname(page), path).replace(/^\//, '');
  const found = [file, posix.join(file, 'index.html'), `${file}.html`].find((each) => files.has(each));
  return found !== undefined && (!anchor || anchors.get(found)?.has(anchor) === true);
}

function matches(text: string, pattern: RegExp): string[] {
  return Array.from(text.matchAll(pattern), ([, found = '']) => found.replaceAll('&amp;', '&'));
}
