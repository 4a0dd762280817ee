// Gathers the pages of the repository in tools/site/pages as the site has them, with what they show and lead to.
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { mapLinks, resolveLink } from './links.ts';
import { listPages, placeOf, readPage, root } from './pages.ts';

const pages = join(root, 'tools/site/pages');
rmSync(pages, { recursive: true, force: true });
for (const page of listPages()) {
  const file = join(pages, placeOf(page));
  const text = mapLinks(readPage(page), (target) => {
    if (/\.(png|svg)$/.test(target)) {
      const picture = posix.join(dirname(page), target);
      cpSync(join(root, picture), join(pages, 'public', picture));
      return `/${picture}`;
    }
    const { address, file: shown } = resolveLink(target, page);
    if (shown !== undefined) cpSync(join(root, shown), join(pages, 'public', address));
    return address;
  });
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
