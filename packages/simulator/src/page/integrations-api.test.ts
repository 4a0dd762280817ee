import { describe, expect, it } from 'vitest';
import { appThatAnswers, ask, post } from '../../test/client.ts';
import { createSimulator } from '../simulator.ts';

function room() {
  const app = appThatAnswers(() => Response.json({ text: 'pong' }));
  const nas = createSimulator({ fetch: app.fetch, rateInterval: 0, users: ['ada'] });
  const secret = async (id: number) =>
    (await ask(nas, `integrations/${id}/secret`, 'POST', {})).body as { token: string; address?: string };
  return { nas, app, secret };
}

const slash = { kind: 'slash', command: 'ping', url: 'http://app.example/ping' };

describe('an integration', () => {
  it('of each kind can be created, and is listed without the token', async () => {
    const { nas, secret } = room();
    const settings = [
      { kind: 'incoming', channel: 'general' },
      { kind: 'outgoing', triggerWords: ['Ping'], url: 'http://app.example/out' },
      slash,
      { kind: 'bot', name: 'Helper', hidden: true },
    ];
    for (const each of settings) expect((await ask(nas, 'integrations', 'POST', each)).status).toBe(201);
    const { body } = await ask(nas, 'integrations');
    expect(body).toMatchObject({ integrations: settings.map((each) => ({ ...each, token: '***', enabled: true })) });
    for (const id of [3, 4, 5, 6]) expect(JSON.stringify(body)).not.toContain((await secret(id)).token);
  });

  it('shows token and address only on a request for the one integration', async () => {
    const { nas, secret } = room();
    await ask(nas, 'integrations', 'POST', { kind: 'incoming', channel: 'general' });
    const { token, address = '' } = await secret(3);
    expect(address).toBe(
      `http://127.0.0.1:5050/webapi/entry.cgi?api=SYNO.Chat.External&method=incoming&version=2&token=%22${token}%22`,
    );
    expect(await post(nas, address, { text: 'hi' })).toEqual({ success: true });
  });

  it('can be changed, and then works as changed', async () => {
    const { nas, app } = room();
    await ask(nas, 'integrations', 'POST', slash);
    await ask(nas, 'integrations/3', 'PATCH', { command: 'pong', url: 'http://app.example/other' });
    expect(await nas.say('ada', 'general', '/ping')).toMatchObject([{ from: 'server' }]);
    expect(await nas.say('ada', 'general', '/pong')).toMatchObject([{ author: 'pong', text: 'pong' }]);
    expect(app.requests.map(({ url }) => url)).toEqual(['http://app.example/other']);
  });

  it('that is disabled is not called, until it is enabled', async () => {
    const { nas, app } = room();
    await ask(nas, 'integrations', 'POST', { kind: 'outgoing', channel: 'general', url: 'http://app.example/out' });
    await ask(nas, 'integrations/3', 'PATCH', { enabled: false });
    await nas.say('ada', 'general', 'hi');
    expect(app.requests).toEqual([]);
    await ask(nas, 'integrations/3', 'PATCH', { enabled: true });
    await nas.say('ada', 'general', 'hi');
    expect(app.requests).toHaveLength(1);
  });

  it('gets a new token, and the old token is invalid', async () => {
    const { nas, secret } = room();
    const { url, token } = nas.addIncoming({ channel: 'general' });
    expect((await ask(nas, 'integrations/3/regenerate', 'POST', {})).status).toBe(200);
    expect((await post(nas, url, { text: 'x' })).error).toEqual({ code: 404, errors: 'invalid token' });
    const fresh = await secret(3);
    expect(fresh.token).toMatch(/^[A-Za-z0-9]{64}$/);
    expect(fresh.token).not.toBe(token);
    expect((await post(nas, fresh.address ?? '', { text: 'x' })).success).toBe(true);
    expect(JSON.stringify(nas.exchanges())).not.toContain(token);
  });

  it('that is deleted cannot be used, and the id is never used again', async () => {
    const { nas } = room();
    const { url } = nas.addBot({ name: 'Helper' });
    expect((await ask(nas, 'integrations/3', 'DELETE')).status).toBe(200);
    expect((await post(nas, url, { text: 'x', user_ids: [2] })).error?.code).toBe(404);
    expect((await ask(nas, 'integrations', 'POST', slash)).body).toMatchObject({ id: 4 });
    expect((await ask(nas, 'integrations/3/secret', 'POST', {})).body).toBe('There is no integration 3.');
  });

  it('is repaired by saving after a probe found it broken', async () => {
    const statuses = [405, 200, 200];
    const app = appThatAnswers(() => new Response(null, { status: statuses.shift() ?? 200 }));
    const nas = createSimulator({ fetch: app.fetch, headProbe: true });
    nas.addSlash({ command: 'ping', url: 'http://app.example/ping' });
    await nas.say('ada', 'general', '/ping');
    await nas.say('ada', 'general', '/ping');
    expect(app.requests.map(({ method }) => method)).toEqual(['HEAD']);
    await ask(nas, 'integrations/4', 'PATCH', {});
    await nas.say('ada', 'general', '/ping');
    expect(app.requests.map(({ method }) => method)).toEqual(['HEAD', 'HEAD', 'POST']);
  });

  it.each([
    ['a channel there is not', { kind: 'incoming', channel: 'nope' }, 'There is no channel "nope". Known: general.'],
    ['an unknown setting', { ...slash, colour: 'red' }, 'colour: '],
    ['an unknown kind', { kind: 'rss' }, 'kind: '],
    ['no trigger', { kind: 'outgoing', url: 'http://app.example/' }, 'needs a channel, a trigger word or both'],
    ['a password in the url', { ...slash, url: 'http://a:b@app.example/' }, 'must not hold a user name or a password'],
  ])('with %s is refused with a sentence', async (_, settings, sentence) => {
    const { nas } = room();
    const { status, body } = await ask(nas, 'integrations', 'POST', settings);
    expect([status, body]).toEqual([400, expect.stringContaining(sentence)]);
    expect((await ask(nas, 'integrations')).body).toEqual({ integrations: [] });
  });

  it('never changes kind and token by a change of settings', async () => {
    const { nas } = room();
    nas.addSlash({ command: 'ping', url: 'http://app.example/ping' });
    for (const changes of [{ token: 'x'.repeat(64) }, { id: 9 }, { kind: 'bot', name: 'x' }])
      expect((await ask(nas, 'integrations/3', 'PATCH', changes)).status).toBe(400);
  });

  it('loses a setting that is set to null', async () => {
    const { nas } = room();
    nas.addOutgoing({ channel: 'general', triggerWords: ['Ping'], url: 'http://app.example/' });
    const { body } = await ask(nas, 'integrations/3', 'PATCH', { channel: null });
    expect(body).not.toHaveProperty('channel');
    expect(body).toMatchObject({ triggerWords: ['Ping'] });
    expect((await ask(nas, 'integrations/3', 'PATCH', { url: null })).status).toBe(400);
  });
});
