import { describe, expect, it } from 'vitest';
import { appThatAnswers, ask, post } from '../../test/client.ts';
import { createSimulator } from '../simulator.ts';

describe('the room', () => {
  it('adds users and channels', async () => {
    const nas = createSimulator({ users: ['ada'] });
    expect((await ask(nas, 'users', 'POST', { name: 'eve', nickname: 'E' })).body).toMatchObject({
      id: 3,
      name: 'eve',
    });
    const board = { name: 'board', type: 'private', members: ['eve'] };
    expect((await ask(nas, 'channels', 'POST', board)).body).toEqual({ id: 2, ...board });
    expect(await nas.say('eve', 'board', 'hi')).toHaveLength(1);
    await expect(nas.say('ada', 'board', 'hi')).rejects.toThrow('ada is not a member of board.');
    for (const [path, body] of [
      ['users', { name: 'eve' }],
      ['users', { name: ' ' }],
      ['channels', { name: '@x' }],
      ['channels', { name: 'general' }],
      ['channels', { name: 'c', members: ['nobody'] }],
    ] as const)
      expect((await ask(nas, path, 'POST', body)).status).toBe(400);
  });

  it('disables and deletes users, and no bot can write to these users', async () => {
    const nas = createSimulator({ rateInterval: 0 });
    const { url } = nas.addBot({ name: 'Helper' });
    await ask(nas, 'users/ada', 'PATCH', { disabled: true });
    expect((await post(nas, url, { user_ids: [3], text: 'x' })).error?.code).toBe(407);
    await ask(nas, 'users/ada', 'PATCH', { disabled: false });
    expect((await post(nas, url, { user_ids: [3], text: 'x' })).success).toBe(true);
    expect((await ask(nas, 'users/ada', 'PATCH', { name: 'eve' })).status).toBe(400);
  });

  it('lists the bots that a user can write to beside the channels', async () => {
    const nas = createSimulator({ users: ['ada'] });
    nas.addBot({ name: 'Helper' });
    nas.addBot({ name: 'Shy', hidden: true });
    expect((await ask(nas, 'room')).body).toMatchObject({ users: [{ channels: ['general', '@Helper'] }] });
  });
});

describe('an action of a user on the page', () => {
  it('presses a button by position in the post', async () => {
    const app = appThatAnswers(() => Response.json({ text: 'Done' }));
    const nas = createSimulator({ fetch: app.fetch });
    const { url } = nas.addBot({ name: 'Helper', url: 'http://app.example/' });
    const actions = [
      { name: 'a', text: 'Same' },
      { name: 'b', text: 'Same' },
    ];
    await post(nas, url, { user_ids: [3], attachments: [{ actions: [] }, { actions }] });
    const id = nas.posts('@Helper')[0]?.id;
    const { body } = await ask(nas, 'press', 'POST', { user: 'ada', post: id, attachment: 1, button: 1 });
    expect(body).toMatchObject({ posts: [{ id, channel: '@Helper', text: 'Done', attachments: [] }] });
    expect(app.requests[0]?.fields.get('payload')).toContain('"name":"b"');
  });

  it('sends a hook again, to the current URL of the integration', async () => {
    const app = appThatAnswers(() => Response.json({ text: 'pong' }));
    const nas = createSimulator({ fetch: app.fetch });
    nas.addSlash({ command: 'ping', url: 'http://app.example/old' });
    await nas.say('ada', 'general', '/ping 1');
    await ask(nas, 'integrations/4', 'PATCH', { url: 'http://app.example/new' });
    expect((await ask(nas, 'exchanges')).body).toMatchObject({
      exchanges: [{ id: '1', kind: 'slash', canReplay: true }],
    });
    expect((await ask(nas, 'exchanges/1/replay', 'POST', {})).body).toMatchObject({ posts: [{ author: 'ping' }] });
    expect(app.requests.map(({ url }) => url)).toEqual(['http://app.example/old', 'http://app.example/new']);
    expect(app.requests[1]?.body).toBe(app.requests[0]?.body);
    expect(nas.notices('ada')).toHaveLength(2);
  });

  it('sends no request again that was no hook, or whose integration was deleted', async () => {
    const nas = createSimulator({ fetch: appThatAnswers(() => new Response()).fetch });
    await post(nas, nas.addIncoming({ channel: 'general' }).url, { text: 'x' });
    nas.addSlash({ command: 'ping', url: 'http://app.example/' });
    await nas.say('ada', 'general', '/ping');
    expect((await ask(nas, 'exchanges/1/replay', 'POST', {})).status).toBe(400);
    await ask(nas, 'integrations/5', 'DELETE');
    expect((await ask(nas, 'exchanges/2/replay', 'POST', {})).body).toBe('There is no integration 5.');
  });
});
