import { describe, expect, it } from 'vitest';
import { post, reply } from '../../test/client.ts';
import { createSimulator } from '../simulator.ts';

function room() {
  const users = ['mikael', { name: 'jmn67', nickname: 'jmn' }, { name: 'gone', deleted: true }];
  const channels = ['Labb', { name: 'board', members: ['jmn67'] }, { name: 'ops', members: ['mikael', '@Helper'] }];
  const nas = createSimulator({ users, channels, rateInterval: 0 });
  const { url } = nas.addBot({ name: 'Helper' });
  const ask = async (method: string) => (await reply(nas, url.replace('chatbot', method))).data;
  return { nas, url, ask };
}

describe('user_list', () => {
  it('has every member of a real user, in alphabetical order', async () => {
    const { nas, url } = room();
    const text = await (await nas.fetch(new Request(url.replace('chatbot', 'user_list')))).text();
    expect(text).toContain(
      '{"avatar_version":0,"deleted":false,"dsm_uid":1025,"first_time_login":false,"human_type":"dsm",' +
        '"is_disabled":false,"nickname":"jmn","status":"online","type":"human","user_id":3,"user_props":' +
        '{"avatar_color":"#4cbf73","description":"","email":"","key_pair":{"public_key":""},"timezone":"",' +
        '"timezoneUTC":"Etc/UTC"},"username":"jmn67"}',
    );
  });

  it('holds deleted users too, which a client has to filter', async () => {
    const { ask } = room();
    expect(await ask('user_list')).toMatchObject({ users: [{}, {}, { username: 'gone', deleted: true }] });
  });
});

describe('channel_list', () => {
  it('holds the channels of the bot, and the conversations without a name', async () => {
    const { nas, url, ask } = room();
    nas.addBot({ name: 'Other' });
    await post(nas, url, { user_ids: [3], text: 'hi' });
    await nas.say('mikael', '@Other', 'hi');
    expect(await ask('channel_list')).toEqual({
      channels: [
        { channel_id: 1, creator_id: 1, members: [2, 3], name: 'Labb', type: 'public' },
        { channel_id: 3, creator_id: 1, members: [2, 5], name: 'ops', type: 'private' },
        { channel_id: 4, creator_id: 5, members: [3, 5], name: '', type: 'chatbot' },
      ],
    });
  });
});
