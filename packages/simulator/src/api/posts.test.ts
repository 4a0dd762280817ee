import { describe, expect, it } from 'vitest';
import { appThatAnswers, post, reply } from '../../test/client.ts';
import type { SimulatorOptions } from '../options.ts';
import { createSimulator } from '../simulator.ts';
import { wirePost } from './posts.ts';

function room(options: SimulatorOptions = {}) {
  const channels = ['Labb', { name: 'board', members: ['ada'] }];
  const nas = createSimulator({ channels, rateInterval: 0, now: () => 1_647_060_330_657, ...options });
  const { url } = nas.addBot({ name: 'Helper' });
  const call = (method: string, parameters: Record<string, string>) =>
    reply(nas, `${url.replace('chatbot', method)}&${new URLSearchParams(parameters)}`);
  const texts = async (parameters: Record<string, string>) => {
    const { data } = await call('post_list', { channel_id: '1', ...parameters });
    return (data as { posts: { message: string }[] }).posts.map(({ message }) => message).join('');
  };
  return { nas, url, call, texts };
}

describe('post_list', () => {
  it('has every member of a post, in alphabetical order', async () => {
    const { nas, call } = room();
    await nas.say('mikael', 'Labb', 'Ping');
    expect(JSON.stringify((await call('post_list', { channel_id: '1' })).data)).toBe(
      '{"posts":[{"channel_id":1,"comment_count":0,"create_at":1647060330657,"creator_id":2,"delete_at":0,' +
        '"file_props":null,"last_comment_at":0,"mentions":[],"message":"Ping","post_id":4294967297,"thread_id":0,' +
        '"type":"normal"}]}',
    );
  });

  it('returns the newest posts, or the posts around a post, oldest first', async () => {
    const { nas, texts } = room();
    for (const text of 'abcdefg') await nas.say('ada', 'Labb', text);
    expect(await texts({ prev_count: '3', next_count: '0' })).toBe('efg');
    expect(await texts({})).toBe('abcdefg');
    const post_id = String(2 ** 32 + 4);
    expect(await texts({ prev_count: '2', next_count: '1', post_id })).toBe('bcde');
    expect(await texts({ prev_count: '0', next_count: '9', post_id })).toBe('defg');
  });

  it('returns at most 100 posts in one direction', async () => {
    const { nas, texts } = room();
    for (let n = 0; n < 101; n += 1) await nas.say('ada', 'Labb', 'x');
    expect(await texts({ prev_count: '1000' })).toHaveLength(100);
  });

  it('leaves out posts that only one user sees', async () => {
    const { nas, texts } = room();
    await nas.say('ada', 'Labb', '/nope');
    expect(await texts({})).toBe('');
  });

  it('is 401 for an unknown channel or a channel without the bot', async () => {
    const { nas, call } = room();
    nas.addBot({ name: 'Other' });
    await nas.say('ada', '@Other', 'secret');
    for (const channel_id of ['2', '3', '99'])
      expect((await call('post_list', { channel_id })).error).toEqual({ code: 401 });
  });

  it('names a missing or invalid parameter, and an unknown post', async () => {
    const { call } = room();
    const required = { code: 120, errors: { name: 'channel_id', reason: 'required' } };
    expect((await call('post_list', {})).error).toEqual(required);
    expect((await call('post_list', { channel_id: 'x' })).error?.errors).toMatchObject({ reason: 'type' });
    expect((await call('post_list', { channel_id: '1', prev_count: '-1' })).error?.errors).toMatchObject({
      name: 'prev_count',
    });
    expect((await call('post_list', { channel_id: '1', post_id: '5' })).error).toEqual({
      code: 402,
      errors: 'post not found',
    });
  });

  it('has 1 as the author of notices of the server', () => {
    const expected = { channel: 'Labb', channelId: 1, author: 'Synology Chat', authorId: 1, from: 'server' } as const;
    const contents = {
      text: 'x',
      file: undefined,
      attachments: [],
      onlyTo: undefined,
      answers: undefined,
      sentAt: new Date(0),
    };
    expect(wirePost({ id: '4294967297', ...expected, ...contents })).toMatchObject({ creator_id: 1 });
  });
});

describe('post_file_get', () => {
  const png = () => new Response('12345678', { headers: { 'Content-Type': 'image/png' } });
  const get = async (nas: ReturnType<typeof createSimulator>, url: string, id: string) =>
    nas.fetch(new Request(`${url.replace('chatbot', 'post_file_get')}&post_id=${id}`));

  it('returns the file with its name, in ASCII and unchanged', async () => {
    const { nas, url } = room({ fetch: appThatAnswers(png).fetch });
    await post(nas, nas.addIncoming({ channel: 'Labb' }).url, { file_url: 'http://a.example/b%C3%A5t%22(1).png' });
    const response = await get(nas, url, '4294967297');
    expect([response.status, await response.text()]).toEqual([200, '12345678']);
    expect(response.headers.get('Content-Type')).toBe('image/png');
    expect(response.headers.get('Content-Length')).toBe('8');
    expect(response.headers.get('Content-Disposition')).toBe(
      'attachment; filename="b_t_(1).png"; filename*=UTF-8\'\'b%C3%A5t%22%281%29.png',
    );
  });

  it('is HTTP 404 for a post without a file and for an unknown post', async () => {
    const { nas, url } = room();
    await nas.say('ada', 'Labb', 'text');
    expect((await get(nas, url, '4294967297')).status).toBe(404);
    expect((await get(nas, url, '77')).status).toBe(404);
  });

  it('is refused as JSON for a channel without the bot, and without a post', async () => {
    const { nas, call } = room({ fetch: appThatAnswers(png).fetch });
    await post(nas, nas.addIncoming({ channel: 'board' }).url, { file_url: 'http://a.example/a.png' });
    expect((await call('post_file_get', { post_id: '8589934593' })).error).toEqual({ code: 401 });
    expect((await call('post_file_get', {})).error?.code).toBe(120);
  });
});
