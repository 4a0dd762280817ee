import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Page } from '../../../../tools/modules/playwright-core.ts';
import { type App, answerWith, open, type Room, serve } from './browser.ts';
import { launch } from './chromium.ts';

let browser: Browser;
let app: App;
let room: Room;

beforeAll(async () => {
  browser = await launch();
  app = await answerWith((form) => (form.get('text') === 'picture' ? { file_url: 'http://127.0.0.1:1/a.png' } : {}));
  room = await serve();
  const { nas } = room;
  const { url } = nas.addIncoming({ channel: 'general' });
  nas.addSlash({ command: 'ping', url: app.url });
  nas.addSlash({ command: 'off', url: 'http://127.0.0.1:3001/' });
  nas.addOutgoing({ channel: 'general', url: app.url });
  nas.addBot({ name: 'broken', url: `${room.address}/no-such-page` });
  await fetch(url, {
    method: 'POST',
    body: new URLSearchParams({ payload: JSON.stringify({ text: 'The backup is done.' }) }),
  });
  await nas.say('ada', 'general', `/ping ${'many words '.repeat(30)}`);
  await nas.say('ada', 'general', '/off');
  await nas.say('ada', 'general', 'picture');
  await nas.say('ada', '@broken', 'hi');
});

afterAll(async () => {
  await browser.close();
  await room.stop();
  app.stop();
});

async function openTraffic(): Promise<Page> {
  const page = await open(browser, room.address);
  await page.getByRole('tab', { name: 'Traffic' }).click();
  return page;
}

describe('a line of the traffic', () => {
  it('carries the first words of the text, and the channel', async () => {
    const page = await openTraffic();
    await page.getByRole('button', { name: /^received api POST incoming .*“The backup is done\.”/ }).waitFor();
    await page.getByRole('button', { name: /#general “\/ping many words [^”]*…”/u }).waitFor();
    await page.getByRole('button', { name: /^sent bot .*“hi”/ }).waitFor();
  });

  it('says in words that no program answers', async () => {
    const page = await openTraffic();
    const line = page.getByRole('button', { name: /“\/off”/ });
    await line.getByText('No program answers at 127.0.0.1:3001: is yours running?').waitFor();
  });

  it('says that an answer was dropped, and counts it as a failure', async () => {
    const page = await openTraffic();
    await page.getByLabel('Failures').check();
    const line = page.getByRole('button', { name: /^sent outgoing .*“picture”/ });
    await line.getByText('the answer was dropped: its file could not be fetched').waitFor();
  });
});

describe('an exchange', () => {
  it('shows a failed answer in the colour of failures, and an accepted one in that of successes', async () => {
    const page = await openTraffic();
    const colours = new Set<string>();
    for (const name of [/^sent bot/, /^received api/]) {
      await page.getByRole('button', { name }).first().click();
      const status = page.getByRole('heading', { name: 'Answer' }).locator('.status');
      colours.add(await status.evaluate((element) => getComputedStyle(element).color));
      await page.keyboard.press('Escape');
    }
    const failed = page.locator('.exchange.failed .status').first();
    const bad = await failed.evaluate((element) => getComputedStyle(element).color);
    expect([...colours][0]).toBe(bad);
    expect(colours.size).toBe(2);
  });

  it('gives the focus back to its line when it is closed', async () => {
    const page = await openTraffic();
    const line = page.getByRole('button', { name: /^sent bot/ });
    await line.click();
    await page.keyboard.press('Escape');
    await expect.poll(() => line.evaluate((element) => element === document.activeElement)).toBe(true);
  });
});
