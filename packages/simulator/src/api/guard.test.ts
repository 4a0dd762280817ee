import { describe, expect, it } from 'vitest';
import { createSimulator } from '../simulator.ts';

const nas = createSimulator({ origin: 'http://chat.lan:5050' });
const status = async (url: string, init: RequestInit = {}) => (await nas.fetch(url, init)).status;
const say = (headers: Record<string, string>) =>
  status('http://localhost:5050/api/say', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify({ user: 'ada', channel: 'general', text: 'hi' }),
  });

describe('the page and its API', () => {
  it('answer to the name of the server and the names of the local machine, at any port', async () => {
    for (const host of ['chat.lan', 'localhost:1', '127.0.0.1', '[::1]:8080']) {
      expect(await status(`http://${host}/`)).toBe(200);
      expect(await status(`http://${host}/api/room`)).toBe(200);
    }
  });

  it('refuse any other name, which could point to the server', async () => {
    expect(await status('http://evil.example/')).toBe(403);
    expect(await status('http://evil.example/api/room')).toBe(403);
  });

  it('accept a change from the same origin or from a program', async () => {
    expect(await say({})).toBe(200);
    expect(await say({ Origin: 'http://localhost:5050', 'Sec-Fetch-Site': 'same-origin' })).toBe(200);
  });

  it('refuse a change that another site asks for', async () => {
    expect(await say({ Origin: 'https://evil.example' })).toBe(403);
    expect(await say({ Origin: 'http://localhost:3000' })).toBe(403);
    expect(await say({ Origin: 'null' })).toBe(403);
    expect(await say({ 'Sec-Fetch-Site': 'cross-site' })).toBe(403);
  });

  it('refuse a change that is not JSON, as a form of another site would send it', async () => {
    expect(await say({ 'Content-Type': 'text/plain' })).toBe(415);
  });

  const read = (path: string, headers: Record<string, string>) => status(`http://localhost:5050${path}`, { headers });

  it('refuse to be a part of another site: nothing is read, shown in a frame or run there', async () => {
    for (const path of ['/', '/page.js', '/api/room', '/api/events?user=ada', '/api/files/1']) {
      expect(await read(path, { Origin: 'https://evil.example' })).toBe(403);
      expect(await read(path, { Origin: 'null' })).toBe(403);
      for (const site of ['cross-site', 'same-site'])
        for (const dest of ['empty', 'image', 'script', 'iframe', 'object'])
          expect(await read(path, { 'Sec-Fetch-Site': site, 'Sec-Fetch-Dest': dest })).toBe(403);
    }
  });

  it('serve the page, a typed address and a followed link', async () => {
    const sameOrigin = { 'Sec-Fetch-Site': 'same-origin', 'Sec-Fetch-Dest': 'empty' };
    expect(await read('/api/room', sameOrigin)).toBe(200);
    expect(await read('/', { 'Sec-Fetch-Site': 'none', 'Sec-Fetch-Dest': 'document' })).toBe(200);
    expect(await read('/', { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Dest': 'document' })).toBe(200);
  });

  it('answer with data that no browser runs or sniffs', async () => {
    for (const path of ['room', 'events?user=ada', 'events?user=<script>', 'nothing']) {
      const { headers, body } = await nas.fetch(new Request(`http://localhost:5050/api/${path}`));
      await body?.cancel();
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
      expect(headers.get('Content-Security-Policy')).toContain('sandbox');
      expect(headers.get('Cross-Origin-Resource-Policy')).toBe('same-origin');
    }
  });

  it('forbid inline and foreign scripts', async () => {
    const { headers } = await nas.fetch(new Request('http://localhost/'));
    expect(headers.get('Content-Security-Policy')).toMatch(/^default-src 'none'; script-src 'self';/);
    expect(headers.get('Content-Security-Policy')).not.toContain('unsafe');
  });
});

describe('the web API', () => {
  const call = (headers: Record<string, string>) =>
    status('http://nas.example/webapi/entry.cgi?api=SYNO.Chat.External&version=2&method=x', { headers });

  it('answers scripts and servers under any name', async () => {
    expect(await call({})).toBe(200);
  });

  it('refuses a browser that calls for another site', async () => {
    expect(await call({ Origin: 'https://evil.example' })).toBe(403);
    expect(await call({ Origin: 'null' })).toBe(403);
    expect(await call({ Origin: 'http://localhost:5050' })).toBe(200);
  });

  it('refuses a picture or script of another site, and says that the record does not show it', async () => {
    const before = nas.exchanges().length;
    for (const site of ['cross-site', 'same-site']) expect(await call({ 'Sec-Fetch-Site': site })).toBe(403);
    expect(nas.exchanges()).toHaveLength(before);
    const asked = new Request('http://nas.example/webapi/entry.cgi', { headers: { Origin: 'https://evil.example' } });
    expect(await (await nas.fetch(asked)).text()).toContain('The record does not show such requests.');
    expect(nas.exchanges()).toHaveLength(before);
    expect(await call({ 'Sec-Fetch-Site': 'none' })).toBe(200);
    expect(await call({ 'Sec-Fetch-Site': 'cross-site', Origin: 'http://localhost:3000' })).toBe(200);
  });
});
