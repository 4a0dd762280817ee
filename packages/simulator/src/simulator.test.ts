import { Hono } from 'hono';
import { type Fetch, sendIncoming } from 'synochat';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type { SimulatorOptions } from './options.ts';
import { createSimulator, type Simulator } from './simulator.ts';

describe('a simulator joined to an app in one process', () => {
  it('shows a slash reply to the caller alone', async () => {
    const app = async (req: Request) => {
      const form = new URLSearchParams(await req.text());
      return Response.json({ text: `pong to ${form.get('text') ?? ''}` });
    };
    const nas = createSimulator({ fetch: app });
    nas.addSlash({ command: 'ping', url: 'http://app.example/ping' });

    const [reply] = await nas.say('mikael', 'general', '/ping 1.1.1.1');

    expect(reply).toMatchObject({ text: 'pong to /ping 1.1.1.1', author: 'ping', onlyTo: 'mikael' });
    expect(nas.posts('general')).toEqual([]);
    expect(nas.notices('mikael')).toEqual([reply]);
    expect(nas.notices('ada')).toEqual([]);
  });
});

describe('the fetch of a simulator', () => {
  const init = () => ({ method: 'POST', body: new URLSearchParams({ payload: '{"text":"hi"}' }) });

  it.each<[string, (fetch: Simulator['fetch'], url: string) => Promise<Response>]>([
    ['a Request', (fetch, url) => fetch(new Request(url, init()))],
    [
      'a Request and the second argument of a server',
      (fetch, url) => fetch(new Request(url, init()), { incoming: {} }),
    ],
    ['an address and the options of a request', (fetch, url) => fetch(url, init())],
    ['a URL object', (fetch, url) => fetch(new URL(url), init())],
  ])('takes %s, without this', async (_, call) => {
    const nas = createSimulator();
    const { fetch } = nas;
    const response = await call(fetch, nas.addIncoming({ channel: 'general' }).url);
    expect(await response.json()).toEqual({ success: true });
    expect(nas.posts('general')).toMatchObject([{ text: 'hi' }]);
  });

  it('reads an address alone as a GET', async () => {
    const nas = createSimulator();
    const url = `${nas.addIncoming({ channel: 'general' }).url}&payload=${encodeURIComponent('{"text":"hi"}')}`;
    expect(await (await nas.fetch(url)).json()).toEqual({ success: true });
    expect(nas.exchanges()[0]?.method).toBe('GET');
  });

  it('ends with the signal, before the request and while the body does not arrive', async () => {
    const nas = createSimulator();
    const { url } = nas.addIncoming({ channel: 'general' });
    const reason = new Error('enough');
    await expect(nas.fetch(url, { ...init(), signal: AbortSignal.abort(reason) })).rejects.toThrow(reason);
    const controller = new AbortController();
    const body = new ReadableStream();
    const options = { method: 'POST', body, duplex: 'half', signal: controller.signal } as RequestInit;
    const stalled = nas.fetch(url, options);
    controller.abort(reason);
    await expect(stalled).rejects.toThrow(reason);
    expect(nas.posts('general')).toEqual([]);
  });

  it('fits the library, a server and another simulator', async () => {
    const nas = createSimulator();
    await sendIncoming(nas.addIncoming({ channel: 'general' }).url, 'hi', { fetch: nas.fetch });
    expect(nas.posts('general')).toMatchObject([{ text: 'hi' }]);
    expectTypeOf(nas.fetch).toExtend<Fetch>();
    expectTypeOf(nas.fetch).toExtend<(req: Request, env: object) => Promise<Response>>();
    expectTypeOf(nas.fetch).toExtend<NonNullable<SimulatorOptions['fetch']>>();
  });
});

describe('the app of a simulator', () => {
  it('is called with a Request that holds method, headers and body', async () => {
    const requests: Request[] = [];
    const fetch = (req: Request) => {
      requests.push(req);
      return new Response();
    };
    const nas = createSimulator({ fetch });
    const { token } = nas.addSlash({ command: 'ping', url: 'http://app.example/ping' });
    await nas.say('ada', 'general', '/ping now');

    const [req] = requests;
    expect(req).toMatchObject({ method: 'POST', url: 'http://app.example/ping' });
    expect(req?.headers.get('Content-Type')).toContain('application/x-www-form-urlencoded');
    expect(new URLSearchParams(await req?.text()).get('token')).toBe(token);
  });

  it('may be the fetch of a Hono app', async () => {
    const app = new Hono().post('/ping', (c) => c.json({ text: 'pong' }));
    const nas = createSimulator({ fetch: app.fetch });
    nas.addSlash({ command: 'ping', url: 'http://app.example/ping' });
    expect(await nas.say('ada', 'general', '/ping')).toMatchObject([{ text: 'pong' }]);
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('down');
      },
    ],
    ['rejects', () => Promise.reject(new Error('down'))],
  ])('that %s is down for Chat', async (_, fetch: () => Promise<Response>) => {
    const nas = createSimulator({ fetch, headProbe: true });
    nas.addSlash({ command: 'ping', url: 'http://app.example/ping' });
    const [notice] = await nas.say('ada', 'general', '/ping');
    expect(notice?.text).toContain('Failed to send');
    nas.switches.headProbe = false;
    await nas.say('ada', 'general', '/ping');
    expect(nas.exchanges().map(({ note }) => note)).toEqual(['failure: down', 'failure: down']);
  });
});
