import { describe, expect, it } from 'vitest';
import { listChannels } from '../index.ts';
import { answering, bot, createBotChat } from '../testing/bot-chat.ts';

describe('listChannels', () => {
  it('gives the channels and conversations of the bot', async () => {
    const { nas, bot, fetch } = createBotChat({ users: ['mikael', 'ada'] });
    await nas.say('ada', '@robin', 'hi');
    const channels = await listChannels(bot, { fetch });
    expect(channels).toMatchObject([
      { name: 'general', type: 'public', members: [2, 3] },
      { name: '', type: 'chatbot' },
    ]);
  });

  it('is lenient about what is not there', async () => {
    const data = { channels: [{ channel_id: 34, name: null }] };
    expect(await listChannels(bot, { fetch: answering({ data, success: true }) })).toEqual([
      { id: 34, name: '', type: '', creatorId: undefined, members: [] },
    ]);
  });
});
