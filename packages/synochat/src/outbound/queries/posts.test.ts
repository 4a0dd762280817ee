import { describe, expect, it } from 'vitest';
import { answering, bot, createBotChat, failed } from '../../../test/portable/bot-chat.ts';
import { eachPost, listChannels, listPosts } from '../../index.ts';

describe('listPosts', () => {
  async function createHistory(count: number) {
    const chat = createBotChat();
    for (let n = 1; n <= count; n++) await chat.nas.say('ada', 'general', `message ${n}`);
    const [general] = await listChannels(chat.bot, { fetch: chat.fetch });
    return { ...chat, channel: general?.id ?? 0 };
  }

  it('gives the newest posts, newest first', async () => {
    const { nas, bot, fetch, channel } = await createHistory(5);
    const posts = await listPosts(bot, channel, { fetch, limit: 2 });
    const [fourth, fifth] = nas.posts('general').slice(3);
    expect(posts).toEqual(
      [fifth, fourth].map((post) => ({
        id: post?.id,
        channelId: channel,
        creatorId: 3,
        text: post?.text,
        sentAt: post?.sentAt,
        threadId: undefined,
        type: 'normal',
        hasFile: false,
      })),
    );
  });

  it('gives those before and those after a post, without it', async () => {
    const { nas, bot, fetch, channel } = await createHistory(6);
    const third = nas.posts('general')[2]?.id;
    const texts = async (options: object) =>
      (await listPosts(bot, channel, { fetch, ...options })).map(({ text }) => text);
    expect(await texts({ before: third, limit: 5 })).toEqual(['message 2', 'message 1']);
    expect(await texts({ after: third, limit: 2 })).toEqual(['message 5', 'message 4']);
    expect(await texts({ after: nas.posts('general')[5]?.id })).toEqual([]);
  });

  it('is sorted whatever the order of the server, and keeps every digit of the ids', async () => {
    const post = (id: string) =>
      `{"post_id":${id},"channel_id":2097152,"creator_id":3,"create_at":1,"message":"\\"post_id\\":9007199254740993"}`;
    const body = `{"data":{"posts":[${post('9007199254740993')},${post('9007199254740995')},${post('"9007199254740994"')}]},"success":true}`;
    const posts = await listPosts(bot, 2_097_152, { fetch: answering(body) });
    expect(posts.map(({ id }) => id)).toEqual(['9007199254740995', '9007199254740994', '9007199254740993']);
    expect(posts[0]?.text).toBe('"post_id":9007199254740993');
    const text = ':9007199254740993, is no id';
    const odd = `{"data":{"posts":[${post('9007199254740992').replace(/"message":.*/, `"message":"${text}"}`)}]},"success":true}`;
    const before = '9007199254740993';
    expect(await listPosts(bot, 2_097_152, { fetch: answering(odd), before })).toMatchObject([{ text }]);
  });

  it('tells a post in a thread and one with a file', async () => {
    const minimal = { post_id: 5, channel_id: 1, creator_id: 3, create_at: 1 };
    const posts = [
      { ...minimal, thread_id: 4294967297, file_props: { name: 'a.png' } },
      { ...minimal, post_id: 4, thread_id: 0, file_props: null },
    ];
    expect(await listPosts(bot, 1, { fetch: answering({ data: { posts }, success: true }) })).toMatchObject([
      { threadId: '4294967297', hasFile: true, text: '' },
      { threadId: undefined, hasFile: false },
    ]);
  });

  it('is forbidden where the bot is no member', async () => {
    const { bot, fetch } = createBotChat();
    expect(await failed(listPosts(bot, 999, { fetch }))).toMatchObject({ code: 'forbidden', apiCode: 401 });
  });

  it.each([
    [{ limit: 0 }, RangeError],
    [{ limit: 1.5 }, RangeError],
    [{ before: '1', after: '2' }, TypeError],
    [{ before: 'x' }, TypeError],
    [{ after: '' }, TypeError],
    [{ timeout: -1 }, RangeError],
  ])('rejects the options %j before anything is asked', async (options, type) => {
    const fetch = () => Promise.reject(new Error('asked'));
    await expect(listPosts(bot, 1, { fetch, ...options })).rejects.toThrow(type);
    await expect(listPosts(bot, Number.NaN, { fetch })).rejects.toThrow(TypeError);
  });

  it('is walked through by eachPost, newest first, however many the server gives at once', async () => {
    const { bot, fetch, channel, nas } = await createHistory(7);
    const seen: string[] = [];
    for await (const { text } of eachPost(bot, channel, { fetch, limit: 3 })) seen.push(text);
    expect(seen).toEqual([7, 6, 5, 4, 3, 2, 1].map((n) => `message ${n}`));
    // Three pages, and one that is empty.
    expect(nas.exchanges().filter(({ url }) => url.includes('post_list'))).toHaveLength(4);
  });

  it('is walked through also where the post that a page is asked from counts among its posts', async () => {
    const all = [5, 4, 3, 2, 1].map((id) => ({ post_id: id, channel_id: 1, creator_id: 3, create_at: id }));
    const fetch = (url: string) => {
      const query = new URL(url).searchParams;
      const from = query.has('post_id') ? all.findIndex(({ post_id }) => String(post_id) === query.get('post_id')) : 0;
      const posts = all.slice(from, from + Number(query.get('prev_count')));
      return Promise.resolve(Response.json({ data: { posts }, success: true }));
    };
    for (const limit of [1, 2, 3, 50]) {
      const seen: string[] = [];
      for await (const { id } of eachPost(bot, 1, { fetch, limit })) seen.push(id);
      expect(seen).toEqual(['5', '4', '3', '2', '1']);
    }
  });

  it.each([{ create_at: -1 }, { create_at: 1e300 }, { channel_id: 1.5 }, { creator_id: 1e300 }])(
    'does not pass on a post with %j',
    async (wrong) => {
      const posts = [{ post_id: 1, channel_id: 1, creator_id: 3, create_at: 1, ...wrong }];
      const fetch = answering({ data: { posts }, success: true });
      await expect(listPosts(bot, 1, { fetch })).rejects.toMatchObject({ code: 'not_chat' });
    },
  );

  it('leaves out a post that cannot be read, and gives those around it', async () => {
    const post = (post_id: unknown, more = {}) => ({ post_id, channel_id: 1, creator_id: 3, create_at: 1, ...more });
    const posts = [post(3), post('x'), null, post(2, { create_at: 'now' }), post(1, { message: 5, thread_id: 'x' })];
    const listed = await listPosts(bot, 1, { fetch: answering({ data: { posts }, success: true }) });
    expect(listed.map(({ id, text, threadId }) => [id, text, threadId])).toEqual([
      ['3', '', undefined],
      ['1', '', undefined],
    ]);
  });

  it('asks for no page that nobody wants', async () => {
    const { bot, fetch, channel, nas } = await createHistory(7);
    for await (const { text } of eachPost(bot, channel, { fetch, limit: 3 })) if (text === 'message 6') break;
    expect(nas.exchanges().filter(({ url }) => url.includes('post_list'))).toHaveLength(1);
  });

  it('ends in eachPost on a server that gives the same page for ever', async () => {
    const posts = [{ post_id: 5, channel_id: 1, creator_id: 3, create_at: 1 }];
    const seen: string[] = [];
    for await (const { id } of eachPost(bot, 1, { fetch: answering({ data: { posts }, success: true }) }))
      seen.push(id);
    expect(seen).toEqual(['5']);
  });
});
