import { describe, expect, it } from 'vitest';
import { createHost, source } from '../../test/portable/file-host.ts';
import { memoryStore } from '../files.ts';

const name = 'a.bin';
const of = (size: number) => new Uint8Array(size);

describe('a memory store', () => {
  it('rejects a file that exceeds the limit of all files, says why, and removes no file whose link is valid', async () => {
    const { share, get } = createHost({ store: memoryStore({ maxBytes: 100 }) });
    const links = [await share(of(60), { name }), await share(of(40), { name })];
    const refused = share(of(1), { name });
    await expect(refused).rejects.toThrow(RangeError);
    await expect(refused).rejects.toThrow('No room for 1 bytes: files that have not expired take 100 of 100 bytes');
    for (const link of links) expect((await get(link)).status).toBe(200);
  });

  it('makes room by deleting expired files', async () => {
    const { share, get, pass } = createHost({ store: memoryStore({ maxBytes: 100 }) });
    await share(of(60), { name, expiresIn: 1000 });
    const living = await share(of(40), { name, expiresIn: 2000 });
    pass(999);
    await expect(share(of(60), { name })).rejects.toThrow(RangeError);
    pass(1);
    await expect(share(of(60), { name })).resolves.toBeDefined();
    await expect(share(of(1), { name })).rejects.toThrow(RangeError);
    expect((await get(living)).status).toBe(200);
  });

  it('frees the room of an expired link that is followed', async () => {
    const store = memoryStore({ maxBytes: 100 });
    const early = createHost({ store });
    const secondHost = createHost({ store });
    const link = await early.share(of(100), { name });
    early.pass(600_000);
    await early.get(link);
    // To its clock nothing has expired.
    await expect(secondHost.share(of(100), { name })).resolves.toBeDefined();
  });

  it('frees the room of a file that failed', async () => {
    const { share } = createHost({ store: memoryStore({ maxBytes: 100 }), maxBytes: 90 });
    const failures = [source([of(50)], new Error('off')).stream, source([of(50), of(41)]).stream];
    for (const stream of failures) await expect(share(stream, { name })).rejects.toThrow();
    await share(of(20), { name });
    await expect(share(of(81), { name })).rejects.toThrow('take 20 of 100');
    await expect(share(of(80), { name })).resolves.toBeDefined();
  });

  it('counts files that are still arriving', async () => {
    const store = memoryStore({ maxBytes: 100 });
    let isHalfIn = false;
    let finish: () => void = () => undefined;
    const rest = new Promise<void>((resolve) => (finish = resolve));
    const chunks = [of(60), of(40)];
    const slow = new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          isHalfIn = chunks.length === 1;
          if (isHalfIn) await rest;
          const chunk = chunks.shift();
          if (chunk) controller.enqueue(chunk);
          else controller.close();
        },
      },
      { highWaterMark: 0 },
    );
    const stay = { now: 0, expires: 1000 };
    const putting = store.put('slow', slow, stay);
    await expect.poll(() => isHalfIn).toBe(true);
    await expect(store.put('other', source([of(41)]).stream, stay)).rejects.toThrow('take 60 of 100');
    finish();
    await putting;
    expect(await store.get('slow', 0, 100)).toMatchObject({ size: 100 });
  });

  it('holds 64 MiB', async () => {
    const { share } = createHost();
    const half = of(32 * 1024 * 1024);
    await share(half, { name });
    await share(half, { name });
    await expect(share(of(1), { name })).rejects.toThrow('67108864');
  });

  it.each([-1, Number.NaN])('needs a bound that is one, not %s', (maxBytes) => {
    expect(() => memoryStore({ maxBytes })).toThrow(RangeError);
  });
});
