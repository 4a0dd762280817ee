import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listPages, readPage } from '../../../../tools/site/pages.ts';

const root = new URL('../../../../', import.meta.url);

/** Why a block is only shown. */
export const reasons: Readonly<Record<string, string>> = {
  'by-hand': 'somebody ran the block once: the tests do not install the program that it needs',
  elsewhere: 'the block needs an account, the internet or a NAS',
  foreign: 'the block quotes a program for another library',
  slow: 'a run takes minutes',
};

/** A code block of a page. */
export interface Fence {
  readonly page: string;
  readonly line: number;
  readonly language: string;
  /** The words after the language: `run NAME`, `compiled` or `shown REASON`. Empty if the block has no tag. */
  readonly tag: string;
  readonly code: string;
}

/** A piece of TypeScript in a page. */
export interface Block {
  readonly name: string;
  /** As if it stood beside its page. */
  readonly path: string;
  readonly code: string;
}

/** Returns all blocks of a page, by the path of the page from the root. */
export function readFences(page: string): Fence[] {
  const text = readPage(page);
  return Array.from(
    text.matchAll(/^[ \t]*```(\S*)[ \t]*([^\n]*)\n(.*?)^[ \t]*```/gms),
    ({ index, 1: language = '', 2: tag = '', 3: code = '' }) => {
      return { page, line: text.slice(0, index).split('\n').length, language, tag: tag.trim(), code };
    },
  );
}

/** Returns the TypeScript in a page, by the path of the page from the root. */
export function readBlocks(page: string): Block[] {
  return readFences(page)
    .filter(({ language }) => language === 'ts')
    .map(({ code, line }) => ({
      name: `${page}:${line}`,
      path: fileURLToPath(new URL(posix.join(page, `../line-${line}.ts`), root)),
      code,
    }));
}

/** Returns whether the block is a program for Chat SDK, which only the folder of its adapter installs. */
export function needsChatSdk({ code }: Block): boolean {
  return /from '(?:chat|chat-adapter-synology|ai|@ai-sdk\/[\w-]+)'/.test(code);
}

/** Returns the blocks whose tag is `run` and this name, in the order of the pages. Throws an `Error` if no block has the tag. */
export function blocksToRun(name: string): Fence[] {
  const found = listPages()
    .flatMap(readFences)
    .filter(({ tag }) => tag === `run ${name}`);
  if (found.length === 0) throw new Error(`No page has a block with the tag "run ${name}"`);
  return found;
}

/** Returns the code of the one block whose tag is `run` and this name. Throws an `Error` if several blocks have the tag. */
export function codeToRun(name: string): string {
  const [block, second] = blocksToRun(name);
  if (block === undefined || second !== undefined) throw new Error(`Several blocks have the tag "run ${name}"`);
  return block.code;
}

/** Returns the mistake in a tag and the way to mend the mistake, or `undefined`. */
export function mistakeIn({ language, tag }: Pick<Fence, 'language' | 'tag'>): string | undefined {
  const [way = '', detail = '', ...rest] = tag.split(' ');
  if (language === '') return 'Write the language behind the fence: ```sh run NAME';
  if (rest.length > 0) return `"${tag}" has too many words`;
  if (way === 'run' && /^[a-z]+(-[a-z]+)+$/.test(detail)) return undefined;
  if (way === 'compiled' && language === 'ts' && detail === '') return undefined;
  if (way === 'shown' && language !== 'ts' && Object.hasOwn(reasons, detail)) return undefined;
  const shown = Object.keys(reasons).join(', ');
  return language === 'ts'
    ? 'Write "run two-words" behind the language and let a test run the block by this name, or write "compiled"'
    : `Write "run two-words" behind the language and let a test run the block by this name, or write "shown" and one of ${shown}`;
}
