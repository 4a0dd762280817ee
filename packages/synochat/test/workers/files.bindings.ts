import { env } from 'cloudflare:workers';
import { r2Store } from 'synochat/files';
import { createSimulator } from 'synochat-simulator';
import { describe, expect, it } from 'vitest';
import { sendIncoming } from '../../src/index.ts';
import { createHost, source } from '../portable/file-host.ts';

const { FILES } = env;
const MiB = 1024 * 1024;
const name = 'a.bin';

/** So many bytes, those of each MiB its number. */
function numbered(size: number): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(size);
  for (let at = 0; at < size; at += MiB) all.fill(at / MiB, at, at + MiB);
  return all;
}

/** In chunks of an odd size. */
function streamed(all: Uint8Array): ReadableStream<Uint8Array> {
  const step = 700_001;
  return source(
    Array.from({ length: Math.ceil(all.length / step) }, (_, at) => all.subarray(at * step, (at + 1) * step)),
  ).stream;
}

const digest = async (bytes: ArrayBuffer | Uint8Array<ArrayBuffer>) =>
  String(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));

const create = () => r2Store(FILES);

describe('a store in R2', () => {
  it.each([0, 1, 100_000])('gives back %i bytes, of a stream and of a Blob', async (size) => {
    const { share, get, head } = createHost({ store: create() });
    const content = new Uint8Array(size).fill(7);
    for (const data of [new Blob([content]), new Blob([content]).stream()]) {
      const link = await share(data, { name });
      expect(new Uint8Array(await (await get(link)).arrayBuffer())).toEqual(content);
      expect((await head(link)).headers.get('content-length')).toBe(String(size));
    }
  });

  it.each([
    ['bytes=0-0', 'a'],
    ['bytes=-1', 'j'],
    ['bytes=3-5', 'def'],
    ['bytes=8-99', 'ij'],
  ])('gives the range %s', async (range, text) => {
    const { share, get } = createHost({ store: create() });
    const response = await get(await share('abcdefghij', { name }), { range });
    expect([response.status, await response.text()]).toEqual([206, text]);
  });

  it('knows what is beyond a file, and what it does not have', async () => {
    const { share, get } = createHost({ store: create() });
    const link = await share('abc', { name });
    expect((await get(link, { range: 'bytes=3-' })).status).toBe(416);
    expect((await get(await share('', { name }), { range: 'bytes=0-' })).status).toBe(416);
    expect(await create().get('AAAAAAAAAAAAAAAAAAAAAA', 0, 1)).toBeUndefined();
  });

  it('removes an expired file whose link is followed', async () => {
    const store = create();
    const early = createHost({ store });
    const secondHost = createHost({ store });
    const link = await early.share('abc', { name });
    early.pass(600_000);
    expect((await early.get(link)).status).toBe(404);
    // To its clock the link lives, but there is nothing behind it.
    expect((await secondHost.get(link)).status).toBe(404);
  });

  it('holds what Chat is to post', async () => {
    const { host } = createHost({ store: create() });
    const nas = createSimulator({ fetch: host.handler });
    const { url } = nas.addIncoming({ channel: 'general' });
    const fileUrl = await host.share('report', { name: 'report.txt' });
    await sendIncoming(url, { fileUrl }, { fetch: nas.fetch });
    expect(nas.posts('general')[0]?.file).toMatchObject({ name: 'report.txt', size: 6 });
  });

  it.each([8 * MiB - 1, 8 * MiB, 8 * MiB + 1, 16 * MiB, 20 * MiB + 5])(
    'takes a stream of %i bytes part by part, and gives any range of it',
    async (size) => {
      const { share, get } = createHost({ store: r2Store(FILES) });
      const all = numbered(size);
      const link = await share(streamed(all), { name });
      expect(await digest(await (await get(link)).arrayBuffer())).toBe(await digest(all));
      const across = await get(link, { range: `bytes=${8 * MiB - 2}-${8 * MiB + 1}` });
      expect([...new Uint8Array(await across.arrayBuffer())]).toEqual([...all.subarray(8 * MiB - 2, 8 * MiB + 2)]);
    },
  );

  it('keeps nothing of a stream that fails, in its first part or a later one', async () => {
    const { share } = createHost({ store: r2Store(FILES), maxBytes: 20 * MiB });
    const before = (await FILES.list()).objects.length;
    const error = new Error('the camera is off');
    for (const count of [1, 10]) {
      const chunks = Array.from({ length: count }, () => new Uint8Array(MiB));
      await expect(share(source(chunks, error).stream, { name })).rejects.toThrow('the camera is off');
    }
    await expect(share(streamed(new Uint8Array(21 * MiB)), { name })).rejects.toThrow(RangeError);
    expect((await FILES.list()).objects).toHaveLength(before);
  });

  it('gives up the upload of which a part could not be sent', async () => {
    const done: string[] = [];
    const upload = {
      uploadPart: (partNumber: number) =>
        partNumber === 1 ? Promise.resolve({ partNumber, etag: 'x' }) : Promise.reject(new Error('R2 is down')),
      complete: () => Promise.resolve(done.push('complete')),
      abort: () => Promise.resolve(void done.push('abort')),
    };
    const bucket = {
      put: () => Promise.resolve(done.push('put')),
      get: () => Promise.resolve(null),
      head: () => Promise.resolve(null),
      delete: () => Promise.resolve(),
      createMultipartUpload: () => Promise.resolve(upload),
    };
    await expect(
      createHost({ store: r2Store(bucket) }).share(streamed(new Uint8Array(17 * MiB)), { name }),
    ).rejects.toThrow('R2 is down');
    expect(done).toEqual(['abort']);
  });

  it('keeps its files apart from the rest of the bucket', async () => {
    const { share } = createHost({ store: r2Store(FILES) });
    await share('abc', { name });
    const keys = (await FILES.list()).objects.map(({ key }) => key);
    expect(keys.filter((key) => !/^synochat-files\/[\w-]{22}$/.test(key))).toEqual([]);
  });
});
