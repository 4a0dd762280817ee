import { describe, expect, it } from 'vitest';
import { deferred, post, reply } from '../../test/client.ts';
import { createSimulator } from '../simulator.ts';

const text = JSON.stringify({ text: 'hello' });

function webhook(options = {}) {
  const nas = createSimulator({ rateInterval: 0, ...options });
  const { url, token } = nas.addIncoming({ channel: 'general' });
  const call = (parameters: Record<string, string>) =>
    reply(nas, `http://nas.example/webapi/entry.cgi?${new URLSearchParams(parameters)}`);
  return { nas, url, token, call };
}

describe('entry.cgi', () => {
  it('posts the message of a form and answers exactly {"success":true}', async () => {
    const { nas, url } = webhook();
    const response = await nas.fetch(
      new Request(url, { method: 'POST', body: new URLSearchParams({ payload: text }) }),
    );
    expect([response.status, await response.text()]).toEqual([200, '{"success":true}']);
    expect(response.headers.get('Content-Type')).toBe('application/json; charset="UTF-8"');
    expect(nas.posts('general').map((each) => each.text)).toEqual(['hello']);
  });

  it.each(['text/plain', 'application/json', 'application/x-www-form-urlencoded', undefined])(
    'reads the body as a form when the content type is %s',
    async (type) => {
      const { nas, url } = webhook();
      const body = new TextEncoder().encode(`payload=${encodeURIComponent(text)}`);
      const headers = type === undefined ? {} : { 'Content-Type': type };
      expect(await reply(nas, url, { method: 'POST', headers, body })).toEqual({ success: true });
    },
  );

  it('takes all parameters from the query of a GET', async () => {
    const { token, call } = webhook();
    const parameters = { api: 'SYNO.Chat.External', method: 'incoming', version: '2', token, payload: text };
    expect(await call(parameters)).toEqual({ success: true });
  });

  it('takes the token from the body, in any order, with or without quotes', async () => {
    const { nas, token } = webhook();
    for (const each of [token, `"${token}"`]) {
      const form = { token: each, payload: text, version: '2', method: 'incoming', api: 'SYNO.Chat.External' };
      const init = { method: 'POST', body: new URLSearchParams(form) };
      expect(await reply(nas, 'http://nas.example/webapi/entry.cgi', init)).toEqual({ success: true });
    }
  });

  it('strips one pair of quotes only', async () => {
    const { token, call } = webhook();
    const parameters = { api: 'SYNO.Chat.External', method: 'incoming', version: '2', token: `""${token}""` };
    expect((await call(parameters)).error?.code).toBe(404);
  });

  it('is also behind the alias /chat', async () => {
    const { nas, url } = webhook();
    expect(await post(nas, url.replace('/webapi/', '/chat/webapi/'), { text: 'hi' })).toEqual({ success: true });
  });

  it('refuses a bare JSON body as a missing payload with a note in the record, or accepts the body by the switch "jsonBody"', async () => {
    const { nas, url } = webhook();
    for (const body of [text, '{"text":"a\nb"}', '[{"text":"list"}]', '{"text":"a&payload=%7B%7D"}'])
      expect((await reply(nas, url, { method: 'POST', body })).error).toEqual({
        code: 120,
        errors: { name: 'payload', reason: 'required' },
      });
    for (const { note } of nas.exchanges()) expect(note).toMatch(/^120: the body is JSON, which Chat does not read: /);
    nas.switches.jsonBody = 'accept';
    for (const body of [text, '{"text":"a\nb"}'])
      expect(await reply(nas, url, { method: 'POST', body })).toEqual({ success: true });
    expect(nas.posts('general').map((each) => each.text)).toEqual(['hello', 'a\nb']);
  });

  it('posts the payload of the query whatever JSON the body holds', async () => {
    const { nas, url } = webhook();
    const address = `${url}&payload=${encodeURIComponent(text)}`;
    for (const jsonBody of ['reject', 'accept'] as const) {
      nas.switches.jsonBody = jsonBody;
      for (const body of ['{"msg":"test"}', '{"text":"from the body"}', '{"text":"a&payload=%7B%7D"}'])
        expect(await reply(nas, address, { method: 'POST', body })).toEqual({ success: true });
    }
    expect(new Set(nas.posts('general').map((each) => each.text))).toEqual(new Set(['hello']));
  });

  it.each(['//webapi/', '///webapi//', '/chat//webapi/', '//chat/webapi///'])(
    'is found with doubled slashes as behind nginx: %sentry.cgi',
    async (path) => {
      const { nas, url } = webhook();
      expect(await post(nas, url.replace('/webapi/', path), { text: 'hi' })).toEqual({ success: true });
    },
  );

  it('checks api, version, method, token, payload and text in this order', async () => {
    const { token, call } = webhook();
    const wrong = { api: 'x', version: '9', method: 'x', token: 'x', payload: 'x' };
    const long = JSON.stringify({ text: 'x'.repeat(2001) });
    const { payload, ...withoutPayload } = wrong;
    const right = { api: 'SYNO.Chat.External', version: '2', method: 'incoming', token };
    const code = async (parameters: Record<string, string>) => (await call(parameters)).error?.code;

    expect(await code({})).toBe(101);
    expect(await code(wrong)).toBe(102);
    expect(await code({ ...wrong, api: right.api })).toBe(104);
    expect(await code({ ...wrong, api: right.api, version: '2' })).toBe(103);
    expect(await code({ api: right.api, version: '2' })).toBe(101);
    expect(await code({ ...wrong, ...right, token: 'x' })).toBe(404);
    expect(await code({ ...withoutPayload, ...right })).toBe(120);
    expect(await code({ ...right, payload })).toBe(407);
    expect(await code({ ...right, payload: long })).toBe(410);
  });

  it('refuses the token of an app in place of the token of an incoming webhook', async () => {
    const { nas, call } = webhook();
    const { token } = nas.addSlash({ command: 'ping', url: 'http://app.example/' });
    const { error } = await call({ api: 'SYNO.Chat.External', version: '2', method: 'incoming', token, payload: text });
    expect(error).toEqual({ code: 404, errors: 'invalid token' });
  });

  it('answers 413 to a body larger than any message', async () => {
    const { nas, url } = webhook();
    const response = await nas.fetch(new Request(url, { method: 'POST', body: new Uint8Array(33 * 1024 * 1024 + 1) }));
    expect(response.status).toBe(413);
  });

  it('answers late by the switch "latency" but posts at once', async () => {
    const asleep = deferred<number>();
    const morning = deferred();
    const sleep = (ms: number) => {
      asleep.resolve(ms);
      return morning.promise;
    };
    const { nas, url } = webhook({ latency: 150, sleep });
    const answer = post(nas, url, { text: 'slow' });
    expect(await asleep.promise).toBe(150);
    expect(nas.posts('general')).toHaveLength(1);
    expect(nas.exchanges()).toEqual([]);
    morning.resolve();
    expect(await answer).toEqual({ success: true });
  });
});

