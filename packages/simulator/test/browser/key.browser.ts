import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from '../../../../tools/modules/playwright-core.ts';
import { open, type Room, say, serve } from './browser.ts';
import { launch } from './chromium.ts';

const key = 'a-synthetic-key-for-tests';
let browser: Browser;
let room: Room;
beforeAll(async () => {
  browser = await launch('--host-resolver-rules=MAP *.example 127.0.0.1');
  room = await serve({ key });
});
afterAll(async () => {
  await browser.close();
  await room.stop();
});

describe('a page that needs a key', () => {
  it('opens by the printed address, which does not stay in the bar, the history or a link', async () => {
    const page = await open(browser, `${room.address}/?key=${key}`);
    expect(page.url()).toBe(`${room.address}/`);
    await say(page, 'inside');
    await page.getByRole('log').getByText('inside').waitFor();
    await page.reload();
    await page.getByRole('log').getByText('inside').waitFor();
    expect(await page.evaluate(() => [document.cookie, document.referrer])).toEqual(['', '']);
    await page.goBack();
    expect(page.url()).toBe('about:blank');
    await page.context().close();
  });

  it('asks for a missing or wrong key, and accepts the key in the form', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    expect((await page.goto(`${room.address}/?key=wrong`))?.status()).toBe(401);
    await page.getByRole('heading', { name: 'This simulator needs a key' }).waitFor();
    await page.getByLabel('Key').fill(key);
    await page.keyboard.press('Enter');
    await page.getByRole('log').waitFor();
    expect(page.url()).toBe(`${room.address}/`);
    await context.close();
  });

  it('serves a page of another site nothing, although the browser has the key', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${room.address}/?key=${key}`);
    const port = new URL(room.address).port;
    await page.route('http://evil.example/', (route) =>
      route.fulfill({ contentType: 'text/html', body: `<a href="${room.address}/">in</a>` }),
    );
    await page.goto('http://evil.example/');
    for (const host of [room.address, `http://rebound.example:${port}`]) {
      const text = await page.evaluate(
        (address) => fetch(`${address}/api/room`, { credentials: 'include' }).then((answer) => answer.text(), String),
        host,
      );
      expect(text).not.toContain('mikael');
    }
    // A link from another site sends no cookie. A further click does.
    await page.getByRole('link', { name: 'in' }).click();
    await page.getByRole('link', { name: 'open the page again' }).click();
    await page.getByRole('log').waitFor();
    await context.close();
  });
});
