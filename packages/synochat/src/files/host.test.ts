import { describe, expect, it } from 'vitest';
import { createHost, secret, source } from '../../test/portable/file-host.ts';
import { watchErrors } from '../../test/portable/printed.ts';
import { createFileHost, type FileData, memoryStore, r2Store } from '../files.ts';

const printed = watchErrors();

import { everythingIn } from '../../test/portable/secrets.ts';

const bytes = new Uint8Array([0, 1, 2, 253, 254, 255]);
const baseUrl = 'https://bot.example/files';

async function* chunks(...pieces: Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) yield await Promise.resolve(piece);
}

describe('a shared file', () => {
  it.each<[string, FileData, number[], string]>([
    ['a Blob', new Blob([bytes], { type: 'image/png' }), [...bytes], 'image/png'],
    ['a Blob without a type', new Blob([bytes]), [...bytes], 'application/octet-stream'],
    ['a stream', new Blob([bytes]).stream(), [...bytes], 'application/octet-stream'],
    [
      'what Node calls a stream',
      chunks(bytes.subarray(0, 2), bytes.subarray(2)),
      [...bytes],
      'application/octet-stream',
    ],
    ['a Uint8Array', bytes, [...bytes], 'application/octet-stream'],
    ['a part of a buffer', bytes.subarray(2, 4), [2, 253], 'application/octet-stream'],
    ['an ArrayBuffer', bytes.slice().buffer, [...bytes], 'application/octet-stream'],
    ['a string', 'é', [0xc3, 0xa9], 'text/plain; charset=utf-8'],
    ['nothing', '', [], 'text/plain; charset=utf-8'],
  ])('comes back as it went in, from %s', async (_, data, expected, type) => {
    const { share, get } = createHost();

    const response = await get(await share(data, { name: 'a.bin' }));

    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(type);
    expect(response.headers.get('content-length')).toBe(String(expected.length));
    expect([...new Uint8Array(await response.arrayBuffer())]).toEqual(expected);
  });

  it('has the type that it is shared with, whatever the Blob says', async () => {
    const { share, get } = createHost();
    const link = await share(new Blob(['a'], { type: 'text/html' }), {
      name: 'a.csv',
      type: 'text/csv; charset=utf-8',
    });
    expect((await get(link)).headers.get('content-type')).toBe('text/csv; charset=utf-8');
  });

  it('stays as it was, whatever the caller then writes into its bytes', async () => {
    const { share, get } = createHost();
    const mine = new Uint8Array([1, 2, 3]);
    const sharing = share(mine, { name: 'a.bin' });
    mine.fill(9);
    const link = await sharing;
    mine.fill(8);
    expect([...new Uint8Array(await (await get(link)).arrayBuffer())]).toEqual([1, 2, 3]);
  });

  it('can be fetched again and again, and by HEAD: the length without a byte of it', async () => {
    const { share, get, head } = createHost();
    const link = await share('report', { name: 'report.txt' });
    expect(await (await get(link)).text()).toBe('report');
    expect(await (await get(link)).text()).toBe('report');
    const response = await head(link);
    expect([response.status, response.headers.get('content-length'), response.body]).toEqual([200, '6', null]);
  });

  it('is not cached, not sniffed and runs no script', async () => {
    const { share, get } = createHost();
    const { headers } = await get(await share('<script>', { name: 'a.html', type: 'text/html' }));
    expect(Object.fromEntries(headers)).toEqual({
      'accept-ranges': 'bytes',
      'cache-control': 'private, no-store',
      'content-disposition': `attachment; filename="a.html"; filename*=UTF-8''a.html`,
      'content-length': '8',
      'content-security-policy': "default-src 'none'; sandbox",
      'content-type': 'text/html',
      'x-content-type-options': 'nosniff',
    });
  });

  it('is a plain 404 after it has expired, for every request', async () => {
    const { share, get, head, pass } = createHost({ expiresIn: 1000 });
    const short = await share('a', { name: 'a.txt' });
    const long = await share('b', { name: 'b.txt', expiresIn: 1500 });
    pass(999);
    expect((await get(short)).status).toBe(200);
    pass(1);
    expect([(await get(short)).status, (await head(short)).status, (await get(long)).status]).toEqual([404, 404, 200]);
    pass(500);
    expect((await get(long)).status).toBe(404);
  });

  it('lives ten minutes unless told otherwise', async () => {
    const { share, get, pass } = createHost();
    const link = await share('a', { name: 'a.txt' });
    pass(599_999);
    expect((await get(link)).status).toBe(200);
    pass(1);
    expect((await get(link)).status).toBe(404);
  });

  it('answers other methods with 405 and what is allowed', async () => {
    const { host, share } = createHost();
    const link = await share('a', { name: 'a.txt' });
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      const response = await host.handler(new Request(link, { method }));
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    }
  });

  it('is served by every host with the same secret and store, under any path', async () => {
    const files = new Map<string, Blob>();
    const store = {
      put: async (id: string, content: ReadableStream<Uint8Array>) =>
        void files.set(id, await new Response(content).blob()),
      get: (id: string, offset: number, length: number) =>
        Promise.resolve(files.get(id)?.slice(offset, offset + length)),
      delete: () => Promise.reject(new Error('the store is down')),
    };
    const one = createHost({ store });
    const other = createHost({ store, baseUrl: 'http://10.0.0.7:3000/' });
    const link = await one.share('hello', { name: 'a.txt' });
    expect(await (await other.get(link.replace('https://bot.example/files', 'http://10.0.0.7:3000'))).text()).toBe(
      'hello',
    );
    // Nor does a store that cannot clean up tell an expired link from an unknown one.
    one.pass(600_000);
    expect((await one.get(link)).status).toBe(404);
  });

  it('may be shared by many at once, each under its own link', async () => {
    const { share, get } = createHost();
    const links = await Promise.all(
      Array.from({ length: 50 }, (_, number) => share(source([new Uint8Array([number])]).stream, { name: 'a.bin' })),
    );
    expect(new Set(links).size).toBe(50);
    const contents = await Promise.all(links.map(async (link) => (await get(link)).arrayBuffer()));
    expect(contents.map((content) => new Uint8Array(content)[0])).toEqual(links.map((_, number) => number));
  });
});

