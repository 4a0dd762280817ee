import { describe, expect, it } from 'vitest';
import { bundle } from './bundle.ts';

/** Something that is in the code of each part and nowhere else. */
const marks = {
  parseSlash: 'Missing closing quote',
  parseBot: 'kind="press"',
  sendIncoming: 'retries must be',
  sendBot: 'user_id_post_map',
  listUsers: 'is_disabled',
  listPosts: 'post_list',
  getPostFile: 'post_file_get',
  memoryLimiter: 'burst must be',
  guessBudget: 'too many wrong tokens',
} as const;

const bundled = async (names: string) => bundle(`export { ${names} } from 'synochat'`);

/** Which parts are in the bundle of these names. */
async function partsIn(names: string): Promise<string[]> {
  const { text } = await bundled(names);
  return Object.entries(marks).flatMap(([part, mark]) => (text.includes(mark) ? part : []));
}

describe('an app that imports', () => {
  it.each([
    ['parseOutgoing, respond', []],
    ['parseSlash, respond', ['parseSlash']],
    ['parseBot', ['parseBot']],
    ['sendIncoming', ['sendIncoming']],
    ['sendBot', ['sendIncoming', 'sendBot']],
    ['listUsers', ['listUsers']],
    ['getPostFile', ['getPostFile']],
    ['memoryLimiter', ['memoryLimiter']],
    ['guessBudget', ['guessBudget']],
    ['splitText, link, plain, verifyToken', []],
    [Object.keys(marks).join(', '), Object.keys(marks)],
  ])('%s bundles nothing that it does not use', async (names, parts) => {
    expect(await partsIn(names)).toEqual(parts);
  });

  it('nothing of it bundles nothing', async () => {
    expect((await bundle("import 'synochat'")).text).toBe('');
  });
});
