import { createMockChatInstance } from '@chat-adapter/tests';
import type { ChatInstance, Message } from 'chat';
import { createSimulator } from 'synochat-simulator';
import { describe, expect, it } from 'vitest';
import { createSynologyAdapter } from '../src/index.ts';
import { openOffice } from './office.ts';

describe('the author of a message in a channel', () => {
  it('has the id of the bot if the list of users confirms the id and the name', async () => {
    const office = openOffice();
    const seen: Message[] = [];
    office.chat.onNewMention((_, message) => void seen.push(message));

    await office.nas.say('ada', 'general', '@helper hi');
    await office.settled();

    const [author] = seen.map((message) => message.author);
    expect(await office.adapter.getUser(author?.userId ?? '')).toMatchObject({ userName: 'ada' });
    expect(await office.adapter.openDM(author?.userId ?? '')).toBe(`synology:dm:${author?.userId}`);
  });

  it.each([
    ['another id than the bot knows the name by', { user_id: '77', username: 'ada' }],
    ['the id of another user', { user_id: '3', username: 'mikael' }],
    ['the id of nobody', { user_id: '99', username: 'eve' }],
  ])('keeps the id of the webhook, which no method takes, if it has %s', async (_, user) => {
    const office = openOffice();
    const seen: Message[] = [];
    office.chat.onNewMention((__, message) => void seen.push(message));
    const fields = {
      token: office.outgoing.token,
      ...user,
      channel_id: '34',
      channel_name: 'general',
      post_id: '146028888230',
    };

    await office.post(new URLSearchParams({ ...fields, timestamp: '1', text: '@helper hi' }).toString());
    await office.settled();

    expect(seen[0]?.author.userId).toBe(`webhook:${user.user_id}`);
    expect(await office.adapter.getUser(`webhook:${user.user_id}`)).toBeNull();
    await expect(office.adapter.openDM(`webhook:${user.user_id}`)).rejects.toThrow(
      'webhooks may number users differently',
    );
  });

  it('keeps the id of the webhook without a bot', async () => {
    const adapter = createSynologyAdapter({ outgoingTokens: 'synthetic-token' });
    const seen: (() => Promise<Message>)[] = [];
    const processMessage: ChatInstance['processMessage'] = (_adapter, _threadId, message) => {
      if (typeof message === 'function') seen.push(message);
      return Promise.resolve();
    };
    await adapter.initialize(createMockChatInstance({ overrides: { processMessage } }));
    const fields = {
      token: 'synthetic-token',
      user_id: '4',
      username: 'ada',
      channel_id: '34',
      channel_name: 'ops',
      post_id: '146028888230',
    };
    const body = new URLSearchParams({ ...fields, timestamp: '1', text: 'hi' });

    await adapter.handleWebhook(new Request('http://app.example/', { method: 'POST', body }));

    expect((await seen[0]?.())?.author.userId).toBe('webhook:4');
    await expect(adapter.openDM('4')).rejects.toThrow('needs `bot`');
  });
});

describe('getUser', () => {
  it('rejects with an error of the SDK if Chat is away', async () => {
    const office = openOffice();
    office.nas.switches.faultRateDrop = 1;

    await expect(office.adapter.getUser('3')).rejects.toMatchObject({ name: 'NetworkError' });
  });
});

describe('the thread of a channel', () => {
  const thread = async (webhooks: Record<string, string>, channel: { channel_id: string; channel_name: string }) => {
    const office = openOffice({ webhooks });
    const seen: string[] = [];
    office.chat.onNewMention((each) => void seen.push(each.id));
    const fields = {
      token: office.outgoing.token,
      user_id: '4',
      username: 'ada',
      post_id: '146028888230',
      timestamp: '1',
    };
    await office.post(new URLSearchParams({ ...fields, ...channel, text: '@helper' }).toString());
    await office.settled();
    return seen[0];
  };
  const nas = createSimulator();
  const { url } = nas.addIncoming({ channel: 'general' });

  it('is the key of its webhook, by the id or by the name, else the id', async () => {
    const channel = { channel_id: '34', channel_name: 'ops' };
    expect(await thread({ ops: url }, channel)).toBe('synology:channel:ops');
    expect(await thread({ '34': url, ops: url }, channel)).toBe('synology:channel:34');
    expect(await thread({ other: url }, channel)).toBe('synology:channel:34');
  });

  it('never is that of another channel whose id is the name', async () => {
    expect(await thread({ '34': url }, { channel_id: '7', channel_name: '34' })).toBe('synology:channel:7');
  });
});

