import { describe, expect, it } from 'vitest';
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

  it('compares what is not ASCII unit by unit', () => {
    expect(verifyToken('é漢😀', 'é漢😀')).toBe(true);
    expect(verifyToken('é漢😁', 'é漢😀')).toBe(false);
  });

  it('takes what is no text for a wrong token', () => {
    expect(verifyToken(undefined as unknown as string, 'undefined')).toBe(false);
  });

  it('refuses to accept nothing', () => {
    for (const accepted of ['', [], [''], ['a', ''], undefined, null, ['a', undefined], 5]) {
      expect(() => verifyToken('', accepted as string)).toThrow(TypeError);
      expect(() => verifyToken('a', accepted as string)).toThrow('The accepted token is missing or empty');
    }
  });
});
