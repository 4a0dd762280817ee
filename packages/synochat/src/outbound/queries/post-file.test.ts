import { describe, expect, it } from 'vitest';
import { answering, bot, createBotChat, failed } from '../../../test/portable/bot-chat.ts';
import { everythingIn } from '../../../test/portable/secrets.ts';
import { type CallOptions, getPostFile } from '../../index.ts';

describe('getPostFile', () => {
  async function createFilePost(name: string, type = 'image/png') {
    const bytes = Uint8Array.from({ length: 70_000 }, (_, n) => n % 251);
    const chat = createBotChat({
      fetch: () => Promise.resolve(new Response(bytes, { headers: { 'content-type': type } })),
    });
    const payload = JSON.stringify({ file_url: `http://files.example/${encodeURIComponent(name)}` });
    await chat.fetch(chat.url, { method: 'POST', body: new URLSearchParams({ payload }) });
    const postId = chat.nas.posts('general')[0]?.id ?? '';
    return { ...chat, bytes, postId };
  }

  it.each(['cam.png', 'mit Leerzeichen & "Quotes".png', '画像 😀.png', "it's 100%.txt"])(
    'gives the name, type, size and bytes of %s',
    async (name) => {
      const { bot, fetch, postId, bytes } = await createFilePost(name);
      const file = await getPostFile(bot, postId, { fetch });
      expect(file).toMatchObject({ name, type: 'image/png', size: 70_000 });
      expect(new Uint8Array(await new Response(file?.stream).arrayBuffer())).toEqual(bytes);
    },
  );

  it('gives JSON and HTML files like any other', async () => {
    const { bot, fetch, postId } = await createFilePost('data.json', 'application/json');
    expect(await getPostFile(bot, postId, { fetch })).toMatchObject({ name: 'data.json', type: 'application/json' });
  });

  it('gives undefined for a post without a file, and for one that is not there', async () => {
    const { nas, bot, fetch } = createBotChat();
    await nas.say('ada', 'general', 'no file');
    expect(await getPostFile(bot, nas.posts('general')[0]?.id ?? '', { fetch })).toBeUndefined();
    expect(await getPostFile(bot, '1', { fetch })).toBeUndefined();
    await expect(getPostFile(bot, 'x', { fetch })).rejects.toThrow(TypeError);
  });

  it.each([
    ['attachment; filename="../../etc/passwd"', 'passwd'],
    [`attachment; filename*=UTF-8''..%2F..%2Fetc%2Fpasswd`, 'passwd'],
    ['attachment; filename="C:\\\\temp\\\\a.txt"', 'a.txt'],
    [`attachment; filename="plain.txt"; filename*=UTF-8''caf%C3%A9.txt`, 'café.txt'],
    [`attachment; filename*=UTF-8''%FF; filename=bare.txt`, 'bare.txt'],
    ['attachment; filename="say \\"hi\\".txt"', 'say "hi".txt'],
    [`attachment; filename*=UTF-8''a%0D%0Ab%00.txt`, 'ab.txt'],
    ['attachment; filename=".."', 'file'],
    ['attachment; filename="C:evil.txt"', 'evil.txt'],
    ['attachment; filename=" .. "', 'file'],
    ['attachment; xfilename="bad.txt"; filename="good.txt"', 'good.txt'],
    [`attachment; filename*=UTF-8''photo%E2%80%AEgpj.exe`, 'photogpj.exe'],
    ['attachment', 'file'],
  ])('reads the name in %s as one that can stand in a folder', async (disposition, name) => {
    const fetch = answering('bytes', { headers: { 'content-disposition': disposition } });
    expect((await getPostFile(bot, '1', { fetch }))?.name).toBe(name);
  });

  it('fails with an error of Chat, and for a page of a proxy', async () => {
    const { url, bot, fetch } = createBotChat();
    const wrong = bot.replace(/token=.*/, 'token=%22nobody%22');
    expect(await failed(getPostFile(wrong, '1', { fetch }))).toMatchObject({ code: 'token_invalid' });
    await expect(getPostFile(url, '1', { fetch })).rejects.toThrow(TypeError);
    const page = answering('<html>', { headers: { 'content-type': 'text/html' } });
    expect(await failed(getPostFile(bot, '1', { fetch: page }))).toMatchObject({ code: 'not_chat', posted: 'no' });
    expect(await failed(getPostFile(bot, '1', { fetch: answering('{"success":true}') }))).toMatchObject({
      code: 'not_chat',
    });
    const gateway = answering('', { status: 502 });
    expect(await failed(getPostFile(bot, '1', { fetch: gateway }))).toMatchObject({
      code: 'http_status',
      retryable: true,
    });
  });

  it('is refused when it is larger than wanted, at once or in mid-stream', async () => {
    const { bot, fetch, postId } = await createFilePost('big.bin');
    expect(await failed(getPostFile(bot, postId, { fetch, maxBytes: 69_999 }))).toMatchObject({
      code: 'reply_too_large',
    });
    const headers = { 'content-disposition': 'attachment; filename=a', 'content-encoding': 'identity' };
    const file = await getPostFile(bot, '1', { fetch: answering('x'.repeat(100), { headers }), maxBytes: 99 });
    expect(file?.size).toBeUndefined();
    expect(await failed(new Response(file?.stream).text())).toMatchObject({ code: 'reply_too_large' });
  });

  describe('with a stream that', () => {
    /** A file of which some comes, and then what `pull` does. */
    const streaming = (
      pull: (controller: ReadableStreamDefaultController<Uint8Array>) => void | Promise<void>,
      cancel: () => void = () => undefined,
    ) => {
      let first = true;
      const body = new ReadableStream<Uint8Array>(
        {
          pull(controller) {
            if (!first) return pull(controller);
            first = false;
            controller.enqueue(new Uint8Array(3));
          },
          cancel,
        },
        { highWaterMark: 0 },
      );
      return () =>
        Promise.resolve(new Response(body, { headers: { 'content-disposition': 'attachment; filename=a' } }));
    };
    const stalled = () => new Promise<void>(() => undefined);
    const read = async (options: CallOptions) =>
      new Response((await getPostFile(bot, '1', options))?.stream).arrayBuffer();

    it('stalls ends with a time-out', async () => {
      expect(await failed(read({ fetch: streaming(stalled), timeout: 30 }))).toMatchObject({
        code: 'timeout',
        posted: 'no',
        retryable: true,
      });
    });

    it('breaks ends with connection_lost', async () => {
      const broken = () => {
        throw new Error(bot);
      };
      const error = await failed(read({ fetch: streaming(broken) }));
      expect(error).toMatchObject({ code: 'connection_lost', retryable: true });
      expect(everythingIn(error)).not.toContain('BoAa');
    });

    it('is no longer wanted ends with the reason', async () => {
      const controller = new AbortController();
      const reading = read({ fetch: streaming(stalled), signal: controller.signal });
      setTimeout(() => {
        controller.abort(new Error('enough'));
      }, 10);
      await expect(reading).rejects.toThrow('enough');
    });

    it('is not read ends the exchange all the same when it is no longer wanted', async () => {
      const controller = new AbortController();
      const cancelled = new Promise<void>((resolve) => {
        const fetch = streaming(stalled, resolve);
        void getPostFile(bot, '1', { fetch, signal: controller.signal }).then(() => {
          controller.abort(new Error('enough'));
        });
      });
      await cancelled;
    });

    it('is cancelled cancels the exchange', async () => {
      let cancelled = false;
      const fetch = streaming(stalled, () => void (cancelled = true));
      await (await getPostFile(bot, '1', { fetch }))?.stream.cancel();
      expect(cancelled).toBe(true);
    });
  });
});
