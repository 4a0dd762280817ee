import { describe, expect, inject, it } from 'vitest';
import { bot, createBotChat, failed } from '../../../test/portable/bot-chat.ts';
import { everythingIn } from '../../../test/portable/secrets.ts';
import { type CallOptions, listUsers } from '../../index.ts';

describe('a question', () => {
  const asked = (path: string, options: CallOptions = {}) =>
    failed(listUsers(`${inject('badServer')}/${path}/webapi/entry.cgi?token=%22BoAa0Bb1Cc2Dd3%22`, options));

  it.each([
    ['html', 'not_chat', false],
    ['status.502', 'http_status', true],
    ['status.403', 'http_status', false],
    ['redirect', 'redirected', false],
    ['truncate', 'connection_lost', true],
    ['endless', 'reply_too_large', false],
  ] as const)('to a server that does this: %s, fails as %s and posts nothing', async (path, code, retryable) => {
    const error = await asked(path);
    expect(error).toMatchObject({ code, posted: 'no', retryable, partsPosted: 0, remaining: [] });
    expect(error.message).not.toContain('may have posted');
    expect(everythingIn(error)).not.toContain('BoAa');
  });

  it.each(['hang', 'stall'])('to a server that does this: %s, ends with its time', async (path) => {
    expect(await asked(path, { timeout: 60 })).toMatchObject({ code: 'timeout', posted: 'no', retryable: true });
  });

  it('ends with the reason of an abort, before and after it was asked', async () => {
    const reason = new Error('no longer wanted');
    const signal = AbortSignal.abort(reason);
    let asked = false;
    const fetch = () => Promise.resolve(new Response(String((asked = true))));
    await expect(listUsers(bot, { fetch, signal })).rejects.toBe(reason);
    expect(asked).toBe(false);
    const controller = new AbortController();
    const asking = listUsers(bot, { fetch: () => new Promise(() => undefined), signal: controller.signal });
    controller.abort(reason);
    await expect(asking).rejects.toBe(reason);
  });

  it('is not held up by messages that wait', async () => {
    const { bot, fetch } = createBotChat({ rateInterval: 3_600_000 });
    expect(await listUsers(bot, { fetch })).toHaveLength(4);
  });

  it('with a token of another kind is refused', async () => {
    const { url, fetch } = createBotChat();
    const crossed = url.replace('incoming', 'chatbot');
    expect(await failed(listUsers(crossed, { fetch }))).toMatchObject({ code: 'token_invalid', apiCode: 404 });
    await expect(listUsers(url, { fetch })).rejects.toThrow('chatbot');
  });
});