describe('the history', () => {
  it('of a conversation is what the bot can list, oldest first, in pages of both directions', async () => {
    const office = openOffice();
    office.chat.onDirectMessage((thread, message) => thread.post(`To ${message.text}`).then(() => undefined));
    for (const text of ['one', 'two', 'three']) {
      await office.nas.say('ada', '@helper', text);
      await office.settled();
    }
    const posts = office.nas.posts('@helper').map(({ text }) => text);
    const id = office.nas.posts('@helper')[0]?.authorId ?? 0;
    const threadId = `synology:dm:${id}`;
    const page = async (options: Parameters<typeof office.adapter.fetchMessages>[1]) => {
      const { messages, nextCursor } = await office.adapter.fetchMessages(threadId, options);
      return { texts: messages.map(({ text }) => text), nextCursor, messages };
    };

    const newest = await page({ limit: 4 });
    expect(newest.texts).toEqual(posts.slice(2));
    expect(newest.messages.map(({ author }) => [author.userName, author.isMe])).toEqual([
      ['ada', false],
      ['helper', true],
      ['ada', false],
      ['helper', true],
    ]);
    const older = await page({ limit: 4, cursor: newest.nextCursor ?? '' });
    expect(older).toMatchObject({ texts: posts.slice(0, 2), nextCursor: undefined });
    const oldest = await page({ limit: 4, direction: 'forward' });
    expect(oldest.texts).toEqual(posts.slice(0, 4));
    const newer = await page({ limit: 4, direction: 'forward', cursor: oldest.nextCursor ?? '' });
    expect(newer.texts).toEqual(posts.slice(4));
  });

  it.each([
    [{ cursor: 'page-2' }, 'The cursor must be the id of a post: pass the `nextCursor` of the page before'],
    [{ limit: 0 }, 'limit must be a whole number of 1 or more'],
  ])('is refused for %j with an error of the SDK', async (options, message) => {
    const office = openOffice();
    await office.nas.say('ada', '@helper', 'hi');
    await office.settled();

    await expect(office.adapter.fetchMessages('synology:dm:3', options)).rejects.toMatchObject({
      name: 'ValidationError',
      adapter: 'synology',
      message,
    });
  });

  it('of a channel is what the SDK stored', async () => {
    const office = openOffice();
    office.chat.onNewMention(async (thread) => {
      await thread.subscribe();
      await thread.post('Yes?');
    });
    office.chat.onSubscribedMessage(() => undefined);
    await office.nas.say('ada', 'general', '@helper');
    await office.settled();
    await office.nas.say('mikael', 'general', 'and me');
    await office.settled();

    expect(await office.adapter.fetchMessages('synology:channel:general')).toEqual({ messages: [] });
    const stored: string[] = [];
    for await (const { text } of office.chat.thread('synology:channel:general').messages) stored.push(text);
    expect(stored.reverse()).toEqual(['@helper', 'Yes?', 'and me']);
  });
});

describe('a mention in a post', () => {
  it('makes no link of a nickname', async () => {
    const nas = createSimulator({
      rateInterval: 0,
      users: [{ name: 'eve', nickname: '<https://evil.example|here>' }],
    });
    const bot = nas.addBot({ name: 'helper', url: 'http://app.example/' });
    const adapter = createSynologyAdapter({ bot: bot.url, send: { fetch: nas.fetch, interval: 0 } });
    const users = await Promise.all(['1', '2', '3'].map((id) => adapter.getUser(id)));
    const id = users.find((user) => user?.userName === 'eve')?.userId ?? '';

    await adapter.postMessage(`synology:dm:${id}`, { markdown: `See <@${id}>` });

    expect(nas.posts('@helper').at(-1)?.text).toBe('See @<\u200bhttps://evil.example|here>');
  });
});

describe('openDM', () => {
  it.each(['ada', '0', '004', '9'.repeat(40), '4:channel:x', ''])(
    'rejects "%s", which is no id of Chat',
    async (id) => {
      await expect(openOffice().adapter.openDM(id)).rejects.toMatchObject({ code: 'VALIDATION_ERROR' });
    },
  );
});
