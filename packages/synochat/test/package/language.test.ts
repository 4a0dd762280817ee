import { describe, expect, it } from 'vitest';
import { findDeclaredNames, findNames, findTestNames } from '../../../../tools/language/names.ts';
import { readComments, readMarkdown, readProse } from '../../../../tools/language/prose.ts';
import { countPronouns, findFaults, rooms } from '../../../../tools/language/rules.ts';

const prose = readProse();
const faultsIn = (text: string) => findFaults({ path: 'a.ts', line: 1, text }).map(({ rule }) => rule);

describe('the prose of comments and pages', () => {
  it('names the subject of each sentence, and has no "none" as a predicate: node tools/language/count.ts', () => {
    expect(prose.length).toBeGreaterThan(3000);
    expect(prose.flatMap(findFaults)).toEqual([]);
  });

  it.each(Object.entries(rooms))('has fewer than 45 pronouns for each 1000 words in %s', (_room, files) => {
    const passages = prose.filter(({ path }) => files.test(path));

    expect(passages.length).toBeGreaterThan(50);
    expect(countPronouns(passages)).toBeLessThan(45);
  });
});

describe('the names of tests and values', () => {
  it('use the words of the field: node tools/language/count.ts', () => {
    // The apps for outboxes are rewritten now, with their tests.
    const { tests, declared } = findNames();

    expect(tests).toEqual([]);
    expect(declared).toEqual([]);
  });

  it.each([
    ["it('is given to the one who left', () => 1)", 1],
    ['describe(`a clock of its own`, () => 1)', 1],
    ["it.each([1])('%s was known', () => 1)", 1],
    ["it('goes over a socket from left to right', () => 1)", 0],
    ["print('is given')", 0],
  ])('of %s are counted', (source, count) => {
    expect(findTestNames('a.test.ts', source)).toHaveLength(count);
  });

  it.each([
    ['const said = 1;', 1],
    ['const { text: kept } = row;', 1],
    ['function given(own: string) {}', 2],
    ['const { said: reply } = row; reply.own;', 0],
  ])('declared by %s are counted', (source, count) => {
    expect(findDeclaredNames('a.ts', source)).toHaveLength(count);
  });
});

describe('the rules of prose', () => {
  it.each([
    ['What is posted stays.', ['R1']],
    ['The queue is empty. Nobody waits.', ['R1']],
    ['Throws for a value that is none.', ['R4']],
    ['The queue tells what waits in it, and nobody else knows.', []],
    ['Whatever comes is read. Elsewhere it is not.', []],
  ])('find in "%s" the faults %j', (text, faults) => {
    expect(faultsIn(text)).toEqual(faults);
  });

  it('count its, they, this and one as pronouns, for each 1000 words', () => {
    const text = 'This keeps its lease as long as they wait for one.';

    expect(countPronouns([{ path: 'a.ts', line: 1, text }])).toBeCloseTo((4 * 1000) / 11);
  });

  it('see the comments of TypeScript without the code and its examples', () => {
    const source = `
/**
 * Posts a message.
 *
 * @param text What to post.
 * @example
 * \`\`\`ts
 * // What a program says.
 * \`\`\`
 */
const post = 'What a text says.'; // The code \`What\`
// goes on.
`;
    expect(readComments('a.ts', source).map(({ text }) => text)).toEqual([
      'Posts a message.',
      'What to post.',
      'The code Code goes on.',
    ]);
  });

  it('see paragraphs, items, headings and cells of a page without its code blocks', () => {
    const page =
      '---\ntitle: What\n---\n# Head\n\nTwo\nlines.\n\n- An item\n\n| A | B |\n| --- | --- |\n\n```sh\nWhat\n```\n';

    expect(readMarkdown('a.md', page).map(({ line, text }) => `${line} ${text}`)).toEqual([
      '4 Head',
      '6 Two lines.',
      '9 An item',
      '11 A',
      '11 B',
    ]);
  });
});
