import { closeSync, openSync, readSync, statSync } from 'node:fs';

/** The first line of every journal, by which it is known. */
export const HEADER = '{"synochat-simulator":1}\n';

/**
 * The newest value of each key. A last line that is cut short was being written when the server was killed: it is left
 * out. Damage elsewhere is an error that names the line; so is a file of another kind. A missing file is an empty one.
 */
export function readJournal(path: string, complain: (problem: string) => void): Map<string, unknown> {
  try {
    return valuesOf(path, complain);
  } catch (error) {
    throw leftAlone(path, error);
  }
}

/** What to say of a data file that cannot be taken up. */
export function leftAlone(path: string, error: unknown): Error {
  const why = error instanceof Error ? error.message.replace(/\.$/u, '') : 'unknown error';
  const advice = 'The file is left as it is; mend it, move it away or give --data another one.';
  return new Error(`${path}: ${why}. ${advice}`, { cause: error });
}

function valuesOf(path: string, complain: (problem: string) => void): Map<string, unknown> {
  const values = new Map<string, unknown>();
  let number = 1;
  let damaged: number | undefined;
  for (const line of linesOf(path)) {
    number += 1;
    if (damaged !== undefined) throw new Error(`damaged in line ${damaged}`);
    const change = parse(line);
    if (!change) damaged = number;
    else if (change.length === 1) values.delete(change[0]);
    else values.set(change[0], change[1]);
  }
  if (damaged !== undefined) complain(`${path}: the last line was cut short and is left out`);
  return values;
}

function parse(line: string): [key: string] | [key: string, value: unknown] | undefined {
  try {
    const change: unknown = JSON.parse(line);
    if (!Array.isArray(change) || change.length > 2) return undefined;
    const [key, ...value] = change as unknown[];
    return typeof key === 'string' ? (value.length === 0 ? [key] : [key, value[0]]) : undefined;
  } catch {
    return undefined;
  }
}

const CHUNK = 1024 * 1024;
const NEWLINE = 0x0a;

/** Those after the first. One by one, as the whole may be larger than the longest string there can be. */
function* linesOf(path: string): Generator<string> {
  const file = openOrNothing(path);
  if (file === undefined) return;
  let begun: Buffer[] = [];
  try {
    checkHeader(file);
    for (;;) {
      const buffer = Buffer.allocUnsafe(CHUNK);
      let rest = buffer.subarray(0, readSync(file, buffer));
      if (rest.length === 0) break;
      for (let end = rest.indexOf(NEWLINE); end >= 0; end = rest.indexOf(NEWLINE)) {
        yield Buffer.concat([...begun, rest.subarray(0, end)]).toString();
        begun = [];
        rest = rest.subarray(end + 1);
      }
      if (rest.length > 0) begun.push(rest);
    }
    if (begun.length > 0) yield Buffer.concat(begun).toString();
  } finally {
    closeSync(file);
  }
}

/** Not by its first line, since a file of another kind may have none. An empty file will be one. */
function checkHeader(file: number): void {
  const bytes = Buffer.alloc(HEADER.length);
  const head = bytes.toString('latin1', 0, readSync(file, bytes));
  if (head === HEADER || head === '') return;
  if (/^\{"synochat-simulator":(?!1\b)\d/u.test(head))
    throw new Error('written by another version of synochat-simulator');
  throw new Error('not a data file of synochat-simulator');
}

function openOrNothing(path: string): number | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  // A device would be replaced by a file at the next start, and to read a pipe is to wait for ever.
  if (found?.isFile() === false) throw new Error('not a file');
  return found && openSync(path, 'r');
}
