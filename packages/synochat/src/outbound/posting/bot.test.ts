import { describe, expect, it } from 'vitest';
import { createBotChat, ids } from '../../../test/portable/bot-chat.ts';
import { failure, result, settle, standStill } from '../../../test/portable/clock.ts';
import { type Fetch, sendBot, sendBotAll, sendIncoming } from '../../index.ts';

standStill();

describe('sendBot and sendBotAll', () => {
  it('writes to a user and tells the id of the post', async () => {
    const { nas, bot, fetch } = createBotChat();
    const { postId } = await result(sendBot(bot, ids.ada, 'Hello Ada', { fetch }));
    expect(nas.posts('@robin')).toMatchObject([{ id: postId, author: 'robin', text: 'Hello Ada' }]);
    expect(postId).toMatch(/^\d{10,}$/);
  });

  it('rejects for a user that is unknown, deleted or disabled', async () => {
    const { bot, fetch, written } = createBotChat();
    for (const id of [99, ids.gone, ids.off])
      expect(await failure(sendBot(bot, id, 'x', { fetch }))).toMatchObject({
        code: 'record_invalid',
        apiCode: 407,
        posted: 'no',
      });
    expect(written()).toEqual([]);
  });

  it('writes to many users one by one, reports users that cannot be written to, and delays no other user', async () => {
    const { nas, bot, fetch } = createBotChat({ multiUser: 'reject' });
    const users = [ids.gone, ids.mikael, 99, ids.ada, ids.off];
    const { sent, failed } = await result(sendBotAll(bot, users, 'All hands', { fetch }));
    const posts = nas.posts('@robin');
    expect(sent).toEqual([
      { userId: ids.mikael, postId: posts[0]?.id },
      { userId: ids.ada, postId: posts[1]?.id },
    ]);
    expect(failed.map(({ userId, error }) => [userId, error.code])).toEqual([
      [ids.gone, 'record_invalid'],
      [99, 'record_invalid'],
      [ids.off, 'record_invalid'],
    ]);
  });

  it('tries every user also when the server fails for each', async () => {
    const { bot } = createBotChat();
    const fetch: Fetch = () => Promise.resolve(new Response('', { status: 502 }));
    const { sent, failed } = await result(sendBotAll(bot, [2, 3], 'x', { fetch }));
    expect(sent).toEqual([]);
    expect(failed.map(({ userId, error }) => [userId, error.posted])).toEqual([
      [2, 'unknown'],
      [3, 'unknown'],
    ]);
  });

  it('tells who was written to also when the limiter fails in between', async () => {
    const { bot, fetch } = createBotChat();
    let slots = 0;
    const limiter = { reserve: () => (++slots === 2 ? Promise.reject(new Error('the store is away')) : 505) };
    const { sent, failed } = await result(sendBotAll(bot, [ids.mikael, 99, ids.ada], 'x', { fetch, limiter }));
    expect(sent.map(({ userId }) => userId)).toEqual([ids.mikael, ids.ada]);
    expect(failed).toMatchObject([{ userId: 99, error: { code: 'limiter_failed', posted: 'no' } }]);
  });

  it('writes to a user who is named twice once, and to nobody when nobody is named', async () => {
    const { bot, fetch, written } = createBotChat();
    expect((await result(sendBotAll(bot, [ids.ada, ids.ada], 'x', { fetch }))).sent).toHaveLength(1);
    expect(await result(sendBotAll(bot, [], 'x', { fetch }))).toEqual({ sent: [], failed: [] });
    expect(written()).toEqual(['x']);
  });

  it('keeps the order of calls, for one user and for many', async () => {
    const { bot, fetch, written } = createBotChat();
    const sending = Promise.all([
      sendBotAll(bot, [ids.mikael, ids.ada], '1', { fetch }),
      sendBot(bot, ids.ada, '2', { fetch }),
      sendBotAll(bot, [ids.mikael], '3', { fetch }),
    ]);
    await result(sending);
    expect(written()).toEqual(['1', '1', '2', '3']);
  });

  it('does not wait for an incoming webhook of the same server', async () => {
    const { nas, url, bot, fetch } = createBotChat();
    const start = performance.now();
    await result(Promise.all([sendIncoming(url, 'x', { fetch }), sendBot(bot, ids.ada, 'x', { fetch })]));
    expect([...nas.posts('@robin'), ...nas.posts('general')].map((post) => post.sentAt.getTime())).toEqual([
      start,
      start,
    ]);
  });

  it('sends buttons, with the text, with the last part of a long one, or alone', async () => {
    const { nas, bot, fetch } = createBotChat();
    const buttons = [
      { name: 'resp', value: 'ok', text: 'OK', style: 'green' },
      { name: 'resp', value: 'no', text: 'No' },
    ];
    const attachments = [{ callbackId: 'abc', text: 'attachment', buttons }];
    await result(sendBot(bot, ids.ada, { text: 'x'.repeat(2001), attachments }, { fetch }));
    await result(sendBot(bot, ids.ada, { attachments }, { fetch }));
    const got = [{ callbackId: 'abc', text: 'attachment', buttons: [buttons[0], { ...buttons[1], style: '' }] }];
    expect(nas.posts('@robin').map((post) => [post.text.length, post.attachments])).toEqual([
      [2000, []],
      [1, got],
      [0, got],
    ]);
  });

  it('gives the id of the post with the buttons when a text took several', async () => {
    const { nas, bot, fetch } = createBotChat();
    const { postId } = await result(sendBot(bot, ids.ada, 'x'.repeat(2001), { fetch }));
    expect(nas.posts('@robin').map(({ id }) => id)[1]).toBe(postId);
  });

  it('says of a part that failed for one user which it was', async () => {
    const { bot, fetch } = createBotChat();
    let calls = 0;
    const flaky: Fetch = (url, init) =>
      ++calls === 2 ? Promise.resolve(Response.json({ error: { code: 409 }, success: false })) : fetch(url, init);
    const { sent, failed } = await result(sendBotAll(bot, [2, 3], 'x'.repeat(2001), { fetch: flaky }));
    expect(sent.map(({ userId }) => userId)).toEqual([3]);
    expect(failed).toMatchObject([{ userId: 2, error: { posted: 'partly', partsPosted: 1 } }]);
    expect(failed[0]?.error.remaining).toEqual([{ text: 'x' }]);
  });

  it('takes an answer that lists the user as failed for a failure, and one without ids for success', async () => {
    const { bot } = createBotChat();
    const answer =
      (data: unknown): Fetch =>
      () =>
        Promise.resolve(Response.json({ data, success: true }));
    for (const fail of [{ 2: 'record is not valid' }, [2]])
      expect(await failure(sendBot(bot, 2, 'x', { fetch: answer({ fail }) }))).toMatchObject({
        code: 'record_invalid',
        apiCode: undefined,
      });
    for (const data of [undefined, null, {}, { fail: null, succ: null }, { fail: [], succ: {} }, 'odd'])
      expect(await result(sendBot(bot, 2, 'x', { fetch: answer(data) }))).toEqual({ postId: undefined });
  });

  it.each<[unknown, object]>([
    [{ 2: { code: 411, errors: 'too fast' } }, { code: 'rate_limited', apiCode: 411 }],
    [[{ user_id: 2, error: { code: 407 } }], { code: 'record_invalid', apiCode: 407 }],
    [{ error: { code: 119 } }, { code: 'forbidden', apiCode: 119 }],
    [{ code: 404 }, { code: 'token_invalid', apiCode: 404 }],
    [{ 2: { code: '404' } }, { code: 'record_invalid', apiCode: undefined }],
    [{ 2: null }, { code: 'record_invalid', apiCode: undefined }],
    ['2', { code: 'record_invalid', apiCode: undefined }],
  ])('tells the code of a user who is listed as failed, %j, and makes none up', async (fail, wanted) => {
    const fetch: Fetch = () => Promise.resolve(Response.json({ data: { fail }, success: true }));
    const error = await failure(sendBot(createBotChat().bot, 2, 'x', { fetch, limiter: false }));
    expect(error).toMatchObject({ posted: 'no', ...wanted });
  });

  it('keeps every digit of a post id', async () => {
    const { bot } = createBotChat();
    const big = '{"data":{"fail":null,"succ":{"user_id_post_map":{"2":9007199254740993}}},"success":true}';
    expect(await result(sendBot(bot, 2, 'x', { fetch: () => Promise.resolve(new Response(big)) }))).toEqual({
      postId: '9007199254740993',
    });
  });

  it('tells a caller who takes one function for the other which one to use', async () => {
    const { bot, fetch, nas } = createBotChat();
    await expect(sendBot(bot, [ids.ada] as never, 'x', { fetch })).rejects.toThrow('use sendBotAll');
    await expect(sendBotAll(bot, ids.ada as never, 'x', { fetch })).rejects.toThrow('use sendBot ');
    expect(nas.exchanges()).toEqual([]);
  });

  it.each([-1, 1.5, Number.NaN, '3'])('rejects the user id %j before anything is sent', async (id) => {
    const { bot, fetch, nas } = createBotChat();
    await expect(sendBot(bot, id as number, 'x', { fetch })).rejects.toThrow(TypeError);
    await expect(sendBotAll(bot, [2, id as number], 'x', { fetch })).rejects.toThrow(TypeError);
    expect(nas.exchanges()).toEqual([]);
  });

  it('takes a bot by its parts, and no incoming webhook', async () => {
    const { url, bot, botToken, fetch, written } = createBotChat();
    const { hostname: host, port } = new URL(bot);
    await result(sendBot({ host, token: botToken, port: Number(port), https: false }, 3, 'x', { fetch }));
    expect(written()).toEqual(['x']);
    await expect(sendBot(url, 3, 'x', { fetch })).rejects.toThrow('method (it must be chatbot');
    await expect(sendIncoming(bot, 'x', { fetch })).rejects.toThrow('method (it must be incoming');
  });

  it('rejects with the reason of an abort, also to many', async () => {
    const { bot, fetch } = createBotChat();
    const reason = new Error('no longer wanted');
    const signal = AbortSignal.abort(reason);
    expect(await settle(sendBotAll(bot, [2, 3], 'x', { fetch, signal }))).toEqual({ status: 'rejected', reason });
  });
});
