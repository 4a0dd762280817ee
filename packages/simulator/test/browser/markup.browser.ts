import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from '../../../../tools/modules/playwright-core.ts';
import { type App, answerWith, type Room, serve } from './browser.ts';
import { launch } from './chromium.ts';
import { fill, payloads, payloadsAndLinks } from './payloads.ts';
import { walk, watched } from './watched.ts';

let browser: Browser;
let app: App;
let room: Room;

beforeAll(async () => {
  browser = await launch();
  let turn = 0;
  app = await answerWith((form) => {
    const text = payloadsAndLinks[turn % payloadsAndLinks.length] ?? '';
    turn += 1;
    const action = { type: 'button', name: text, value: text, text, style: text };
    if (form.get('text')?.includes('not JSON')) return Buffer.from(text);
    return { text, attachments: [{ callback_id: text, text, actions: [action, { ...action, style: 'green' }] }] };
  });
  room = await serve({
    users: ['mikael', ...payloads.map((name) => ({ name, nickname: name }))],
    channels: ['general', ...payloads.map((name) => ({ name, members: ['mikael', ...payloads] }))],
    // A host of files that answers as the address says, with errors that name the request.
    fetch: async (req) => {
      const { url } = req;
      if (!url.includes('files.example')) return fetch(req);
      if (url.includes('missing')) throw new TypeError(`failed: ${decodeURIComponent(url)}`);
      return new Response('<svg xmlns="http://www.w3.org/2000/svg" onload="hit()"/>', {
        headers: { 'Content-Type': new URL(url).searchParams.get('type') ?? '' },
      });
    },
  });
  await fill(room, app);
});
afterAll(async () => {
  await browser.close();
  await room.stop();
  app.stop();
});

describe.each([
  ['with the policy of the page', {}],
  ['without it', { bypassCSP: true }],
])('what anybody wrote, %s', (_, options) => {
  it('is only text in every conversation, list, panel, form and dialog', async () => {
    const { page, noticed } = await watched(browser, room, options);
    expect(await walk(page, 'nav .place:not([aria-haspopup])')).toEqual([]);
    await page.getByRole('navigation', { name: 'Conversations' }).getByRole('button', { name: 'general' }).click();
    await page.getByRole('log').getByText('click').first().waitFor();
    await page.getByRole('textbox', { name: 'Message' }).fill('/');
    await page.getByRole('listbox').getByRole('option').first().waitFor();
    expect(await walk(page)).toEqual([]);
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
    expect(await walk(page)).toEqual([]);
    await page.keyboard.press('Escape');

    expect(await walk(page, '.card-actions .danger-text', 9)).toEqual([]);
    await page.getByRole('dialog').first().waitFor();
    await page.reload();
    await page
      .getByRole('button', { name: /^Edit / })
      .first()
      .waitFor();
    expect(await walk(page, '.card-actions .text-button:first-child', 9)).toEqual([]);
    expect(await page.getByRole('button', { name: 'Save' }).count()).toBeGreaterThan(2);
    await page.getByRole('tab', { name: 'Traffic' }).click();
    expect(await walk(page, '.exchanges button', 7)).toEqual([]);
    for (const panel of ['Switches', 'People']) {
      await page.getByRole('tab', { name: panel }).click();
      expect(await walk(page)).toEqual([]);
    }
    expect(noticed).toEqual([]);
    await page.context().close();
  });
});
