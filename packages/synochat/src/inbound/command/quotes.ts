import { isQuote, isSpace } from './characters.ts';

const straight = '"＂';
const curly = '“”„‟〝〞〟';
/** Each closes with its partner only. Germans type guillemets the other way round, Finns and Swedes the same twice. */
const brackets: Readonly<Record<string, string>> = { '「': '」', '『': '』', '｢': '｣', '«': '»', '»': '«»' };

/** The value between two quotes and where the line goes on. */
export interface Quoted {
  readonly value: string;
  /** −1 if the quote is never closed. */
  readonly end: number;
  /** False if the word goes on behind a bracket: then the brackets are characters of it. */
  readonly isWhole: boolean;
}

/** The value of the quote that opens at `start`; undefined if none does. */
export function readQuoted(line: string, start: number): Quoted | undefined {
  if (!isQuote(line.charCodeAt(start))) return undefined;
  const opener = line.charAt(start);
  if (straight.includes(opener)) return readDouble(line, start, straight, curly);
  if (curly.includes(opener)) return readDouble(line, start, curly, straight);
  return readBracketed(line, start, brackets[opener]);
}

/**
 * Straight quotes close with straight ones and curly with any curly one: phones and languages pair them differently.
 * A quote of the other kind closes too if a word ends there and none began with it: `"two words“`.
 *
 * Inside, `\"` is a quote, and only backslashes before a quote are special (two are one): `"C:\dir"` needs no care.
 */
function readDouble(line: string, start: number, own: string, other: string): Quoted {
  let value = '';
  let inner = 0;
  for (let at = start + 1; at < line.length; at++) {
    const character = line.charAt(at);
    if (own.includes(character)) return { value, end: at + 1, isWhole: true };
    if (other.includes(character)) {
      if (!isWordEnd(line, at + 1)) inner += Number(at === start + 1 || isSpace(line.charCodeAt(at - 1)));
      else if (inner === 0) return { value, end: at + 1, isWhole: true };
      else inner--;
    }
    if (character !== '\\') {
      value += character;
      continue;
    }
    let run = at;
    while (line.charAt(run) === '\\') run++;
    const backslashes = run - at;
    const beforeQuote = run < line.length && (straight + curly).includes(line.charAt(run));
    value += '\\'.repeat(beforeQuote ? backslashes >> 1 : backslashes);
    at = run - 1;
    if (beforeQuote && backslashes % 2 === 1) {
      value += line.charAt(run);
      at = run;
    }
  }
  return { value, end: -1, isWhole: true };
}

/**
 * The value between brackets, without the blanks that French puts inside guillemets. If the word goes on behind them,
 * the brackets are characters of it: `「重要」会議`.
 */
function readBracketed(line: string, start: number, closers: string | undefined): Quoted | undefined {
  // A closing bracket that nothing opened.
  if (closers === undefined) return undefined;
  let end = start + 1;
  while (end < line.length && !closers.includes(line.charAt(end))) end++;
  const isWhole = isWordEnd(line, end + 1);
  const isReversed = closers.length > 1;
  // An arrow: `Home » Settings`, `» done`.
  if (isReversed && (end === line.length || !isWhole || isWordEnd(line, start + 1))) return undefined;
  if (end === line.length) return { value: '', end: -1, isWhole };
  const value = line.slice(start + 1, end);
  return { value: closers.endsWith('»') ? value.trim() : value, end: end + 1, isWhole };
}

/** The word as it is typed: between quotes if it would not arrive whole without them. */
export function asTyped(word: string): string {
  const needsQuotes = word === '' || isQuote(word.charCodeAt(0)) || /[\s\u0085]/.test(word);
  // Backslashes before a quote are two for one, also before the last.
  const escaped = word.replace(/(\\*)(["“”„‟＂〝〞〟]|$)|\\+/g, (match: string, run?: string, quote?: string) =>
    run === undefined ? match : run + run + (quote && `\\${quote}`),
  );
  return needsQuotes ? `"${escaped}"` : word;
}

function isWordEnd(line: string, at: number): boolean {
  return at >= line.length || isSpace(line.charCodeAt(at));
}