describe('query.cgi', () => {
  it('returns the path of the API', async () => {
    const nas = createSimulator();
    const ask = (query: string) => reply(nas, `http://nas.example/webapi/query.cgi?${query}`);
    expect(await ask('api=SYNO.API.Info&version=1&method=Query&query=SYNO.Chat.External')).toEqual({
      data: { 'SYNO.Chat.External': { maxVersion: 3, minVersion: 1, path: 'entry.cgi' } },
      success: true,
    });
    expect(await ask('api=SYNO.API.Info&version=1&method=Query&query=SYNO.Other')).toEqual({ data: {}, success: true });
    expect((await ask('api=SYNO.Other&version=1&method=Query')).error?.code).toBe(102);
  });
});

describe('a HEAD request', () => {
  it('posts nothing', async () => {
    const nas = createSimulator();
    const { url } = nas.addIncoming({ channel: 'general' });
    const response = await nas.fetch(new Request(`${url}&payload=%7B%22text%22:%22x%22%7D`, { method: 'HEAD' }));
    expect([response.status, nas.posts('general')]).toEqual([405, []]);
  });
});

describe('a request that does not reach the API', () => {
  it.each([
    ['GET', '/webapi/entry.php', 404],
    ['GET', '/webapi', 404],
    ['POST', '/webapi/', 404],
    ['POST', '/webapi/entry.cgi/', 404],
    ['POST', '/chat/webapi/entry', 404],
    ['GET', '/webapi/%', 404],
    ['PUT', '/webapi/entry.cgi', 404],
    ['DELETE', '/webapi//query.cgi', 404],
    ['HEAD', '/webapi/entry.cgi', 405],
  ])('is in the record: %s %s', async (method, path, status) => {
    const nas = createSimulator();
    const url = `http://nas.example${path}?token=abc`;
    expect((await nas.fetch(new Request(url, { method }))).status).toBe(status);
    expect(nas.exchanges()).toMatchObject([
      {
        direction: 'received',
        kind: 'api',
        method,
        response: { status },
        note: expect.stringMatching(/GET/) as unknown,
      },
    ]);
    expect(nas.exchanges()[0]?.url).toContain(`${path}?token=***`);
  });

  it('is not in the record if the request is for the page', async () => {
    const nas = createSimulator();
    for (const path of ['/', '/nowhere', '/webapis/x', '/api/room'])
      await nas.fetch(new Request(`http://localhost${path}`));
    expect(nas.exchanges()).toEqual([]);
  });
});
