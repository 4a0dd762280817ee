import { isQuote, isSpace } from './characters.ts';

const straight = '"＂';
const curly = '“”„‟〝〞〟';
/** The closing characters of each bracket. Germans type guillemets in reverse, Finns and Swedes use the same guillemet twice. */
const brackets: Readonly<Record<string, string>> = { '「': '」', '『': '』', '｢': '｣', '«': '»', '»': '«»' };

/** The value between two quotes, and where the rest of the line begins. */
export interface Quoted {
  readonly value: string;
  /** −1 if the quote is never closed. */
  readonly end: number;
  /** False if the word continues after a closing bracket: then the brackets are characters of the word. */
  readonly isWhole: boolean;
}

/** Returns the value of the quote at `start`, or undefined if no quote opens there. */
export function readQuoted(line: string, start: number): Quoted | undefined {
  if (!isQuote(line.charCodeAt(start))) return undefined;
  const opener = line.charAt(start);
  if (straight.includes(opener)) return readDouble(line, start, straight, curly);
  if (curly.includes(opener)) return readDouble(line, start, curly, straight);
  return readBracketed(line, start, brackets[opener]);
}

/**
 * Reads a value in double quotes. A straight quote closes a straight quote, and any curly quote closes a curly quote,
 * because phones and languages pair quotes differently. A quote of the other kind also closes the value if a word ends
 * there and no word began with that kind: `"two words“`.
 *
 * Inside, `\"` is a quote. Two backslashes before a quote are one backslash; other backslashes are not special, as in
 * `"C:\dir"`.
 */
function readDouble(line: string, start: number, sameKind: string, otherKind: string): Quoted {
  let value = '';
  let inner = 0;
  for (let at = start + 1; at < line.length; at++) {
    const character = line.charAt(at);
    if (sameKind.includes(character)) return { value, end: at + 1, isWhole: true };
    if (otherKind.includes(character)) {
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
 * Reads a value in brackets, without the blanks that French writes inside guillemets. If the word continues after the
 * brackets, the brackets are characters of the word: `「重要」会議`.
 */
function readBracketed(line: string, start: number, closers: string | undefined): Quoted | undefined {
  // A closing bracket without an opening bracket.
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

/** Returns the word as a user has to type it: in quotes if the word would be split without quotes. */
export function asTyped(word: string): string {
  const needsQuotes = word === '' || isQuote(word.charCodeAt(0)) || /[\s\u0085]/.test(word);
  // Before a quote each backslash is doubled, also before the closing quote.
  const escaped = word.replace(/(\\*)(["“”„‟＂〝〞〟]|$)|\\+/g, (match: string, run?: string, quote?: string) =>
    run === undefined ? match : `${run}${run}${quote ? `\\${quote}` : ''}`,
  );
  return needsQuotes ? `"${escaped}"` : word;
}

function isWordEnd(line: string, at: number): boolean {
  return at >= line.length || isSpace(line.charCodeAt(at));
}