describe('sharing', () => {
  it.each<[string, (size: number) => FileData]>([
    ['a Blob', (size) => new Blob([new Uint8Array(size)])],
    ['bytes', (size) => new Uint8Array(size)],
    ['a string', (size) => 'é'.repeat(size / 2)],
    ['a stream', (size) => source([new Uint8Array(6), new Uint8Array(size - 6)]).stream],
  ])('takes %s of as many bytes as the limit, and of two more says the size and the limit', async (_, make) => {
    const { share } = createHost({ maxBytes: 10 });
    await expect(share(make(10), { name: 'a.bin' })).resolves.toContain('/a.bin');
    const refused = share(make(12), { name: 'a.bin' });
    await expect(refused).rejects.toThrow(RangeError);
    await expect(refused).rejects.toThrow('12 bytes or more, and the limit is 10');
  });

  it('has a limit of 32 MiB', async () => {
    const { share } = createHost();
    const size = 32 * 1024 * 1024;
    await expect(share(new Uint8Array(size + 1), { name: 'a.bin' })).rejects.toThrow('33554433');
    await expect(share(new Uint8Array(size), { name: 'a.bin' })).resolves.toBeTypeOf('string');
  });

  it('does not call the store for a file whose stated size is too large', async () => {
    const asked: string[] = [];
    const store = {
      put: (id: string) => Promise.resolve(void asked.push(id)),
      get: () => Promise.resolve(undefined),
      delete: () => Promise.resolve(),
    };
    const { share } = createHost({ store, maxBytes: 10 });
    await expect(share(new Blob([new Uint8Array(11)]), { name: 'a.bin' })).rejects.toThrow(RangeError);
    expect(asked).toEqual([]);
  });

  it('stops a stream that is too large instead of reading it to its end', async () => {
    const { share } = createHost({ maxBytes: 10 });
    const { stream, state } = source(Array.from({ length: 100 }, () => new Uint8Array(5)));
    await expect(share(stream, { name: 'a.bin' })).rejects.toThrow('15');
    expect(state.cancelled).toBeInstanceOf(RangeError);
    expect(state.pulled).toBeLessThan(8);
  });

  it('fails with the error of the stream, in mid-file or at its start', async () => {
    const { share } = createHost();
    const error = new Error('the camera is off');
    for (const chunks of [[], [bytes, bytes]])
      await expect(share(source(chunks, error).stream, { name: 'a.bin' })).rejects.toBe(error);
  });

  it('that is refused for its name, type or time lets go of the stream', async () => {
    const { share } = createHost();
    for (const options of [
      { name: '' },
      { name: 'a', type: 'x' },
      { name: 'a', expiresIn: '10' as unknown as number },
    ]) {
      const { stream, state } = source(Array.from({ length: 9 }, () => bytes));
      await expect(share(stream, options)).rejects.toThrow();
      await expect.poll(() => state.cancelled).toBeInstanceOf(Error);
    }
  });

  it('lets go of the stream when a bucket fails before its end', async () => {
    const failing = () => Promise.reject(new Error('R2 is away'));
    const upload = { uploadPart: failing, complete: failing, abort: () => Promise.resolve() };
    for (const createMultipartUpload of [failing, () => Promise.resolve(upload)]) {
      const bucket = { put: failing, get: failing, head: failing, delete: failing, createMultipartUpload };
      const { share } = createHost({ store: r2Store(bucket) });
      const { stream, state } = source(Array.from({ length: 20 }, () => new Uint8Array(1024 * 1024)));
      await expect(share(stream, { name: 'a.bin' })).rejects.toThrow('R2 is away');
      await expect.poll(() => stream.locked).toBe(false);
      expect(state.pulled).toBeLessThan(20);
    }
  });

  it('fails with the error of the store, and cancels the stream', async () => {
    const error = new Error('no store today');
    const store = {
      put: () => Promise.reject(error),
      get: () => Promise.reject(error),
      delete: () => Promise.reject(error),
    };
    const { share } = createHost({ store });
    const { stream, state } = source([bytes, bytes, bytes]);
    await expect(share(stream, { name: 'a.bin' })).rejects.toBe(error);
    await expect.poll(() => state.cancelled).toBe(error);
  });

  it('is answered 500 and printed when the store fails, and the answer tells nothing of it', async () => {
    const failing = () => {
      throw new Error('no store today');
    };
    for (const get of [failing, () => Promise.reject(new Error('no store today'))]) {
      const { share, get: ask, head } = createHost({ store: { ...memoryStore(), get } });
      const link = await share('a', { name: 'a.txt' });
      for (const answer of [await ask(link), await head(link)]) {
        expect([answer.status, await answer.text()]).toEqual([500, 'internal error']);
      }
    }
    expect(printed()).toHaveLength(4);
    expect(printed()[0]).toContain('no store today');
  });

  it.each<unknown>([undefined, null, 5, {}, [1, 2], source(['text']).stream])(
    'rejects data that is no file (%o)',
    async (data) => {
      await expect(createHost().share(data as FileData, { name: 'a.bin' })).rejects.toThrow(TypeError);
    },
  );

  it.each(['png', 'text/html\r\nSet-Cookie: a=b', 'text/html; charset="é"', '/', 'a/b c'])(
    'rejects an invalid media type (%j)',
    async (type) => {
      const { share } = createHost();
      await expect(share('a', { name: 'a.txt', type })).rejects.toThrow(TypeError);
    },
  );

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('takes no time of %s ms', async (expiresIn) => {
    await expect(createHost().share('a', { name: 'a.txt', expiresIn })).rejects.toThrow(RangeError);
  });
});

