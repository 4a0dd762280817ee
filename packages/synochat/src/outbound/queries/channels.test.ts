import { describe, expect, it } from 'vitest';
import { answering, bot, createBotChat } from '../../../test/portable/bot-chat.ts';
import { listChannels } from '../../index.ts';

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

  it('leaves out what has no id, and of the others what cannot be read', async () => {
    const channels = [
      { channel_id: 1, name: 5, type: null, creator_id: 'x', members: [2, '3', null, 4.5, 6] },
      ...[{ channel_id: 'general' }, null, {}],
      { channel_id: 2, members: {} },
    ];
    expect(await listChannels(bot, { fetch: answering({ data: { channels }, success: true }) })).toEqual([
      { id: 1, name: '', type: '', creatorId: undefined, members: [2, 6] },
      { id: 2, name: '', type: '', creatorId: undefined, members: [] },
    ]);
  });

  it('is lenient about what is not there', async () => {
    const data = { channels: [{ channel_id: 34, name: null }] };
    expect(await listChannels(bot, { fetch: answering({ data, success: true }) })).toEqual([
      { id: 34, name: '', type: '', creatorId: undefined, members: [] },
    ]);
  });
});
