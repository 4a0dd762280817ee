import { closeSync, openSync, readSync } from 'node:fs';

/** The first line of every journal, by which it is known. */
export const HEADER = '{"synochat-simulator":1}\n';

/**
 * The newest value of each key. A last line that is cut short was being written when the server was killed: it is left
 * out. Damage elsewhere is an error that names the line; so is a file of another kind. A missing file is an empty one.
 */
export function readJournal(path: string, complain: (problem: string) => void): Map<string, unknown> {
  const values = new Map<string, unknown>();
  let number = 0;
  let damaged: number | undefined;
  for (const line of linesOf(path)) {
    number += 1;
    if (number === 1) {
      if (`${line}\n` !== HEADER) throw new Error(`${path} is not a data file of synochat-simulator: left as it is`);
      continue;
    }
    if (damaged !== undefined) throw new Error(`${path} is damaged in line ${damaged}: left as it is`);
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

/** Line by line, as the whole may be larger than the longest string there can be. */
function* linesOf(path: string): Generator<string> {
  const file = openOrNothing(path);
  if (file === undefined) return;
  let begun: Buffer[] = [];
  try {
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

function openOrNothing(path: string): number | undefined {
  try {
    return openSync(path, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
