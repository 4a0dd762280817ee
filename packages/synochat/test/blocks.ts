import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = new URL('../../../', import.meta.url);

/** A piece of TypeScript in a page. */
export interface Block {
  readonly name: string;
  /** As if it stood beside its page. */
  readonly path: string;
  readonly code: string;
  /** The last heading before it and which block below that it is; in other pages than the README after their path. */
  readonly place: string;
}

/** The TypeScript in a page, by its path from the root. */
export function readBlocks(page: string): Block[] {
  const text = readFileSync(new URL(page, root), 'utf8');
  const seen = new Map<string, number>();
  return Array.from(
    text.matchAll(/^([ \t]*)```(?:ts|typescript)\b[^\n]*\n(.*?)^[ \t]*```/gms),
    ({ index, 2: code = '' }) => {
      const before = text.slice(0, index);
      const line = before.split('\n').length;
      const heading =
        before
          .match(/^#+ .*$/gm)
          ?.at(-1)
          ?.replace(/^#+ /, '') ?? '';
      const number = (seen.get(heading) ?? 0) + 1;
      seen.set(heading, number);
      return {
        name: `${page}:${line}`,
        path: fileURLToPath(new URL(posix.join(page, `../line-${line}.ts`), root)),
        code,
        place: `${page === 'README.md' ? '' : `${page}: `}${heading} ${number}`,
      };
    },
  );
}
