import { describe, expect, it } from 'vitest';
import { post } from '../../test/client.ts';
import { createSimulator } from '../simulator.ts';

const key = 'a-synthetic-key-for-tests';
const nas = createSimulator({ key, origin: 'http://192.168.1.20:5050', rateInterval: 0 });
const paths = [
  '/',
  '/page.js',
  '/page.css',
  '/page.svg',
  '/api/room',
  '/api/exchanges',
  '/api/events?user=ada',
  '/api/x',
];

const ask = (path: string, headers: Record<string, string> = {}, host = '192.168.1.20:5050', method = 'GET') =>
  nas.fetch(new Request(`http://${host}${path}`, { method, headers }));
async function status(...args: Parameters<typeof ask>) {
  const { status: code, body } = await ask(...args);
  await body?.cancel();
  return code;
}

describe('a simulator with a key', () => {
  it('serves nothing without the key, whatever name the client claims', async () => {
    for (const host of ['192.168.1.20:5050', 'localhost', '127.0.0.1:5050', '[::1]', 'rebound.example'])
      for (const path of [...paths, '/%61pi/room', '/api/../api/room'])
        expect([host, path, await status(path, {}, host)]).toEqual([host, path, 401]);
  });

  it('changes nothing without the key', async () => {
    const json = { 'Content-Type': 'application/json' };
    for (const method of ['POST', 'PATCH', 'DELETE', 'PUT', 'OPTIONS', 'HEAD'])
      expect(await status('/api/switches', json, 'localhost', method)).toBe(401);
  });

  it.each([
    ['another one', 'a-synthetic-key-for-testS'],
    ['its beginning', key.slice(0, -1)],
    ['it with more', `${key}x`],
    ['it twice', key + key],
    ['nothing', ''],
    ['one of another length', 'x'],
  ])('refuses %s in every place', async (_, wrong) => {
    expect(await status('/api/room', { Authorization: `Bearer ${wrong}` })).toBe(401);
    expect(await status('/api/room', { Authorization: wrong })).toBe(401);
    expect(await status('/api/room', { Cookie: `synochat_simulator_key=${wrong}` })).toBe(401);
    expect(await status(`/?key=${wrong}`)).toBe(401);
    // The address takes precedence: otherwise a mistyped key would seem to be right.
    expect(await status(`/?key=${wrong}`, { Cookie: `synochat_simulator_key=${key}` })).toBe(401);
  });

  it('answers a program that sends the key as a bearer', async () => {
    expect(await status('/api/room', { Authorization: `Bearer ${key}` })).toBe(200);
    expect(await status('/', { authorization: `bearer  ${key}` })).toBe(200);
  });

  it('makes the key in the address a cookie that no script and no other site gets, and drops it from the address', async () => {
    const { status: code, headers, body } = await ask(`/?key=${key}`);
    await body?.cancel();
    expect([code, headers.get('Location')]).toEqual([303, '/']);
    const cookie = headers.get('Set-Cookie') ?? '';
    for (const part of ['Path=/', 'HttpOnly', 'SameSite=Strict']) expect(cookie).toContain(part);
    expect(cookie).not.toContain('Secure');
    expect(headers.get('Referrer-Policy')).toBe('no-referrer');
    expect(headers.get('Cache-Control')).toBe('no-store');
    const Cookie = cookie.split(';')[0] ?? '';
    for (const path of paths.slice(0, 7)) expect(await status(path, { Cookie })).toBe(200);
  });

  it('limits the cookie to https if the key came by https', async () => {
    const response = await nas.fetch(new Request(`https://chat.lan/?key=${key}`));
    expect(response.headers.get('Set-Cookie')).toContain('Secure');
  });

  it('accepts the key only in the address of the page', async () => {
    for (const path of paths.slice(1))
      expect(await status(`${path}${path.includes('?') ? '&' : '?'}key=${key}`)).toBe(401);
  });

  it('explains on the page how to enter the key, and runs and embeds nothing there', async () => {
    const response = await ask('/');
    expect(await response.text()).toContain('?key=');
    expect(response.headers.get('Content-Security-Policy')).toContain("default-src 'none'; form-action 'self'");
    expect(response.headers.get('WWW-Authenticate')).toBe('Bearer');
    expect(await (await ask('/api/room')).text()).toContain('The key is missing or wrong');
  });

  it('still refuses another site, cookie or not', async () => {
    const Cookie = `synochat_simulator_key=${key}`;
    expect(await status('/api/room', { Cookie, Origin: 'https://evil.example' })).toBe(403);
    expect(await status('/api/room', { Cookie, 'Sec-Fetch-Site': 'same-site' })).toBe(403);
    expect(await status('/api/room', { Cookie, Origin: 'http://192.168.1.20:5050' })).toBe(200);
  });

  it('asks for no key at the web API, and hides the key in the record', async () => {
    const { url } = nas.addIncoming({ channel: 'general' });
    expect((await post(nas, url, { text: key })).success).toBe(true);
    const headers = {
      Authorization: `Bearer ${key}`,
      Cookie: `synochat_simulator_key=${key}`,
      Referer: `http://a/?key=${key}`,
    };
    await status(`/webapi/entry.cgi?api=SYNO.Chat.External&version=2&method=x&key=${key}`, headers);
    expect(nas.exchanges().length).toBeGreaterThan(1);
    expect(JSON.stringify(nas.exchanges())).not.toContain(key);
  });

  it.each(['short', 'with blanks in the middle', 'semi;colon;in;the;middle', 'ümlaut-ümlaut-ümlaut', ''])(
    'refuses a key that no cookie can hold or that is easy to guess, without repeating the key: %j',
    (wrong) => {
      expect(() => createSimulator({ key: wrong })).toThrow('key: The key needs at least 16 characters');
      expect(() => createSimulator({ key: wrong })).not.toThrow(wrong === '' ? 'Received' : wrong);
    },
  );
});
