import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Page } from '../../../../tools/modules/playwright-core.ts';
import { type App, answerWith, open, type Room, serve } from './browser.ts';
import { launch } from './chromium.ts';

const told: URLSearchParams[] = [];
let browser: Browser;
let app: App;
let room: Room;

beforeAll(async () => {
  browser = await launch();
  app = await answerWith((form) => {
    told.push(form);
    return form.get('file_name') === 'paper.txt' ? { text: 'Printed' } : {};
  });
  room = await serve();
  room.nas.addBot({ name: 'printer', url: `${app.url}/bot` });
});

afterAll(async () => {
  await browser.close();
  await room.stop();
  app.stop();
});

async function openBot(): Promise<Page> {
  const page = await open(browser, room.address);
  await page.getByRole('navigation', { name: 'Conversations' }).getByRole('button', { name: 'printer' }).click();
  return page;
}

const file = (name: string, text = 'A page') => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });

/** Drops a file on the conversation, as a user does with the mouse. */
async function drop(page: Page, name: string): Promise<void> {
  const data = await page.evaluateHandle((fileName) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['A page'], fileName, { type: 'text/plain' }));
    return transfer;
  }, name);
  const conversation = page.getByRole('region', { name: 'Conversation' });
  await conversation.dispatchEvent('dragover', { dataTransfer: data });
  await page.locator('.drop').waitFor();
  await conversation.dispatchEvent('drop', { dataTransfer: data });
  expect(await page.locator('.drop').count()).toBe(0);
}

describe('a file for a bot', () => {
  it('is chosen by the keyboard, shown as a card and sent to the app, which answers', async () => {
    const page = await openBot();
    // Playwright tells the browser of this in a message of its own: well before the key.
    const chooser = page.waitForEvent('filechooser');
    const attach = page.locator('button.attach');
    await attach.waitFor();
    await page.getByLabel('Message', { exact: true }).focus();
    await page.keyboard.press('Tab');
    expect(await attach.evaluate((button) => button === document.activeElement)).toBe(true);
    await page.keyboard.press('Enter');
    await (await chooser).setFiles([file('paper.txt'), file('empty.txt', '')]);
    await page.getByRole('link', { name: 'paper.txt text/plain · 6 bytes Download' }).waitFor();
    await page.getByRole('link', { name: 'empty.txt text/plain · 0 bytes Download' }).waitFor();
    await page.getByRole('log').getByText('Printed').waitFor();
    expect(told.map((form) => [form.get('file_name'), form.get('username'), form.has('text')])).toEqual([
      ['paper.txt', 'mikael', false],
      ['empty.txt', 'mikael', false],
    ]);
  });

  it('with a long name keeps its icon square', async () => {
    const page = await openBot();
    await room.nas.upload('mikael', '@printer', new File(['A page'], `${'a long name '.repeat(20)}.txt`));
    const icon = page.getByRole('link', { name: 'a long name a long name' }).locator('.file-icon');
    expect(await icon.boundingBox()).toMatchObject({ width: 40, height: 40 });
  });

  it('is dropped on the conversation', async () => {
    const page = await openBot();
    await drop(page, 'dropped.txt');
    await page.getByRole('link', { name: 'dropped.txt text/plain · 6 bytes Download' }).waitFor();
    expect(told.at(-1)?.get('file_name')).toBe('dropped.txt');
  });

  it('is refused in a channel, with a sentence that disappears when the user opens another place', async () => {
    const page = await open(browser, room.address);
    expect(await page.getByRole('button', { name: /^Send a file/ }).count()).toBe(0);
    await drop(page, 'lost.txt');
    await page.getByRole('alert').getByText('Not sent: only bots accept files.').waitFor();
    await page.getByRole('navigation', { name: 'Conversations' }).getByRole('button', { name: 'printer' }).click();
    await page.getByRole('button', { name: 'Send a file to @printer' }).waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(room.address).toBe(new URL(page.url()).origin);
  });

  it('over 32 MiB is refused by name, and another file can follow', async () => {
    const page = await openBot();
    const input = page.locator('input[type=file]');
    await page.evaluate(() => {
      Object.defineProperty(File.prototype, 'size', { configurable: true, get: () => 32 * 1024 * 1024 + 1 });
    });
    await input.setInputFiles(file('large.txt'));
    await page.getByRole('alert').getByText('large.txt was not sent: the file is over 32 MiB.').waitFor();
    await page.evaluate(() => Reflect.deleteProperty(File.prototype, 'size'));
    await input.setInputFiles(file('small.txt'));
    await page.getByRole('link', { name: 'small.txt text/plain · 6 bytes Download' }).waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  });
});
