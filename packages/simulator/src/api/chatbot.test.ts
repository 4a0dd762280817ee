import { describe, expect, it } from 'vitest';
import { appThatAnswers, post, reply } from '../../test/client.ts';
import type { SimulatorOptions } from '../options.ts';
import { createSimulator } from '../simulator.ts';

function helper(options: SimulatorOptions = {}) {
  const users = ['mikael', 'ada', { name: 'gone', deleted: true }, { name: 'off', disabled: true }];
  const nas = createSimulator({ users, rateInterval: 0, ...options });
  const { url, token } = nas.addBot({ name: 'Helper' });
  return { nas, url, token, send: (payload: unknown) => post(nas, url, payload) };
}

const notValid = { code: 407, errors: 'record is not valid' };

describe('a bot', () => {
  it('writes to a user in a new conversation, and receives the id of the post', async () => {
    const { nas, send } = helper();
    expect(await send({ user_ids: [3], text: 'Hi there!' })).toEqual({
      data: { fail: null, succ: { user_id_post_map: { '3': 2 * 2 ** 32 + 1 } } },
      success: true,
    });
    expect(nas.posts('@Helper')).toMatchObject([{ author: 'Helper', channel: '@Helper', text: 'Hi there!' }]);
    await send({ user_ids: [3], text: 'again' });
    expect(nas.posts('@Helper').map(({ id }) => id)).toEqual(['8589934593', '8589934594']);
    expect(nas.posts('general')).toEqual([]);
  });

  it('is refused for several users, or writes to each user separately by the switch "multiUser"', async () => {
    const { nas, send } = helper();
    expect((await send({ user_ids: [2, 3], text: 'all' })).error).toEqual(notValid);
    expect((await send({ user_ids: [2, 2], text: 'one' })).success).toBe(true);
    nas.switches.multiUser = 'accept';
    expect((await send({ user_ids: [2, 3, 2], text: 'all' })).data).toMatchObject({
      succ: { user_id_post_map: { '2': 8589934594, '3': 12884901889 } },
    });
    expect(nas.posts('@Helper')).toHaveLength(3);
  });

  it.each([
    ['unknown', 99],
    ['deleted', 4],
    ['disabled', 5],
  ])('is refused when one user of the list is %s, and then posts no message', async (_, id) => {
    const { nas, send } = helper({ multiUser: 'accept' });
    expect((await send({ user_ids: [2, id], text: 'x' })).error).toEqual(notValid);
    expect(nas.posts('@Helper')).toEqual([]);
  });

  it('has "no target" without a user, as when the URL is used like the URL of a webhook', async () => {
    const { nas, send } = helper();
    for (const payload of [
      { text: 'x' },
      { text: 'x', user_ids: [] },
      { text: 'x', user_ids: null },
      '{"text":"a\nb"}',
    ])
      expect((await send(payload)).error).toEqual({ code: 800, errors: 'no target' });
    expect(nas.exchanges()[0]?.note).toMatch(/^800: no user_ids: the URL of a bot needs them/);
  });

  it('takes ids that are strings by the switch "stringIds"', async () => {
    const { nas, send } = helper({ stringIds: 'accept' });
    for (const user_ids of [['2'], '2', [2]]) expect((await send({ user_ids, text: 'x' })).success).toBe(true);
    expect(nas.posts('@Helper')).toHaveLength(3);
    expect((await send({ user_ids: ['99'], text: 'x' })).error).toEqual(notValid);
    for (const user_ids of [[''], ['2.5'], ['-2'], ['two'], ['9'.repeat(16)]])
      expect((await send({ user_ids, text: 'x' })).error?.code).toBe(120);
  });

  it('is refused for ids other than numbers', async () => {
    const { send } = helper();
    for (const user_ids of [['2'], '2', { 2: true }, [2.5]])
      expect((await send({ text: 'x', user_ids })).error).toEqual({
        code: 120,
        errors: { name: 'user_ids', reason: 'type' },
      });
  });

  it('may post at once after a refusal for its users, as nothing was posted', async () => {
    const { send } = helper({ rateInterval: 500, now: () => 1 });
    expect((await send({ user_ids: [99], text: 'x' })).error).toEqual(notValid);
    expect((await send({ user_ids: [2], text: 'x' })).success).toBe(true);
    expect((await send({ user_ids: [2], text: 'x' })).error?.code).toBe(411);
  });

  it('sends files and buttons, and keeps to the limit of a text', async () => {
    const { fetch } = appThatAnswers(() => new Response('PDF'));
    const { nas, send } = helper({ fetch });
    const actions = [{ type: 'button', name: 'resp', value: 'ok', text: 'OK', style: 'green' }];
    await send({ user_ids: [2], file_url: 'http://app.example/r.pdf', attachments: [{ callback_id: 'abc', actions }] });
    expect(nas.posts('@Helper')[0]).toMatchObject({ file: { name: 'r.pdf' }, attachments: [{ callbackId: 'abc' }] });
    expect((await send({ user_ids: [2], text: 'x'.repeat(2001) })).error?.code).toBe(410);
    expect((await send({ user_ids: [2] })).error?.code).toBe(101);
  });

  it('hidden from the list reaches only users with an earlier conversation', async () => {
    const { nas, url, send } = helper();
    await send({ user_ids: [2], text: 'x' });
    const list = url.replace('chatbot', 'user_list');
    expect((await reply(nas, list)).data).toMatchObject({ users: [{}, {}, {}, {}] });
    await change(nas, 6, { hidden: true });
    expect((await reply(nas, list)).data).toMatchObject({ users: [{ user_id: 2 }] });
    expect((await send({ user_ids: [2], text: 'x' })).success).toBe(true);
    expect((await send({ user_ids: [3], text: 'x' })).error).toEqual(notValid);
    await expect(nas.say('ada', '@Helper', 'hi')).rejects.toThrow('@Helper is hidden from ada.');
  });
});

describe('a token', () => {
  it('is valid for one kind only', async () => {
    const { nas, token } = helper();
    const incoming = nas.addIncoming({ channel: 'general' }).token;
    const address = (method: string, its: string) =>
      `http://nas.example/webapi/entry.cgi?api=SYNO.Chat.External&version=2&method=${method}&token=${its}`;
    const invalid = { code: 404, errors: 'invalid token' };
    for (const method of ['chatbot', 'user_list', 'channel_list', 'post_list', 'post_file_get'])
      expect((await reply(nas, address(method, incoming))).error).toEqual(invalid);
    expect((await reply(nas, address('incoming', token))).error).toEqual(invalid);
    expect((await reply(nas, address('user_list', token))).success).toBe(true);
  });

  it('of a disabled or nameless integration is "not legal"', async () => {
    const { nas, send } = helper();
    const notLegal = { code: 404, errors: 'bot is not legal' };
    const { url } = nas.addIncoming({ channel: 'general' });
    await change(nas, 6, { enabled: false });
    await change(nas, 7, { name: '' });
    expect((await send({ user_ids: [2], text: 'x' })).error).toEqual(notLegal);
    expect((await post(nas, url, { text: 'x' })).error).toEqual(notLegal);
  });
});

async function change(nas: ReturnType<typeof createSimulator>, id: number, settings: object): Promise<void> {
  const headers = { 'Content-Type': 'application/json' };
  const init = { method: 'PATCH', headers, body: JSON.stringify(settings) };
  const { status } = await nas.fetch(new Request(`http://localhost/api/integrations/${id}`, init));
  expect(status).toBe(200);
}
