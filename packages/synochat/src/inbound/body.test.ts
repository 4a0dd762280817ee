import { describe, expect, it, vi } from 'vitest';
import { refusal } from '../../test/portable/refusal.ts';
import { outgoing, post, stream, token, without } from '../../test/portable/requests.ts';
import { parseOutgoing } from '../index.ts';

const form = String(new URLSearchParams(outgoing));

describe('a body', () => {
  it('of 65536 bytes is read, and one more is too large, with its length declared or not', async () => {
    const fill = (bytes: number) => `${form}&x=${'y'.repeat(bytes - form.length - 3)}`;
    await expect(parseOutgoing(post(fill(65_536)), { token })).resolves.toBeDefined();
    await expect(parseOutgoing(stream([fill(65_536)]), { token })).resolves.toBeDefined();
    const errors = await Promise.all(
      [post(fill(65_537)), stream([fill(65_537)])].map((req) => refusal(parseOutgoing(req, { token }))),
    );
    expect(errors.map(({ code, status }) => [code, status])).toEqual([
      ['body_too_large', 413],
      ['body_too_large', 413],
    ]);
  });

  it('that declares too much is refused without being read', async () => {
    const req = stream(['x'], { end: false, headers: { 'content-length': '65537' } });
    expect((await refusal(parseOutgoing(req))).code).toBe('body_too_large');
    expect(req.bodyUsed).toBe(false);
  });

  it.each(['5', '-5', '1e9', 'abc'])(
    'that is larger than it says (Content-Length %s) is measured all the same',
    async (length) => {
      const req = stream([form, `&x=${'é'.repeat(40_000)}`], { headers: { 'content-length': length } });
      expect((await refusal(parseOutgoing(req))).code).toBe('body_too_large');
    },
  );

  it('is bounded in bytes, not in characters', async () => {
    const req = post(`token=${'é'.repeat(40)}`, { 'content-length': '50' });
    expect((await refusal(parseOutgoing(req, { maxBytes: 80 }))).code).toBe('body_too_large');
  });

  it.each([{ maxBytes: Number.NaN }, { timeout: -1 }])('needs bounds that are numbers, not %j', async (options) => {
    await expect(parseOutgoing(post(form), options)).rejects.toThrow(RangeError);
  });

  it.each([[{}], [{ 'content-length': String(form.length) }]])(
    'that stalls is rejected after the timeout (headers %j)',
    async (headers) => {
      const req = stream([form.slice(0, 20)], { end: false, headers });
      expect(await refusal(parseOutgoing(req, { token, timeout: 30 }))).toMatchObject({
        code: 'body_timeout',
        status: 408,
      });
    },
  );

  const stub = () => {
    throw new Error('not supported');
  };
  it.each([
    ['is missing', undefined],
    ['is a stub that throws', stub],
  ])('that stalls is rejected after the timeout also where setImmediate %s', async (_, setImmediate) => {
    const { setImmediate: original } = globalThis as { setImmediate?: unknown };
    Object.assign(globalThis, { setImmediate });
    vi.resetModules();
    const { parseOutgoing: parseThere } = await import('../index.ts').finally(() =>
      Object.assign(globalThis, { setImmediate: original }),
    );
    const parsing = parseThere(stream([form], { end: false }), { timeout: 20 });
    await expect(parsing).rejects.toMatchObject({ code: 'body_timeout' });
    await expect(parseThere(post(form))).resolves.toMatchObject({ text: 'Ping' });
  });

  it('that stalls does not keep its stream', async () => {
    let cancelled = false;
    const body = new ReadableStream({ cancel: () => void (cancelled = true) });
    const init: RequestInit & { duplex: 'half' } = { method: 'POST', body, duplex: 'half' };
    await refusal(parseOutgoing(new Request('http://app.example/', init), { timeout: 20 }));
    expect(cancelled).toBe(true);
  });

  it('may take any time without a timeout', async () => {
    await expect(parseOutgoing(stream([form]), { token, timeout: Number.POSITIVE_INFINITY })).resolves.toBeDefined();
  });

  it('that came along with its request sets no timer, with its length declared or not', async () => {
    const { setTimeout } = globalThis;
    const delays: unknown[] = [];
    Object.assign(globalThis, {
      setTimeout: (...args: Parameters<typeof setTimeout>) => {
        delays.push(args[1]);
        return setTimeout(...args);
      },
    });
    try {
      await parseOutgoing(post(form), { token });
      await parseOutgoing(stream([form, '&x=y']), { token });
    } finally {
      Object.assign(globalThis, { setTimeout });
    }
    expect(delays).toEqual([]);
  });

  it('that breaks off is refused', async () => {
    const body = new ReadableStream({
      start: (controller) => {
        controller.error(new Error('socket hang up'));
      },
    });
    const init: RequestInit & { duplex: 'half' } = { method: 'POST', body, duplex: 'half' };
    expect(await refusal(parseOutgoing(new Request('http://app.example/', init)))).toMatchObject({
      code: 'body_invalid',
      status: 400,
    });
  });

  it('may be split anywhere, also inside a character', async () => {
    const bytes = new TextEncoder().encode(`${String(new URLSearchParams(without('text')))}&text=漢😀`);
    const pieces = Array.from(bytes, (byte) => new Uint8Array([byte]));
    await expect(parseOutgoing(stream(pieces), { token })).resolves.toMatchObject({ text: '漢😀' });
  });

  it('without a Content-Type is read as a form', async () => {
    await expect(parseOutgoing(stream([form]), { token })).resolves.toMatchObject({ text: 'Ping' });
  });

  it('with invalid UTF-8 is read with replacement characters, as the form standard says', async () => {
    const start = `${String(new URLSearchParams(without('text')))}&text=`;
    await expect(parseOutgoing(post(`${start}%ff%fe`), { token })).resolves.toMatchObject({ text: '\ufffd\ufffd' });
    const raw = [start, new Uint8Array([0xff, 0x41])];
    await expect(parseOutgoing(stream(raw), { token })).resolves.toMatchObject({ text: '\ufffdA' });
  });

  it.each(['text', 'json', 'arrayBuffer'] as const)(
    'that was read before by %s() gives an error that says so, and no hang',
    async (method) => {
      const req = post(method === 'json' ? '{}' : form);
      await req[method]();
      const error = await refusal(parseOutgoing(req, { token }));
      expect(error).toMatchObject({ code: 'body_used', status: 500, reply: 'internal error' });
      expect(error.message).toContain('parse first');
    },
  );

  it('that another reader has locked gives the same error, with its length declared or not', async () => {
    for (const req of [post(form), stream([form])]) {
      const reader = req.body?.getReader();
      expect((await refusal(parseOutgoing(req, { token }))).code).toBe('body_used');
      reader?.releaseLock();
    }
  });
});
