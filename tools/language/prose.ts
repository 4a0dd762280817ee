import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = new URL('../../', import.meta.url);

/** A comment, or a paragraph, list item, heading or table cell of a page. */
export interface Passage {
  readonly path: string;
  readonly line: number;
  /** Code spans and links are replaced by the word "Code". */
  readonly text: string;
}

/** The tracked files with one of these endings, by their path from the root. */
function trackedFiles(...endings: readonly string[]): string[] {
  const patterns = endings.map((ending) => `*.${ending}`);
  return execFileSync('git', ['ls-files', '-z', ...patterns], { cwd: fileURLToPath(root), encoding: 'utf8' })
    .split('\0')
    .filter((path) => path !== '' && existsSync(new URL(path, root)));
}

const withoutCode = (text: string) =>
  text
    .replaceAll(/`[^`]*`/g, 'Code')
    .replaceAll(/\{@link[^}]*\}/g, 'Code')
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/[*_]{1,2}(?=\S)|(?<=\S)[*_]{1,2}/g, '');

/** Where the comments of a file begin and end; line comments below each other are one. */
function findComments(file: ts.SourceFile): { start: number; end: number }[] {
  const found = new Map<number, ts.CommentRange>();
  const visit = (node: ts.Node) => {
    if (node.kind === ts.SyntaxKind.JsxText) return;
    const ranges = [
      ...(ts.getLeadingCommentRanges(file.text, node.getFullStart()) ?? []),
      ...(ts.getTrailingCommentRanges(file.text, node.getEnd()) ?? []),
    ];
    for (const range of ranges) found.set(range.pos, range);
    for (const child of node.getChildren(file)) visit(child);
  };
  visit(file);
  const comments: { start: number; end: number }[] = [];
  for (const { pos, end } of [...found.values()].sort((a, b) => a.pos - b.pos)) {
    const last = comments.at(-1);
    const isNextLine = last !== undefined && /^\n[ \t]*$/.test(file.text.slice(last.end, pos));
    if (isNextLine && file.text.startsWith('//', pos)) last.end = end;
    else comments.push({ start: pos, end });
  }
  return comments;
}

/** The comments of a TypeScript file. Examples in docstrings are code, and are left out. */
export function readComments(path: string, source: string): Passage[] {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  return findComments(file).flatMap(({ start, end }) => {
    const line = file.getLineAndCharacterOfPosition(start).line + 1;
    return source
      .slice(start, end)
      .replaceAll(/^\/\*\*?|\*\/$/g, '')
      .replaceAll(/^[ \t]*(\*|\/\/\/?)[ \t]?/gm, '')
      .replaceAll(/@example.*?(?=^@|$(?![\s\S]))/gms, '')
      .replaceAll(/^```.*?^```/gms, '')
      .replaceAll(/^@(param|typeParam)\s+\S+\s+|^@\w+/gm, '\n\n')
      .split(/\n\s*\n|\n(?=[ \t]*[-*] )/)
      .map((part) => {
        const text = withoutCode(part.replace(/^\s*[-*] /, '')).replaceAll(/\s+/g, ' ');
        return { path, line, text: text.trim() };
      });
  });
}

/** The paragraphs, list items, headings and table cells of a Markdown page, without its code blocks. */
export function readMarkdown(path: string, source: string): Passage[] {
  const text = source
    .replace(/^---\n.*?\n---\n/s, (front) => front.replaceAll(/[^\n]/g, ''))
    .replaceAll(/<!--.*?-->/gs, (comment) => comment.replaceAll(/[^\n]/g, ''))
    .replaceAll(/^[ \t]*```.*?^[ \t]*```/gms, (code) => code.replaceAll(/[^\n]/g, ''));
  const passages: Passage[] = [];
  let open: { line: number; text: string } | undefined;
  const close = () => {
    if (open !== undefined) passages.push({ path, line: open.line, text: withoutCode(open.text).trim() });
    open = undefined;
  };
  for (const [index, row] of text.split('\n').entries()) {
    const line = index + 1;
    if (/^\s*\|/.test(row)) {
      close();
      for (const cell of row.split('|'))
        if (!/^[\s:-]*$/.test(cell)) passages.push({ path, line, text: withoutCode(cell).trim() });
      continue;
    }
    const [, mark] = /^\s*(#+|[-*+]|\d+\.|>)\s/.exec(row) ?? [];
    if (row.trim() === '' || mark !== undefined) close();
    if (row.trim() === '') continue;
    const words = row.replace(/^\s*(#+|[-*+]|\d+\.|>)\s+/, '').trim();
    open = { line: open?.line ?? line, text: open === undefined ? words : `${open.text} ${words}` };
    if (mark?.startsWith('#') === true) close();
  }
  close();
  return passages;
}

/** Every comment and every page of the repository. */
export function readProse(): Passage[] {
  const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
  return [
    ...trackedFiles('ts', 'tsx', 'mts', 'mjs', 'js').flatMap((path) => readComments(path, read(path))),
    ...trackedFiles('md').flatMap((path) => readMarkdown(path, read(path))),
  ].filter(({ text }) => text !== '');
}