describe('a file host', () => {
  it.each(['', 'short', 'fifteen letters', undefined])('needs a secret that is one, not %j', (weak) => {
    const create = () => createFileHost({ baseUrl, secret: weak as unknown as string });
    expect(create).toThrow(TypeError);
    expect(create).toThrow('16 characters');
  });

  it.each([
    ...['', '/files', 'bot.example/files', 'ftp://bot.example', 'https://bot.example/?', 'https://bot.example/?a=b'],
    ...['https://bot.example/#x', 'https://mikael:sesame@bot.example/', 'https://mikael@bot.example/', undefined],
  ])('needs an address it is reached at, not %j', (address) => {
    const create = () => createFileHost({ baseUrl: address as unknown as string, secret });
    expect(create).toThrow(TypeError);
    expect(create).not.toThrow(/sesame/);
  });

  it.each([{ expiresIn: 0 }, { expiresIn: Number.NaN }, { maxBytes: -1 }, { maxBytes: Number.NaN }])(
    'needs numbers that are in range, not %j',
    (options) => {
      expect(() => createFileHost({ baseUrl, secret, ...options })).toThrow(RangeError);
    },
  );

  it('takes its address as a URL, with a slash at its end or without', async () => {
    for (const address of [new URL(baseUrl), `${baseUrl}/`]) {
      const { share, get } = createHost({ baseUrl: address });
      const link = await share('a', { name: 'a.txt' });
      expect(link).toMatch(/^https:\/\/bot\.example\/files\/[^/]+\/a\.txt$/);
      expect((await get(link)).status).toBe(200);
    }
  });

  it('shows its secret in no property, link, answer or error', async () => {
    const { host, share, get } = createHost({ maxBytes: 10 });
    const link = await share('a', { name: 'a.txt' });
    const error: unknown = await share('a'.repeat(11), { name: 'a.txt' }).catch((reason: unknown) => reason);
    const { headers } = await get(link);
    const told = [host, link, [...headers].flat().join(), error].map((value) => everythingIn(value)).join();
    expect(told).not.toContain(secret);
    expect(told).not.toContain(btoa(secret));
  });
});
