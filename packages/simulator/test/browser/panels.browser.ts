import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Page } from '../../../../tools/modules/playwright-core.ts';
import { type App, answerWith, open, type Room, say, serve } from './browser.ts';
import { launch } from './chromium.ts';

let browser: Browser;
let app: App;
let room: Room;

beforeAll(async () => {
  browser = await launch();
  app = await answerWith(() => ({ text: 'Pong' }));
  room = await serve();
});

afterAll(async () => {
  await browser.close();
  await room.stop();
  app.stop();
});

const openPanel = (page: Page, name: string) => page.getByRole('tab', { name }).click();

describe('the developer panels', () => {
  it('create a webhook whose address works at once, and show the address only on request', async () => {
    const page = await open(browser, room.address);
    await page.getByRole('button', { name: 'New Incoming webhook' }).click();
    await page.getByLabel('Name', { exact: true }).fill('CI');
    await page.getByRole('button', { name: 'Create' }).click();
    const secret = page.getByLabel('Secret');
    expect(await secret.textContent()).toMatch(/^•+$/);
    await page.getByRole('button', { name: 'Show' }).click();
    await expect.poll(() => secret.textContent()).toMatch(/^http/);
    const body = new URLSearchParams({ payload: '{"text":"from a program"}' });
    const answer = await fetch((await secret.textContent()) ?? '', { method: 'POST', body });
    expect(await answer.json()).toEqual({ success: true });
    await page.getByRole('log').getByText('from a program').waitFor();
  });

  it('create one integration for a double click on Create', async () => {
    const page = await open(browser, room.address);
    const cards = page.getByRole('button', { name: /^Delete / });
    const before = await cards.count();
    await page.getByRole('button', { name: 'New Incoming webhook' }).click();
    await page.getByRole('button', { name: 'Create' }).dblclick();
    await expect.poll(() => cards.count()).toBeGreaterThan(before);
    expect(await cards.count()).toBe(before + 1);
  });

  it('change and disable an integration, and delete an integration after a confirmation', async () => {
    const page = await open(browser, room.address);
    await page.getByRole('button', { name: 'New Bot' }).click();
    await page.getByLabel('Name', { exact: true }).fill('helper');
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByRole('button', { name: 'Edit @helper' }).click();
    await page.getByLabel('Name', { exact: true }).fill('helpful');
    await page.getByRole('button', { name: 'Save' }).click();
    const toggle = page.getByRole('switch', { name: '@helpful enabled' });
    await toggle.click();
    await expect.poll(() => toggle.isChecked()).toBe(false);
    await page.getByRole('button', { name: 'Delete @helpful' }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Delete @helpful' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('heading', { name: '@helpful' }).waitFor({ state: 'detached' });
  });

  it('show the error of the server for an invalid integration', async () => {
    const page = await open(browser, room.address);
    await page.getByRole('button', { name: 'New Slash command' }).click();
    await page.getByLabel('Command', { exact: true }).fill('two words');
    await page.getByLabel('Address of your app').fill('http://127.0.0.1:9/');
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByRole('alert').getByText('A slash command is one word').waitFor();
  });

  it('show a request and the answer, and send the request again', async () => {
    room.nas.addSlash({ command: 'ping', url: app.url });
    const page = await open(browser, room.address);
    await openPanel(page, 'Traffic');
    await say(page, '/ping 1.1.1.1');
    await page.getByRole('button', { name: /^sent slash POST/ }).click();
    const fields = page.getByRole('table', { name: 'Decoded fields' });
    await fields.getByRole('row', { name: 'text /ping 1.1.1.1' }).waitFor();
    await fields.getByRole('row', { name: 'token ***' }).waitFor();
    await page.getByRole('button', { name: 'Replay' }).click();
    await expect.poll(() => page.getByRole('log').getByText('Pong').count()).toBe(2);
    await page.keyboard.press('Escape');
    await page.getByLabel('Search the traffic').fill('1.1.1.1');
    await expect.poll(() => page.getByRole('button', { name: /^sent slash POST/ }).count()).toBe(2);
    await page.getByLabel('Failures').check();
    await page.getByText('No request matches.').waitFor();
  });

  it('change a switch at once, and reset the switch', async () => {
    const page = await open(browser, room.address);
    const { url } = room.nas.addIncoming({ channel: 'general' });
    const send = async () => (await fetch(url, { method: 'POST', body: '{"text":"raw"}' })).json() as Promise<unknown>;
    await openPanel(page, 'Switches');
    await page.getByRole('group', { name: 'jsonBody' }).getByText('accept').click();
    await page.getByRole('button', { name: 'Reset jsonBody to reject' }).waitFor();
    expect(await send()).toEqual({ success: true });
    await page.getByRole('button', { name: 'Reset jsonBody to reject' }).click();
    await page.getByRole('button', { name: 'Reset jsonBody to reject' }).waitFor({ state: 'detached' });
    expect(await send()).toMatchObject({ success: false, error: { code: 120 } });
  });

  it('disable a user, who can then not be chosen as the author', async () => {
    const page = await open(browser, room.address);
    await openPanel(page, 'People');
    await page.getByLabel('Name of a new user').fill('grace');
    await page.keyboard.press('Enter');
    const toggle = page.getByRole('switch', { name: 'grace enabled' });
    await expect.poll(() => page.getByLabel('You are').textContent()).toContain('grace');
    await toggle.click();
    await expect.poll(() => page.getByLabel('You are').textContent()).not.toContain('grace');
  });
});
