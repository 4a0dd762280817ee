// Writes the README and the licence that npm publishes with a package, into its folder: the prepack script of the library.
// The release workflow writes `repository` into the manifest first. Links then lead there, at the tag of the version.
import { copyFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/**
 * The page without a relative link: npm shows the page without the repository around it. Without a repository, a link
 * becomes its words, and a picture goes.
 */
function packedReadme(page, { version, repository }) {
  const home = repository?.url.replace(/^git\+/, '').replace(/\.git$/, '');
  return page
    .split(/(^[ \t]*```.*?^[ \t]*```)/ms)
    .map((piece, n) => (n % 2 === 1 ? piece : absolute(piece, home, version)))
    .join('');
}

function absolute(text, home, version) {
  return text.replaceAll(/(!?)\[((?:`[^`]*`|[^\]])*)\]\((?![a-z]+:|#)([^)\s]+)\)/g, (_, picture, words, target) => {
    if (home === undefined) return picture ? '' : words;
    const kind = /\.png$/.test(target) ? 'raw' : isFolder(target) ? 'tree' : 'blob';
    return `${picture}[${words}](${home}/${kind}/v${version}/${target})`;
  });
}

function isFolder(target) {
  return statSync(join(root, target.replace(/#.*$/, ''))).isDirectory();
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
writeFileSync('README.md', packedReadme(readFileSync(join(root, 'README.md'), 'utf8'), manifest));
copyFileSync(join(root, 'LICENSE'), 'LICENSE');
