import { json, post } from './raw-post.ts';

/** A request without a right token, made to cost its reader as much as can be. */
export interface Costly {
  readonly name: string;
  /** The whole request. */
  readonly bytes: Buffer;
}

type Fill = (piece: string, before?: string, after?: string) => string;

const form = 'application/x-www-form-urlencoded';
// Not at the beginning, where a wrong token is refused before the rest is looked at.
const start = 'a=&token=x&';
/** A JSON object whose one other member holds what is repeated. */
const within = (open: string, close: string): [before: string, after: string] => [
  `{"token":"x","a":${open}`,
  `${close}}`,
];

/** The same load without any cost: one long value. */
export function plain(size: number, path: string): Buffer {
  return whole(filler(size)('a', `${start}text=`), form, path);
}

/** Bodies of about that many bytes, of every kind that was found to cost anything. */
export function costly(size: number, hook: string, bot: string): readonly Costly[] {
  const fill = filler(size);
  const forms = {
    'broken escapes in every name and value': fill('%ff=%ff&', start),
    'fields of one per cent sign': fill('%=&', start),
    'nothing but +': fill('+'),
    'nothing but + in a value': fill('+', `${start}a=`),
    'nothing but + in the token': fill('+', 'token='),
    'nothing but &': fill('&'),
    'nothing but =': fill('='),
    'fields without a name': fill('=&', start),
    'fields without a value': fill('a&', start),
    'one long name': fill('n', start),
    'one long name of broken escapes': fill('%ff', start),
    'one long name of +': fill('+', start),
    'escaped names': fill('%61=1&', start),
    'escaped names of tokens': fill('%74%6f%6b%65%6e=x&'),
    'a token of broken escapes': fill('%ff', 'token='),
    'a token of per cent signs': fill('%', 'token='),
    'a token of characters that are cut off': fill('%e6%bc', 'token='),
    'a token of escaped U+FFFD': fill('%EF%BF%BD', 'token='),
    'a token broken at its end': fill('%41', 'token=', '%ff'),
    'sixty-three broken values': fill('%ff'.repeat(Math.floor(size / 200)) + '=%&', start)
      .split('&')
      .slice(0, 63)
      .join('&'),
    blanks: fill(' '),
    dashes: fill('-'),
  };
  const objects = {
    'a deep array': fill('['),
    'a deep member': fill('[', '{"token":"x","a":'),
    'deep objects': fill('{"a":', '{"token":"x","a":'),
    'the same member over and over': fill('"a":1,', '{"token":"x",', '"z":1}'),
    'many members': numbered(size, '{"token":"x",', '"z":1}'),
    'many members in one': numbered(size, ...within('{', '"z":1}')),
    'many numbers': fill('1,', ...within('[', '1]')),
    'many numbers too large': fill('1e999,', ...within('[', '1]')),
    'many ids too large for a number': fill('"a":9999999999999999,', ...within('{', '"z":1}')),
    'many empty arrays': fill('[],', ...within('[', '1]')),
    'many empty texts': fill('"",', ...within('[', '1]')),
    'long digits': fill('9', ...within('', '')),
    'escapes in a value': fill('\\u0000', ...within('"', '"')),
    'escapes in the token': fill('\\u0000', '{"token":"', '"}'),
    'escapes in a name': fill('\\u0000', '{"token":"x","', '":1}'),
    'halves of pairs in the token': fill('\\ud800', '{"token":"', '"}'),
    backslashes: fill('\\\\', ...within('"', '"')),
    'blanks before a colon': fill(' ', '{"token":"x","a"', ':1}'),
    'no end': fill('"a', '{"token":"x","b":['),
  };
  const presses = {
    'a press of broken escapes': fill('%ff', 'payload='),
    'broken escapes in a press': fill('%ff', 'payload=%7B"token":"x","a":"', '"%7D'),
    'a press of +': fill('+', 'payload=%7B"token":"x","a":"', '"%7D'),
    'a deep press': fill('[', 'payload={"token":"x","a":'),
    'a deep press in escapes': fill('%5B', 'payload=%7B"token":"x","a":'),
    'a press of many members': `payload=${numbered(size - 8, ...within('{', '"z":1}'))}`,
    'a press of escapes in escapes': fill('%5Cu0000', 'payload=%7B"token":"', '"%7D'),
    'a press in a press': `payload=${fill('%5C%5C', '{"token":"x","payload":"', '"}').slice(0, -10)}`,
    'many presses': fill('payload={&'),
  };
  const raw = {
    'bytes that are no UTF-8 in the token': Buffer.concat([
      Buffer.from('token='),
      Buffer.alloc(Math.floor(size / 3) - 9, 0xff),
    ]),
    'halves of pairs as UTF-8': Buffer.concat([
      Buffer.from('token='),
      Buffer.alloc(Math.floor(size / 3) - 9, 'eda080', 'hex'),
    ]),
    'nothing but NUL': Buffer.alloc(size),
  };
  return [
    ...all(forms, form, hook),
    ...all(objects, json, hook),
    ...all(presses, form, bot),
    ...all(raw, form, hook),
    { name: 'a multipart body', bytes: whole(fill('--x\r\n\r\n'), 'multipart/form-data; boundary=x', hook) },
  ];
}

function all(bodies: Readonly<Record<string, string | Uint8Array>>, type: string, path: string): Costly[] {
  return Object.entries(bodies).map(([name, body]) => ({ name, bytes: whole(body, type, path) }));
}

function whole(body: string | Uint8Array, type: string, path: string): Buffer {
  return Buffer.concat(post(body, type, path).map((piece) => Buffer.from(piece)));
}

function filler(size: number): Fill {
  return (piece, before = '', after = '') =>
    before + piece.repeat(Math.floor((size - before.length - after.length) / piece.length)) + after;
}

/** Members that are all called differently. */
function numbered(size: number, before: string, after: string): string {
  const members = Array.from({ length: size / 8 }, (_, at) => `"a${at}":1,`).join('');
  return before + members.slice(0, members.lastIndexOf('"a', size - before.length - after.length)) + after;
}
