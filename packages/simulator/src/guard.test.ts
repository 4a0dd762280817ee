import { describe, expect, it } from 'vitest';
import { createSimulator } from './simulator.ts';

const nas = createSimulator({ origin: 'http://chat.lan:5050' });
const status = async (url: string, init: RequestInit = {}) => (await nas.fetch(new Request(url, init))).status;
const say = (headers: Record<string, string>) =>
  status('http://localhost:5050/api/say', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify({ user: 'ada', channel: 'general', text: 'hi' }),
  });

describe('the page and its API', () => {
  it('answer to the name of the server and to those of this machine, at any port', async () => {
    for (const host of ['chat.lan', 'localhost:1', '127.0.0.1', '[::1]:8080']) {
      expect(await status(`http://${host}/`)).toBe(200);
      expect(await status(`http://${host}/api/room`)).toBe(200);
    }
  });

  it('refuse any other name, which could have been made to point here', async () => {
    expect(await status('http://evil.example/')).toBe(403);
    expect(await status('http://evil.example/api/room')).toBe(403);
  });

  it('take a change from their own origin or from no browser', async () => {
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

  it('are served so that nothing inline and nothing foreign can run', async () => {
    const { headers } = await nas.fetch(new Request('http://localhost/'));
    expect(headers.get('Content-Security-Policy')).toMatch(/^default-src 'none'; script-src 'self';/u);
    expect(headers.get('Content-Security-Policy')).not.toContain('unsafe');
  });
});

describe('the web API', () => {
  const call = (headers: Record<string, string>) =>
    status('http://nas.example/webapi/entry.cgi?api=SYNO.Chat.External&version=2&method=x', { headers });

  it('answers scripts and servers under any name', async () => {
    expect(await call({})).toBe(200);
  });

  it('refuses a browser that calls it for another site', async () => {
    expect(await call({ Origin: 'https://evil.example' })).toBe(403);
    expect(await call({ Origin: 'null' })).toBe(403);
    expect(await call({ Origin: 'http://localhost:5050' })).toBe(200);
  });
});
