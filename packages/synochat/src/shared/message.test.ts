import { describe, expect, it } from 'vitest';
import { createBotChat, ids } from '../../test/portable/bot-chat.ts';
import { createHost } from '../../test/portable/file-host.ts';
import { type Fetch, respond, sendBot, sendIncoming } from '../index.ts';

const typed: [typed: string | URL, sent: string][] = [
  ['http://192.168.1.5/图片 1.jpg?x=1', 'http://192.168.1.5/%E5%9B%BE%E7%89%87%201.jpg?x=1'],
  [' \n https://nas.example/a.png \t', 'https://nas.example/a.png'],
  ['HTTPS://NAS.Example:443/Ä.png#1', 'https://nas.example/%C3%84.png#1'],
  ['https://münchen.example/a"b|c<d>.png', 'https://xn--mnchen-3ya.example/a%22b|c%3Cd%3E.png'],
  ['http://nas.example\\share\\a.png', 'http://nas.example/share/a.png'],
  ['http://nas.example/a/../100%25%2f😀.png', 'http://nas.example/100%25%2f%F0%9F%98%80.png'],
  [new URL('http://[::1]:8080/a b.png'), 'http://[::1]:8080/a%20b.png'],
];

describe('the address of a file', () => {
  it.each(typed)('typed as %j is percent-encoded in a message to a channel or a user', async (fileUrl, sent) => {
    const { url, bot, fetch } = createBotChat({ fetch: () => Promise.resolve(new Response('bytes')) });
    const addresses: unknown[] = [];
    const watched: Fetch = async (to, init) => {
      // On Bun the body is a stream, which is read once.
      const body = await new Response(init.body as BodyInit).arrayBuffer();
      const payload = new URLSearchParams(new TextDecoder().decode(body)).get('payload') ?? '';
      addresses.push((JSON.parse(payload) as { file_url: unknown }).file_url);
      return fetch(to, { ...init, body });
    };
    await sendIncoming(url, { fileUrl }, { fetch: watched });
    await sendBot(bot, ids.ada, { text: 'see', fileUrl }, { fetch: watched });
    expect(addresses).toEqual([sent, sent]);
  });

  it.each(typed)('typed as %j is percent-encoded in a reply', async (fileUrl, sent) => {
    await expect(respond('see', fileUrl).json()).resolves.toEqual({ text: 'see', file_url: sent });
    await expect(respond({ fileUrl }).json()).resolves.toEqual({ file_url: sent });
  });

  it.each([
    'a.png',
    '/a.png',
    '//nas.example/a.png',
    'ftp://nas.example/a',
    'file:///a',
    'data:,a',
    'http://',
    'https://a b/',
    ' ',
  ])('is refused unless it is an absolute one of the web: %j', async (fileUrl) => {
    const { url, fetch, nas } = createBotChat();
    const refusal = 'fileUrl must be an absolute http or https URL';
    expect(() => respond('see', fileUrl)).toThrow(new TypeError(refusal));
    await expect(sendIncoming(url, { fileUrl }, { fetch })).rejects.toThrow(new TypeError(refusal));
    expect(nas.exchanges()).toEqual([]);
  });

  it.each(['图片 1.jpg', `a'b(c)*"<>|~.png`, '100%.png', 'ä?#.png'])('of a shared %s is one already', async (name) => {
    const { host } = createHost({ baseUrl: ' http://10.0.0.2/Dateien für alle/' });
    const link = await host.share('a', { name });
    expect(new URL(link).href).toBe(link);
    await expect(respond('see', link).json()).resolves.toEqual({ text: 'see', file_url: link });
  });
});
