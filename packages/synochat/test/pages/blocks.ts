import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readPage } from '../../../../tools/site/pages.ts';

const root = new URL('../../../../', import.meta.url);

/** A code block of a page. */
export interface Fence {
  readonly page: string;
  /** The last heading before the block. */
  readonly heading: string;
  readonly language: string;
  readonly code: string;
  readonly line: number;
}

/** A piece of TypeScript in a page. */
export interface Block {
  readonly name: string;
  /** As if it stood beside its page. */
  readonly path: string;
  readonly code: string;
  /** Its heading and which block below that it is; in other pages than the README after their path. */
  readonly place: string;
}

/** All blocks of a page, by its path from the root. */
export function readFences(page: string): Fence[] {
  const text = readPage(page);
  let heading = '';
  // Both in one pattern, as a comment of a shell is no heading.
  return Array.from(text.matchAll(/^#+ ([^\n]*)$|^[ \t]*```(\S*)[^\n]*\n(.*?)^[ \t]*```/gms)).flatMap(
    ({ index, 1: title, 2: language = '', 3: code = '' }) => {
      if (title === undefined)
        return [{ page, heading, language, code, line: text.slice(0, index).split('\n').length }];
      heading = title;
      return [];
    },
  );
}

/** The TypeScript in a page, by its path from the root. */
export function readBlocks(page: string): Block[] {
  const seen = new Map<string, number>();
  return readFences(page)
    .filter(({ language }) => language === 'ts')
    .map(({ heading, code, line }) => {
      const number = (seen.get(heading) ?? 0) + 1;
      seen.set(heading, number);
      return {
        name: `${page}:${line}`,
        path: fileURLToPath(new URL(posix.join(page, `../line-${line}.ts`), root)),
        code,
        place: `${page === 'README.md' ? '' : `${page}: `}${heading} ${number}`,
      };
    });
}
