import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Page } from '../../../../tools/modules/playwright-core.ts';
import { open, type Room, serve } from './browser.ts';
import { launch } from './chromium.ts';

let browser: Browser;
let room: Room;

beforeAll(async () => {
  browser = await launch();
  room = await serve();
});

afterAll(async () => {
  await browser.close();
  await room.stop();
});

const create = (page: Page) => page.getByRole('button', { name: 'Create', exact: true }).click();
const command = (page: Page) => page.getByRole('textbox', { name: 'Command' });
const address = (page: Page) => page.getByLabel('Address of your app');
const showsStatus = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text }).waitFor();

/** The text of the element with the focus, or its label. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const { activeElement: element } = document;
    return element === document.body ? 'the body' : (element?.getAttribute('aria-label') ?? element?.textContent);
  });

async function startSlash(page: Page, name: string, url: string): Promise<void> {
  await page.getByRole('button', { name: 'New Slash command' }).click();
  await command(page).fill(name);
  await address(page).fill(url);
}

describe('the form of an integration', () => {
  it.each([
    ['/light', '127.0.0.1:8787', 'http://127.0.0.1:8787/'],
    ['lamp', ':3000/chat', 'http://127.0.0.1:3000/chat'],
    ['door', '8787', 'http://127.0.0.1:8787/'],
    ['blind', 'nas.local/hook', 'http://nas.local/hook'],
    ['heat', 'localhost:3000', 'http://localhost:3000/'],
  ])('accepts the command %s and the address %s', async (name, url, full) => {
    const page = await open(browser, room.address);
    await startSlash(page, name, url);
    await create(page);
    await page.getByRole('heading', { name: `/${name.replace('/', '')}`, exact: true }).waitFor();
    await page.getByText(`→ ${full}`, { exact: true }).first().waitFor();
  });

  it.each([
    ['two words', '127.0.0.1:1', 'Command', 'A slash command is one word, such as light.'],
    ['', '127.0.0.1:1', 'Command', 'Enter a command, such as light.'],
    ['/', '127.0.0.1:1', 'Command', 'Enter a command, such as light.'],
    ['a', '', 'Address of your app', 'Enter the address of your app, such as 127.0.0.1:3000.'],
    ['a', 'not an address', 'Address of your app', 'This is not an address. Enter one such as 127.0.0.1:3000.'],
    ['a', 'ftp://nas.local/', 'Address of your app', 'The address must begin with http:// or https://.'],
    ['a', 'u:p@nas.local', 'Address of your app', 'The address must not hold a user name or a password.'],
  ])('tells of the command "%s" and the address "%s" at the field', async (name, url, label, mistake) => {
    const page = await open(browser, room.address);
    await startSlash(page, name, url);
    await create(page);
    const field = page.getByRole('textbox', { name: label });
    await page.getByRole('alert').getByText(mistake, { exact: true }).waitFor();
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    const ids = ((await field.getAttribute('aria-describedby')) ?? '').split(' ');
    const described = await page.evaluate((all) => all.map((id) => document.getElementById(id)?.textContent), ids);
    expect(described).toContain(mistake);
    await expect.poll(() => field.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await page.getByRole('alert').count()).toBe(1);
  });

  it('tells at the field that there is such a command, in words', async () => {
    room.nas.addSlash({ command: 'twice', url: 'http://127.0.0.1:1/' });
    const page = await open(browser, room.address);
    await startSlash(page, 'twice', '127.0.0.1:1');
    await create(page);
    await page.getByRole('alert').getByText('There is already a slash command "twice".', { exact: true }).waitFor();
    expect(await command(page).getAttribute('aria-invalid')).toBe('true');
  });

  it('asks an outgoing webhook on any channel for a trigger word', async () => {
    const page = await open(browser, room.address);
    await page.getByRole('button', { name: 'New Outgoing webhook' }).click();
    await page.getByLabel('Trigger words').fill(' , ');
    await address(page).fill('127.0.0.1:1');
    await create(page);
    await page.getByRole('alert').getByText('Enter a trigger word, or choose a channel above.').waitFor();
    await page.getByLabel('Trigger words').fill('deploy');
    await create(page);
    await page.getByText('“deploy” → http://127.0.0.1:1/').waitFor();
  });
});

describe('an integration', () => {
  it('that was created is in sight, announced, and offers its token and the line of an env file', async () => {
    const many = await serve();
    for (let at = 0; at < 12; at += 1) many.nas.addIncoming({ channel: 'general', name: `hook ${at}` });
    const page = await open(browser, many.address, { permissions: ['clipboard-read', 'clipboard-write'] });
    await startSlash(page, 'light', '127.0.0.1:3000');
    await create(page);
    await showsStatus(page, '/light was created.');
    const card = page.getByRole('listitem').filter({ hasText: 'Created.' });
    expect(await focused(page)).toBe('/light');
    await card.getByRole('button', { name: 'Copy token' }).waitFor();
    const box = await card.getByRole('button', { name: 'Copy .env line' }).boundingBox();
    expect(box && box.y + box.height).toBeLessThan(800);
    await card.getByRole('button', { name: 'Copy .env line' }).click();
    await card.getByRole('button', { name: 'Copied' }).waitFor();
    const line = await page.evaluate(() => navigator.clipboard.readText());
    expect(line).toMatch(/^SYNOCHAT_SLASH_TOKEN_LIGHT='[A-Za-z0-9]{64}'$/);
    await many.stop();
  });

  it('of a name that another has gets a number', async () => {
    const twins = await serve();
    for (let at = 0; at < 3; at += 1) twins.nas.addIncoming({ channel: 'general' });
    const page = await open(browser, twins.address);
    await page.getByRole('button', { name: 'Edit Incoming Webhook 3' }).waitFor();
    expect(await page.locator('.card h3').allTextContents()).toEqual([
      'Incoming Webhook',
      'Incoming Webhook 2',
      'Incoming Webhook 3',
    ]);
    await page.getByRole('button', { name: 'New Incoming webhook' }).click();
    await create(page);
    await showsStatus(page, 'Incoming Webhook 4 was created.');
    await twins.stop();
  });

  it('keeps the focus at hand after Cancel, Escape, Save and Delete, and tells of each change', async () => {
    const few = await serve();
    few.nas.addBot({ name: 'one' });
    few.nas.addBot({ name: 'two' });
    const page = await open(browser, few.address);
    const isFocused = (text: string) => expect.poll(() => focused(page)).toBe(text);

    await page.getByRole('button', { name: 'New Bot' }).click();
    await page.keyboard.press('Escape');
    await isFocused('New Bot');
    await page.getByRole('button', { name: 'Edit @one' }).click();
    await page.keyboard.press('Escape');
    await isFocused('Edit @one');
    await page.getByRole('button', { name: 'Edit @one' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await showsStatus(page, 'The changes were saved.');
    await isFocused('Edit @one');
    await page.getByRole('button', { name: 'Delete @one' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await isFocused('Delete @one');
    await page.getByRole('button', { name: 'Delete @one' }).click();
    await page.keyboard.press('Escape');
    await isFocused('Delete @one');
    await page.getByRole('button', { name: 'Delete @one' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await showsStatus(page, '@one was deleted.');
    await isFocused('@two');
    await page.getByRole('button', { name: 'Delete @two' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await showsStatus(page, '@two was deleted.');
    await isFocused('New Incoming webhookYour program posts into a channel.');
    await few.stop();
  });

  it('shows its whole address on one line, to scroll with the keyboard', async () => {
    const page = await open(browser, room.address);
    room.nas.addIncoming({ channel: 'general', name: 'Long' });
    const card = page.getByRole('listitem').filter({ hasText: 'Long' });
    await card.getByRole('button', { name: 'Show' }).click();
    const secret = card.getByLabel('Secret');
    await expect.poll(() => secret.textContent()).toMatch(/^http/);
    expect((await secret.boundingBox())?.height).toBeLessThan(60);
    await secret.focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => secret.evaluate((element) => element.scrollLeft)).toBeGreaterThan(0);
  });
});
