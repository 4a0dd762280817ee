import { describe, expect, it } from 'vitest';
import { appThatAnswers, handClock, post } from '../../test/client.ts';
import type { SimulatorOptions } from '../options.ts';
import { createSimulator } from '../simulator.ts';

function withFiles(answer: () => Response | Promise<Response>, options: SimulatorOptions = {}) {
  const host = appThatAnswers(answer);
  const nas = createSimulator({ rateInterval: 0, fetch: host.fetch, ...options });
  const { url } = nas.addIncoming({ channel: 'general' });
  const send = async (file_url: string) => (await post(nas, url, { text: 'see', file_url })).error?.code;
  return { nas, host, send };
}

const text = () => new Response('report', { headers: { 'Content-Type': 'text/plain' } });

describe('a file_url', () => {
  it('is fetched by one GET and posted with name, type, size and bytes', async () => {
    const { nas, host, send } = withFiles(text);
    expect(await send('http://10.0.1.100:8123/a/b%C3%A5t.txt?x=1')).toBeUndefined();
    expect(nas.posts('general')[0]).toMatchObject({
      text: 'see',
      file: { name: 'båt.txt', type: 'text/plain', size: 6 },
    });
    expect(new TextDecoder().decode(nas.posts('general')[0]?.file?.bytes)).toBe('report');
    expect(host.requests.map(({ method }) => method)).toEqual(['GET']);
  });

  it.each([
    ['is not there', () => new Response('', { status: 404 })],
    ['cannot be reached', () => Promise.reject(new TypeError('fetch failed'))],
  ])('that %s is 117, and the text is not posted either', async (_, answer) => {
    const { nas, send } = withFiles(answer);
    expect(await send('http://files.example/a.txt')).toBe(117);
    expect(nas.posts('general')).toEqual([]);
  });

  it('of another scheme, or without a scheme, is 117 without a request', async () => {
    const { host, send } = withFiles(text);
    for (const address of ['file:///etc/passwd', 'data:text/plain,x', 'a.txt']) expect(await send(address)).toBe(117);
    expect(host.requests).toEqual([]);
  });

  it('over the limit is 409, with or without Content-Length', async () => {
    const announced = () => new Response('123456', { headers: { 'Content-Length': '6' } });
    for (const answer of [text, announced]) {
      const { nas, send } = withFiles(answer, { maxFileBytes: 5 });
      expect(await send('http://files.example/a.txt')).toBe(409);
      nas.switches.maxFileBytes = 6;
      expect(await send('http://files.example/a.txt')).toBeUndefined();
    }
  });

  it('without an extension is fetched, or 117 by the switch', async () => {
    const { nas, send } = withFiles(text);
    expect(await send('http://imgur.example/xxxxx')).toBeUndefined();
    nas.switches.requireFileExtension = true;
    expect(await send('http://imgur.example/xxxxx')).toBe(117);
    expect(await send('http://imgur.example/xxxxx.png')).toBeUndefined();
  });

  it('is preceded by HEAD by the switch, and not fetched when HEAD fails', async () => {
    const { nas, host, send } = withFiles(text, { fileHead: true });
    expect(await send('http://files.example/a.txt')).toBeUndefined();
    expect(host.requests.map(({ method }) => method)).toEqual(['HEAD', 'GET']);
    expect(nas.exchanges().map(({ kind, method }) => `${kind} ${method}`)).toContain('file HEAD');

    const refusing = withFiles(() => new Response(null, { status: 405 }), { fileHead: true });
    expect(await refusing.send('http://files.example/a.txt')).toBe(117);
    expect(refusing.host.requests.map(({ method }) => method)).toEqual(['HEAD']);
  });

  it('that takes longer than "fileTimeout" is 117', async () => {
    const { advance, ...clock } = handClock();
    const { send } = withFiles(() => {
      advance(30_000);
      return new Promise(() => undefined);
    }, clock);
    expect(await send('http://files.example/a.txt')).toBe(117);
  });
});
