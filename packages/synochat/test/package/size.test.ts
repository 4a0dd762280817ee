import { describe, expect, it } from 'vitest';
import { bundlers } from '../helpers/bundle.ts';

/** Something that is in the code of each part and nowhere else. */
const marks = {
  RequestError: 'method_not_allowed',
  SendError: 'partsPosted',
  parseSlash: 'Missing closing quote',
  parseBot: 'kind:"press"',
  sendIncoming: 'retries must be',
  sendBot: 'user_id_post_map',
  sendBotAll: 'takes an array of user ids',
  listUsers: 'is_disabled',
  listPosts: 'post_list',
  getPostFile: 'post_file_get',
  memoryLimiter: 'burst must be',
} as const;

describe.each(Object.entries(bundlers))('bundled by %s, an app that imports', (_bundler, bundle) => {
  /** Which parts are in the bundle of these names. */
  async function partsIn(names: string): Promise<string[]> {
    const text = (await bundle(`export { ${names} } from 'synochat'`)).replaceAll('`', '"');
    return Object.entries(marks).flatMap(([part, mark]) => (text.includes(mark) ? part : []));
  }

  it.each([
    ['parseOutgoing, respond', ['RequestError']],
    ['parseSlash, respond', ['RequestError', 'parseSlash']],
    ['parseBot', ['RequestError', 'parseBot']],
    ['sendIncoming', ['SendError', 'sendIncoming']],
    ['sendBot', ['SendError', 'sendIncoming', 'sendBot']],
    ['sendBotAll', ['SendError', 'sendIncoming', 'sendBot', 'sendBotAll']],
    ['listUsers', ['SendError', 'listUsers']],
    ['getPostFile', ['SendError', 'getPostFile']],
    ['memoryLimiter', ['memoryLimiter']],
    ['splitText, link, plain, verifyToken', []],
    [Object.keys(marks).join(', '), Object.keys(marks)],
  ])('%s bundles nothing that it does not use', async (names, parts) => {
    expect(await partsIn(names)).toEqual(parts);
  });

  it.each(['', '/files', '/files-disk', '/hono', '/redis', '/texts', '/tls'])(
    'synochat%s, but no name, bundles nothing',
    async (path) => {
      expect(await bundle(`import 'synochat${path}'`)).toBe('');
    },
  );
});
