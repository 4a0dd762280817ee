import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Page } from '../../../../tools/modules/playwright-core.ts';
import { attack } from './attack.ts';
import { type App, answerWith, type Room, serve } from './browser.ts';
import { launch } from './chromium.ts';

const mark = 'the-mark-of-this-room';
const pictureFile = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);

// Any name leads here. The server must be safe without the protection of the browser.
const networkFlags = ['--host-resolver-rules=MAP *.example 127.0.0.1', '--disable-features=LocalNetworkAccessChecks'];

let browser: Browser;
let app: App;
let room: Room;
let storedItems: Map<string, unknown>;
let port: string;

beforeAll(async () => {
  browser = await launch(...networkFlags);
  app = await answerWith(() => pictureFile);
  storedItems = new Map();
  const storage = {
    entries: () => [...storedItems],
    set: (key: string, value: unknown) => storedItems.set(key, value),
    delete: (key: string) => storedItems.delete(key),
  };
  room = await serve({ users: ['mikael', 'ada', mark], storage });
  port = new URL(room.address).port;
  const { url } = room.nas.addIncoming({ channel: 'general' });
  await room.nas.say('ada', 'general', mark);
  const body = new URLSearchParams({ payload: JSON.stringify({ file_url: `${app.url}/dot.png` }) });
  await fetch(url, { method: 'POST', body });
});
afterAll(async () => {
  await browser.close();
  await room.stop();
  app.stop();
});

/** The whole state: users, channels, tokens, posts, switches, and the requests that the server has sent. */
const state = () =>
  JSON.stringify([[...storedItems], room.nas.exchanges().filter(({ direction }) => direction === 'sent')]);

/** A page of an attacker, at an address of the attacker. */
async function theirPage(address: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  // The answer of the attacker's server, before the name pointed to this machine.
  await page.route(address, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><body>theirs' }),
  );
  await page.goto(address);
  return page;
}

describe('a page of another site', () => {
  it.each([
    ['at another port of this machine', 'http://127.0.0.1:9999/', 'http://127.0.0.1'],
    ['at the other name of this machine', 'http://localhost:9999/', 'http://127.0.0.1'],
    ['elsewhere', 'http://evil.example/', 'http://127.0.0.1'],
    ['elsewhere, by the name of this machine', 'http://evil.example/', 'http://localhost'],
    ['whose name was made to point here', 'REBOUND', 'http://rebound.example'],
  ])('%s reads nothing and changes nothing', async (_, from, host) => {
    const target = `${host}:${port}`;
    const before = state();
    const page = await theirPage(from === 'REBOUND' ? `${target}/theirs` : from);
    expect(await page.evaluate(attack, { target, mark: mark, patience: 700 })).toEqual([]);
    expect(state()).toBe(before);
    await page.context().close();
  });

  it('cannot show the page in a frame, but can lead to it', async () => {
    const page = await theirPage('http://evil.example/');
    await page.setContent(`<iframe src="${room.address}/"></iframe><a href="${room.address}/">to the chat</a>`);
    await expect.poll(() => page.frames()[1]?.url()).not.toBe('');
    expect(await page.frames()[1]?.getByRole('log').count()).toBe(0);
    await page.getByRole('link').click();
    await page.getByRole('log').getByText(mark).waitFor();
    await page.context().close();
  });
});

// Proves that the attack works: a server without protection loses everything.
describe('the same page', () => {
  it('gets every answer from a server without protection', async () => {
    const asked = new Set<string>();
    const open = createServer((req, res) => {
      asked.add(`${req.method} ${req.url?.split('?')[0]} ${req.headers['sec-fetch-dest']}`);
      const origin = req.headers.origin;
      if (origin) res.setHeader('Access-Control-Allow-Origin', origin);
      res.setHeader('Access-Control-Allow-Credentials', 'true');
      res.setHeader('Access-Control-Allow-Methods', 'PATCH, DELETE, PUT');
      res.setHeader('Access-Control-Allow-Headers', 'Content-Type');
      if (req.url?.includes('files')) res.setHeader('Content-Type', 'image/png');
      if (req.url?.includes('events')) res.setHeader('Content-Type', 'text/event-stream');
      res.end(
        req.url?.includes('files')
          ? pictureFile
          : req.url?.includes('events')
            ? `event: posts\ndata: ${mark}\n\n`
            : mark,
      );
    });
    await new Promise<void>((resolve) => open.listen(0, '127.0.0.1', resolve));
    const target = `http://127.0.0.1:${(open.address() as AddressInfo).port}`;
    const page = await theirPage('http://evil.example/');
    const seen = await page.evaluate(attack, { target, mark: mark, patience: 15_000 });
    expect(seen).toEqual(
      expect.arrayContaining([
        'fetch cors /api/room',
        'PATCH /api/switches',
        'EventSource',
        `a picture of ${target}/api/files/4294967298`,
      ]),
    );
    for (const what of [
      'POST /api/say empty',
      'POST /api/say iframe',
      'GET /api/room image',
      'GET /api/room script',
      'GET /api/room style',
      'GET /api/room iframe',
      'GET /api/room object',
      'GET /api/room embed',
      'GET /api/room video',
      'GET / document',
      'DELETE /api/integrations/4 empty',
    ])
      expect([...asked]).toContain(what);
    await page.context().close();
    open.close();
    open.closeAllConnections();
  });
});
