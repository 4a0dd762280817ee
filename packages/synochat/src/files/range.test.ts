import { describe, expect, it } from 'vitest';
import { createHost } from '../../test/portable/file-host.ts';

const { share, get, head } = createHost();
const letters = await share('abcdefghij', { name: 'letters.txt' });
const empty = await share('', { name: 'empty.txt' });

async function ask(link: string, range: string) {
  const response = await get(link, { range });
  const { status, headers } = response;
  return [status, headers.get('content-range'), headers.get('content-length'), await response.text()];
}

describe('a range', () => {
  it.each([
    ['bytes=0-0', '0-0', 'a'],
    ['bytes=9-9', '9-9', 'j'],
    ['bytes=2-4', '2-4', 'cde'],
    ['bytes=0-9', '0-9', 'abcdefghij'],
    ['bytes=0-', '0-9', 'abcdefghij'],
    ['bytes=9-', '9-9', 'j'],
    ['bytes=8-100', '8-9', 'ij'],
    ['bytes=-1', '9-9', 'j'],
    ['bytes=-10', '0-9', 'abcdefghij'],
    ['bytes=-11', '0-9', 'abcdefghij'],
    [`bytes=0-${'9'.repeat(400)}`, '0-9', 'abcdefghij'],
    ['BYTES=1-1', '1-1', 'b'],
  ])('%s is those bytes and no others', async (range, served, text) => {
    expect(await ask(letters, range)).toEqual([206, `bytes ${served}/10`, String(text.length), text]);
  });

  it.each(['bytes=10-', 'bytes=10-10', 'bytes=10-9999', 'bytes=-0', `bytes=${'9'.repeat(400)}-`])(
    '%s is beyond the file: 416 and its size',
    async (range) => {
      const [status, contentRange, , text] = await ask(letters, range);
      expect([status, contentRange, text]).toEqual([416, 'bytes */10', '']);
    },
  );

  it.each([
    ...['bytes=0-1,3-4', 'bytes=0-1, -1', 'bytes=4-2', 'bytes=-', 'bytes=', 'bytes', 'bytes=a-b', 'bytes=1-2-3'],
    ...['bytes=+1-2', 'bytes= 1-2', 'bytes=1', 'lines=0-1', '0-1', 'bytes=0x0-0x1', 'bytes=1.0-2'],
  ])('%s is not served as one, but the whole file', async (range) => {
    expect(await ask(letters, range)).toEqual([200, null, '10', 'abcdefghij']);
  });

  it('of an empty file is 416, but for its last bytes, which are all it has', async () => {
    for (const range of ['bytes=0-', 'bytes=0-0', 'bytes=-0'])
      expect((await ask(empty, range)).slice(0, 2)).toEqual([416, 'bytes */0']);
    expect(await ask(empty, 'bytes=-5')).toEqual([200, null, '0', '']);
  });

  it('on the condition of a validator is the whole file: files have no validator', async () => {
    const response = await get(letters, { range: 'bytes=0-0', 'if-range': '"x"' });
    expect([response.status, await response.text()]).toEqual([200, 'abcdefghij']);
  });

  it('is ignored for HEAD', async () => {
    const response = await head(letters, { range: 'bytes=0-0' });
    expect([response.status, response.headers.get('content-length')]).toEqual([200, '10']);
  });

  it('of a deleted file is a 404, also beyond the end of the file', async () => {
    const stranger = createHost();
    for (const range of ['bytes=0-0', 'bytes=99-']) expect((await stranger.get(letters, { range })).status).toBe(404);
  });
});
