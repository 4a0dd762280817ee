// Writes the first page of the API: each exported name with the first sentence of its docstring, from the pages of typedoc.
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { anchorsIn } from './anchor.ts';

const folder = fileURLToPath(new URL('pages/api/', import.meta.url));
/** The order of the sections. Readers look for functions first. */
const kinds = ['Functions', 'Classes', 'Variables', 'Interfaces', 'Type Aliases'];

const modules = globSync('**/*.md', { cwd: folder })
  .filter((path) => path !== 'index.md')
  .sort((a, b) => Number(isOther(a)) - Number(isOther(b)) || (a < b ? -1 : 1));
const intro = 'Each name that a program can import, with a link to its page.';
writeFileSync(`${folder}index.md`, `# API\n\n${intro}\n\n${modules.map(overview).join('\n')}`);

/** Returns whether the module is of another package than synochat. */
function isOther(path: string): boolean {
  return path.startsWith('synochat-');
}

function overview(path: string): string {
  const text = readFileSync(folder + path, 'utf8');
  const [about = '', ...sections] = text.split(/^## /m);
  const anchors = anchorsOfNames(text);
  const lines = sections
    .map((section) => {
      const [kind = '', ...entries] = section.split(/^### /m);
      return { kind: kind.trim(), lines: entries.map((entry) => lineOf(entry, `${path}#${anchors.shift() ?? ''}`)) };
    })
    .sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind))
    .flatMap((section) => section.lines);
  const title = headingOf(about).replace('# ', '');
  return `## [${title}](${path})\n\n${firstSentence(about)}\n\n| Name | |\n| --- | --- |\n${lines.join('\n')}\n`;
}

/** Returns the anchors of the names in their order. A name has a number if a heading before it reads the same. */
function anchorsOfNames(text: string): string[] {
  const headings = text.replaceAll(/^```.*?^```/gms, '').match(/^#+ .*$/gm) ?? [];
  return anchorsIn(text).filter((_, n) => headings[n]?.startsWith('### '));
}

function lineOf(entry: string, target: string): string {
  return `| [\`${headingOf(entry)}\`](${target}) | ${firstSentence(entry)} |`;
}

function headingOf(text: string): string {
  return /^.*/.exec(text)?.[0] ?? '';
}

/** Returns the first sentence below the heading, without links. Throws an `Error` without a sentence. */
function firstSentence(text: string): string {
  const paragraphs = text
    .replaceAll(/^```.*?^```/gms, '')
    .split(/\n{2,}/)
    .slice(1);
  const first = paragraphs.find((each) => /^[^#>|*\s]/.test(each.trim()))?.trim();
  if (first === undefined) throw new Error(`${headingOf(text)} has no first sentence`);
  return (/^.*?\.(?=\s|$)/s.exec(first)?.[0] ?? first)
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/\s+/g, ' ')
    .replaceAll('|', '\\|')
    .replace(/:$/, '.');
}
