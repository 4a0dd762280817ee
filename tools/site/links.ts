import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { anchorsIn } from './anchor.ts';
import { placeOf, readPage, root } from './pages.ts';

/** Where a link of the repository leads in the site. */
export interface Destination {
  readonly address: string;
  /** A file that is no page: the site holds it as a text. */
  readonly file?: string;
}

/** The page with another target for each relative link. Code stays as written. */
export function mapLinks(text: string, map: (target: string) => string): string {
  const change = (link: string, target: string) => (/^[a-z]+:/.test(target) ? link : `](${map(target)})`);
  return text
    .split(/(^```.*?^```|`[^`\n]+`)/ms)
    .map((piece, n) => (n % 2 === 1 ? piece : piece.replaceAll(/\]\(([^)\s]+)\)/g, change)))
    .join('');
}

/** Where a relative link in a page leads. Throws an `Error` when it leads nowhere. */
export function resolveLink(target: string, page: string): Destination {
  const [path = '', anchor] = target.split('#');
  const to = whole(path === '' ? page : posix.join(posix.dirname(page), decodeURI(path)));
  if (to === undefined || !hasAnchor(to, anchor)) throw new Error(`${page} leads to ${target}, which is not there`);
  // Not every host of static files gives away one whose name begins with a dot.
  if (!to.endsWith('.md')) return { address: `/source/${to.replace('/.', '/')}.txt`, file: to };
  const hash = anchor === undefined ? '' : `#${anchor}`;
  return { address: to === page && hash ? hash : addressOf(to) + hash };
}

/** The file; of a folder its README, or else its first page. */
function whole(path: string): string | undefined {
  if (path.startsWith('..') || !existsSync(join(root, path))) return undefined;
  if (!statSync(join(root, path)).isDirectory()) return posix.normalize(path);
  const pages = readdirSync(join(root, path))
    .filter((name) => name.endsWith('.md'))
    .sort();
  const page = pages.find((name) => name === 'README.md') ?? pages[0];
  return page && posix.join(path, page);
}

function hasAnchor(path: string, anchor: string | undefined): boolean {
  return anchor === undefined || (path.endsWith('.md') && anchorsIn(readPage(path)).includes(anchor));
}

function addressOf(page: string): string {
  return `/${placeOf(page)
    .replace(/(^|\/)index\.md$/, '$1')
    .replace(/\.md$/, '')}`;
}
