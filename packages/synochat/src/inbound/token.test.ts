import { describe, expect, it } from 'vitest';
import { countReads } from '../../test/portable/reads.ts';
import { token } from '../../test/portable/requests.ts';
import { verifyToken } from '../index.ts';

describe('verifyToken', () => {
  it('accepts exactly the token', () => {
    expect(verifyToken('secret', 'secret')).toBe(true);
    for (const received of ['', 'Secret', 'secre', 'secrets', 'xecret', 'secret\u0000', 'secret '])
      expect(verifyToken(received, 'secret')).toBe(false);
  });

  it('accepts any of a list', () => {
    expect(verifyToken('b', ['a', 'b', 'c'])).toBe(true);
    expect(verifyToken('d', ['a', 'b', 'c'])).toBe(false);
  });

  it('takes a received token that is not ASCII for a wrong one', () => {
    for (const received of ['é漢😀', 'ｓｅｃｒｅｔ', 'sеcret']) expect(verifyToken(received, 'secret')).toBe(false);
  });

  it('treats a value that is no text as a wrong token', () => {
    expect(verifyToken(undefined as unknown as string, 'secret')).toBe(false);
  });

  it('throws without an accepted token', () => {
    for (const accepted of ['', [], [''], ['a', ''], undefined, null, ['a', undefined], 5]) {
      expect(() => verifyToken('', accepted as string)).toThrow(TypeError);
      expect(() => verifyToken('a', accepted as string)).toThrow('The accepted token is missing or empty');
    }
  });
});

describe('an accepted token that cannot be one of Chat', () => {
  it.each([
    ['undefined', 'is the text "undefined"'],
    ['null', 'is the text "null"'],
    ['NaN', 'is the text "NaN"'],
    ['[object Object]', 'is the text "[object Object]"'],
    [` ${token}`, 'holds a blank'],
    [`${token}\r`, 'holds a blank or a line break'],
    [`${token}\u00a0`, 'holds a blank'],
    ['  ', 'holds a blank'],
    [`"${token}"`, 'holds `"`'],
    [`'${token}'`, "holds `'`"],
    [`\u201c${token}\u201d`, 'holds U+201c'],
    [`\u201e${token}\u201c`, 'holds U+201e'],
    [`%22${token}%22`, 'holds `%22`'],
    [`${token.slice(0, 9)}\u0000${token.slice(9)}`, 'holds U+0'],
    [`${token.slice(0, 9)}\n${token.slice(9)}`, 'holds a blank or a line break'],
    [`${token.slice(0, 9)} ${token.slice(9)}`, 'holds a blank or a line break'],
    [`${token.slice(0, 9)}\u3000${token.slice(9)}`, 'holds a blank or a line break'],
    [`\\"${token}\\"`, 'holds `\\`'],
    [`${token}\\u0026`, 'holds `\\`'],
    [`«${token}»`, 'holds U+ab'],
    [`「${token}」`, 'holds U+300c'],
    [`＂${token}＂`, 'holds U+ff02'],
    [`&quot;${token}&quot;`, 'holds `;`'],
    [`&#34;${token}&#34;`, 'holds `;`'],
    [`${token}&amp;method=incoming`, 'holds `&amp;`'],
    [token.replace('O', 'Ｏ'), 'holds U+ff2f'],
    [`${token}。`, 'holds U+3002'],
    [token.replace('a', 'а'), 'holds U+430'],
    [`${token.slice(0, 9)}…`, 'holds U+2026'],
    ...['.', ',', ';', ':', '!', '?', ')', ']', '}'].map((mark) => [`${token}${mark}`, `holds \`${mark}\``]),
    [`<${token}>`, 'holds `<`'],
    ['<token>', 'holds `<`'],
    [`token=${token}`, 'holds `token=`'],
    [`https://nas.example/webapi/entry.cgi?method=incoming&token=${token}`, 'holds `://`'],
    [`${token.slice(0, 9)}%20${token.slice(9)}`, 'holds `%20`'],
    [`${token}\u200b`, 'holds U+200b'],
    [`\u202e${token}`, 'holds U+202e'],
    [`&${token};&amp;`, 'holds `;`'],
    [`&${token};%20x`, 'holds `%20`'],
    [`x${token}\u{1f600}`, 'holds U+1f600'],
  ])('is a mistake that is told by its kind: %j', (accepted, kind) => {
    for (const each of [accepted, [token, accepted]]) {
      const verify = () => verifyToken(token, each);
      expect(verify).toThrow(TypeError);
      expect(verify).toThrow(`The accepted token ${kind}`);
      expect(verify).not.toThrow(token.slice(0, 9));
    }
  });

  it('may be short and hold ASCII marks inside: a test makes up tokens', () => {
    for (const valid of ['a', 'x.y-z_1', 'c2VjcmV0+/==', 'undefined1', '#%&/()=?+*~', 'nullable', 'one:two', '***'])
      expect(verifyToken(valid, valid)).toBe(true);
  });
});

describe('how much verifyToken reads', () => {
  const other = (index: number) => `${token.slice(0, index)}#${token.slice(index + 1)}`;
  const reads = (received: string, accepted: string | readonly string[] = token) =>
    countReads(() => verifyToken(received, accepted));
  const whole = 2 * token.length;

  it('does not tell where the first mistake is, nor whether there is one', () => {
    const received = [token, ...Array.from(token, (_, index) => other(index)), '#'.repeat(token.length)];
    expect(received.map((each) => reads(each))).toEqual(received.map(() => whole));
  });

  it('does not tell how long the token that came is', () => {
    const received = ['', token.slice(0, 1), token.slice(0, -1), `${token}#`, `#${token}`, token.repeat(1000)];
    expect(received.map((each) => reads(each))).toEqual(received.map(() => whole));
  });

  it('does not tell which token of a list it was, nor whether it was one', () => {
    const [first, second] = [other(0), other(7)];
    const lists = [
      [token, first, second],
      [first, token, second],
      [first, second, token],
      [first, second, other(63)],
    ];
    expect(lists.map((accepted) => reads(token, accepted))).toEqual(lists.map(() => 3 * whole));
  });

  it('is counted at all', () => {
    expect(countReads(() => token === other(0))).toBe(0);
    expect(countReads(() => token.charCodeAt(0) === other(0).charCodeAt(0))).toBe(2);
  });
});
