import { describe, expect, it } from 'vitest';
import { splitWords } from './words.ts';

const words = (line: string, options: string[] = []) =>
  splitWords(line, (name) => options.includes(name)).words.map(({ text }) => text);
const options = (line: string, ...names: string[]) =>
  splitWords(line, (name) => names.includes(name)).words.map(({ option }) => option);

describe('a command line', () => {
  it('is split at any Unicode white space', () => {
    expect(words('a b\tc\nd\u00a0e\u3000f\u2009g\u0085h\u2028i  j ')).toEqual([
      'a',
      'b',
      'c',
      'd',
      'e',
      'f',
      'g',
      'h',
      'i',
      'j',
    ]);
  });

  it('that is blank or empty has no words', () => {
    expect([words(''), words(' \t ')]).toEqual([[], []]);
  });

  it.each([
    ['"two words" three', ['two words', 'three']],
    ['“two words” three', ['two words', 'three']],
    ['„zwei Wörter“ drei', ['zwei Wörter', 'drei']],
    ['”två ord” tre', ['två ord', 'tre']],
    ['„a b„ c', ['a b', 'c']],
    ['“he said "hi" now” x', ['he said "hi" now', 'x']],
    ['"he said “hi” now" x', ['he said “hi” now', 'x']],
    ['""', ['']],
    ['"two words“ x', ['two words', 'x']],
    ['“two words" x', ['two words', 'x']],
    ['"two words“ "three four" x', ['two words', 'three four', 'x']],
    ['＂two words＂ x', ['two words', 'x']],
    ['〝two words〞 x', ['two words', 'x']],
    ['「two words」 x', ['two words', 'x']],
    ['『two 「words」』 x', ['two 「words」', 'x']],
    ['«two words» x', ['two words', 'x']],
    ['«\u00a0deux mots\u202f» x', ['deux mots', 'x']],
    ['»two words« x', ['two words', 'x']],
    ['»two words» x', ['two words', 'x']],
    ['「」 x', ['', 'x']],
  ])('keeps together what is quoted: %s', (line, expected) => {
    expect(words(line)).toEqual(expected);
  });

  it.each([
    [String.raw`"say \"hi\""`, 'say "hi"'],
    [String.raw`"C:\dir\new"`, String.raw`C:\dir\new`],
    [String.raw`"\\server\share"`, String.raw`\\server\share`],
    [String.raw`"ends in \\"`, 'ends in \\'],
    [String.raw`"a\\\" b"`, String.raw`a\" b`],
  ])('has backslashes that matter before a quote only: %s', (line, expected) => {
    expect(words(line)).toEqual([expected]);
  });

  it("does not quote with ', nor in the middle of a word", () => {
    expect(words(`don't 5" a"b c"d 'x y'`)).toEqual(["don't", '5"', 'a"b', 'c"d', "'x", "y'"]);
  });

  it.each([
    ['「重要」会議 x', ['「重要」会議', 'x']],
    ['Home » Settings » x', ['Home', '»', 'Settings', '»', 'x']],
    ['»done x', ['»done', 'x']],
    ['a「b c」', ['a「b', 'c」']],
    ['』 x', ['』', 'x']],
  ])('leaves brackets that enclose no value: %s', (line, expected) => {
    expect(words(line)).toEqual(expected);
  });

  it.each([
    '""',
    '“”',
    '"“',
    '"“ ',
    '「',
    '」',
    ' 』',
    '「」',
    ' 「a',
    '»',
    ' »a',
    ' «» ',
    '＝',
    'note＝「',
    'note=""',
    'a"',
    "'",
    '"a"b',
  ])('is read in time that grows with its length, also of many %s', (piece) => {
    // Were each to look at all that follow, this would not end today.
    const { words, unclosed } = splitWords(piece.repeat(500_000), (name) => name === 'note');
    expect(words.length + Number(unclosed !== undefined)).toBeGreaterThan(0);
  });

  it('says where the quote begins that is never closed', () => {
    expect(splitWords('a "b c', () => false)).toEqual({
      words: [{ text: 'a', quoted: false, option: undefined }],
      unclosed: '"b c',
    });
    expect(splitWords('note="b c', (name) => name === 'note').unclosed).toBe('note="b c');
    expect(splitWords('a 「b c', () => false).unclosed).toBe('「b c');
    expect(splitWords('a «b c', () => false).unclosed).toBe('«b c');
  });
});

describe('an option', () => {
  it('has all that follows its first "=" as its value', () => {
    expect(options('x=a=b=c y= z', 'x', 'y')).toEqual([
      { name: 'x', value: 'a=b=c' },
      { name: 'y', value: '' },
      undefined,
    ]);
  });

  it('may have a quoted value', () => {
    expect(options('note="two words" x', 'note')).toEqual([{ name: 'note', value: 'two words' }, undefined]);
  });

  it('is an option only if the schema has the name: a web address stays a word, with the quotes that were typed', () => {
    expect(splitWords('https://x/?a=b q="c', () => false).words.map(({ text, option }) => [text, option])).toEqual([
      ['https://x/?a=b', undefined],
      ['q="c', undefined],
    ]);
  });

  it('is a value when the whole word is quoted', () => {
    expect(options('"x=1"', 'x')).toEqual([undefined]);
  });
});
