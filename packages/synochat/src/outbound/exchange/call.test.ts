import { describe, expect, it } from 'vitest';
import { answering, bot, createBotChat, failed } from '../../../test/portable/bot-chat.ts';
import { everythingIn } from '../../../test/portable/secrets.ts';
import { callChat, type Fetch, type FetchInit, parseAddress } from '../../index.ts';

const ok = { success: true, data: { answer: 1 } };

/** A server that answers well, and the requests that it got. */
function recording() {
  const requests: { url: URL; init: FetchInit; form: string }[] = [];
  const fetch: Fetch = async (url, init) => {
    const form = init.body === undefined ? '' : await new Response(init.body as BodyInit).text();
    requests.push({ url: new URL(url), init, form });
    return Response.json(ok);
  };
  return { requests, fetch };
}

const circle: unknown[] = [];
circle.push(circle);

describe('callChat', () => {
  it('returns the data that Chat answers, ids of any length included', async () => {
    const { bot: url, fetch } = createBotChat();
    expect(await callChat(url, 'channel_list', {}, { fetch })).toMatchObject({ channels: [{ type: 'public' }] });
    const long = answering('{"success":true,"data":{"post_id":9007199254740993}}');
    expect(await callChat(bot, 'anything', {}, { fetch: long })).toEqual({ post_id: '9007199254740993' });
  });

  it('posts once what is passed, and has Chat’s words for a refusal', async () => {
    const { url, fetch, texts } = createBotChat();
    await callChat(url, 'incoming', { payload: { text: 'a & b + 100%' } }, { fetch });
    const error = await failed(callChat(url, 'incoming', { payload: { text: 'too early' } }, { fetch }));
    expect(texts()).toEqual(['a & b + 100%']);
    expect(error).toMatchObject({ code: 'rate_limited', apiCode: 411, posted: 'no', retryable: true });
  });

  it('calls a method that posts nothing by GET with a query, and any other by POST with a form', async () => {
    const { requests, fetch } = recording();
    const parameters = { post_id: '7', count: 2, ids: [1, 2], none: undefined };
    expect(await callChat(bot, 'post_list', parameters, { fetch })).toEqual(ok.data);
    expect(await callChat(bot, 'newer_method', parameters, { fetch })).toEqual(ok.data);
    const [asked, posted] = requests;
    expect(asked?.url.search).toContain('&post_id=7&count=2&ids=%5B1%2C2%5D');
    expect([asked?.init.method ?? 'GET', asked?.form]).toEqual(['GET', '']);
    expect(posted?.url.searchParams.get('method')).toBe('newer_method');
    expect([posted?.init.method, posted?.form]).toEqual(['POST', 'post_id=7&count=2&ids=%5B1%2C2%5D']);
    expect(posted?.url.search).not.toContain('count');
  });

  it.each([
    ['user_list', 'no'],
    ['chatbot', 'unknown'],
  ])('says of a lost answer to %s that it posted: %s', async (method, posted) => {
    const error = await failed(callChat(bot, method, {}, { fetch: answering('<html>') }));
    expect(error).toMatchObject({ code: 'not_chat', posted });
    expect(everythingIn(error)).not.toContain('BoAa0Bb1Cc2Dd3');
  });

  it('calls the method of another kind if the address is passed by its parts', async () => {
    const { requests, fetch } = recording();
    const webhook = `${bot}&method=incoming`;
    await expect(callChat(webhook, 'user_list', {}, { fetch })).rejects.toThrow('it must be chatbot');
    await callChat({ ...parseAddress(webhook), kind: 'bot' }, 'user_list', {}, { fetch });
    expect(requests.map(({ url }) => url.searchParams.get('method'))).toEqual(['user_list']);
  });

  it.each([
    ['no method', '', {}, 'method must be the name of a method'],
    ['a method that holds parameters', 'a&token=b', {}, 'method must be the name of a method'],
    ['a number for a method', 5 as never, {}, 'method must be the name of a method, not number'],
    ['a token among the parameters', 'user_list', { token: 'x' }, 'token is part of the address'],
    ['a bigint as a parameter', 'chatbot', { payload: 1n }, 'The parameter payload must be a text or a value for JSON'],
    ['a circle as a parameter', 'user_list', { ids: circle }, 'The parameter ids must be a text or a value for JSON'],
    ['a function as a parameter', 'chatbot', { payload: () => 1 }, 'The parameter payload must be a text or a value'],
    ['a text for the parameters', 'user_list', 'x', 'parameters must be an object, not string'],
  ])('throws a TypeError before a call for %s', async (_, method, parameters: unknown, message) => {
    const { requests, fetch } = recording();
    const call = callChat(bot, method, parameters as object as Record<string, unknown>, { fetch });
    await expect(call).rejects.toThrow(TypeError);
    await expect(call).rejects.toThrow(message);
    expect(requests).toEqual([]);
  });

  it('ends with the signal’s reason', async () => {
    const never: Fetch = () => new Promise(() => undefined);
    const controller = new AbortController();
    const call = callChat(bot, 'newer_method', {}, { fetch: never, signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(call).rejects.toThrow('enough');
  });
});
