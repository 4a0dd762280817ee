import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Page } from '../../../../tools/modules/playwright-core.ts';
import { open, type Room, serve } from './browser.ts';
import { launch } from './chromium.ts';

let browser: Browser;
let room: Room;

beforeAll(async () => {
  browser = await launch();
  room = await serve({ rateInterval: 450 });
});

afterAll(async () => {
  await browser.close();
  await room.stop();
});

async function openSwitches(): Promise<Page> {
  const page = await open(browser, room.address);
  await page.getByRole('tab', { name: 'Switches' }).click();
  return page;
}

async function enter(page: Page, name: string, text: string): Promise<void> {
  await page.getByRole('spinbutton', { name }).fill('');
  await page.getByRole('spinbutton', { name }).pressSequentially(text);
  await page.keyboard.press('Enter');
}

describe('the number of a switch', () => {
  it.each([
    ['retries', '101', 'Enter a whole number from 0 to 100. In force is 0.'],
    ['retries', '1.5', 'Enter a whole number from 0 to 100. In force is 0.'],
    ['retries', '-', 'Enter a whole number from 0 to 100. In force is 0.'],
    ['faultRateHtml', '2', 'Enter a number from 0 to 1. In force is 0.'],
    ['rateInterval', '-1', 'Enter a whole number from 0 to 3600000. In force is 450.'],
  ] as const)('of %s that is wrong, %s, is told at the field and changes nothing', async (name, text, mistake) => {
    const page = await openSwitches();
    const before = room.nas.switches[name];
    await enter(page, name, text);
    const row = page.getByRole('listitem').filter({ has: page.getByRole('spinbutton', { name }) });
    const alert = row.getByRole('alert').getByText(mistake, { exact: true });
    await alert.waitFor();
    await expect.poll(async () => ((await alert.boundingBox())?.y ?? 9_999) < 780).toBe(true);
    expect(await page.getByRole('spinbutton', { name }).getAttribute('aria-invalid')).toBe('true');
    if (text !== '-') expect(await page.getByRole('spinbutton', { name }).inputValue()).toBe(text);
    expect(room.nas.switches[name]).toBe(before);
    await enter(page, name, String(before));
    await row.getByRole('alert').waitFor({ state: 'detached' });
  });

  it('that is emptied shows the number in force', async () => {
    const page = await openSwitches();
    const field = page.getByRole('spinbutton', { name: 'rateInterval' });
    await field.fill('');
    await page.keyboard.press('Tab');
    await expect.poll(() => field.inputValue()).toBe('450');
    expect(await page.getByRole('alert').count()).toBe(0);
  });
});

describe('changed switches', () => {
  it('are counted on the tab and beside the chat, and are reset together or one by one', async () => {
    const page = await openSwitches();
    const tab = page.getByRole('tab', { name: 'Switches 2 changed' });
    Object.assign(room.nas.switches, { strictAck: true, retries: 3 });
    await tab.waitFor();
    await page.getByRole('button', { name: 'Close the panels' }).click();
    const opener = page.getByRole('button', { name: 'Developer panels 2 changed' });
    await expect.poll(() => opener.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('tab-integrations');
    await tab.click();
    await page.getByRole('button', { name: 'Reset retries to 0' }).click();
    await page.getByRole('tab', { name: 'Switches 1 changed' }).waitFor();
    await page.getByRole('status').getByText('retries is 0.').waitFor();
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    expect(await focused()).toBe('retries');
    await page.getByRole('button', { name: 'Reset 1 changed' }).click();
    await page.getByRole('tab', { name: 'Switches', exact: true }).waitFor();
    await page.getByRole('status').getByText('1 switch was reset.').waitFor();
    expect(room.nas.switches.strictAck).toBe(false);
    await expect.poll(() => page.evaluate(() => document.activeElement === document.body)).toBe(false);
  });
});

describe('Load a profile', () => {
  const file = (name: string, content: unknown) => ({
    name,
    mimeType: 'application/json',
    buffer: Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)),
  });

  it('sets the switches that a survey observed, and the others to their defaults', async () => {
    const page = await openSwitches();
    Object.assign(room.nas.switches, { strictAck: true });
    const chosen = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Load a profile' }).click();
    const switches = { rateInterval: 700, lengthUnit: 'byte', retries: 2 };
    await (await chosen).setFiles(
      file('nas.json', { profile: 1, nas: { chat: '2.4.5-22148' }, switches, answers: {} }),
    );

    await page.getByRole('status').getByText('The switches are as of a NAS with Chat 2.4.5-22148.').waitFor();
    await page.getByRole('tab', { name: 'Switches 3 changed' }).waitFor();
    expect({ ...room.nas.switches }).toMatchObject({ ...switches, strictAck: false });
    expect(await page.getByRole('spinbutton', { name: 'rateInterval' }).inputValue()).toBe('700');
    await page.reload();
    await page.getByText('as a NAS with Chat 2.4.5-22148').first().waitFor();
    if (process.env['PICTURE']) await page.screenshot({ path: process.env['PICTURE'] });
  });

  it.each([
    ['holiday.json', 'x', 'holiday.json is no profile of synochat survey'],
    ['old.json', { profile: 2, switches: {} }, 'Pass a profile of synochat survey, whose member "profile" is 1.'],
    ['new.json', { profile: 1, switches: { moonPhase: 'full' } }, 'moonPhase'],
    ['wild.json', { profile: 1, switches: { rateInterval: -5 } }, 'rateInterval'],
  ])('tells at the button why %s is no profile, and changes nothing', async (name, content, problem) => {
    const page = await openSwitches();
    const before = { ...room.nas.switches };
    await page.getByLabel('A profile of a NAS').setInputFiles(file(name, content));

    await page.getByRole('alert').filter({ hasText: problem }).waitFor();
    expect({ ...room.nas.switches }).toEqual(before);
  });
});
