import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from '../../../../tools/modules/playwright-core.ts';
import { type App, answerWith, open, type Room, say, serve } from './browser.ts';
import { launch } from './chromium.ts';

// One red dot.
const pictureFile = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);
const hostileText = '<img src=x onerror="document.title=1"><https://x.example/|<b>label</b>>';

let browser: Browser;
let app: App;
let room: Room;

beforeAll(async () => {
  browser = await launch();
  app = await answerWith((form, path) => {
    if (path.endsWith('.png')) return pictureFile;
    if (path.endsWith('.pdf')) return Buffer.alloc(2048);
    if (form.has('payload')) return { text: 'Shipped' };
    const text = form.get('text') ?? '';
    if (text.startsWith('/')) return { text: `You asked for *${text}*` };
    if (text === 'hostile') return { text: hostileText, attachments: [hostileAttachment] };
    return { text: 'Ship it?', attachments: [{ callback_id: 'c', text: '', actions: [action('Ship', 'green')] }] };
  });
  room = await serve({ users: ['mikael', 'ada', hostileText], channels: ['general', 'random', hostileText] });
  room.nas.addSlash({ command: 'deploy', url: `${app.url}/hook`, description: '<service> Deploys it' });
  room.nas.addSlash({ command: 'down', url: 'http://127.0.0.1:9/', description: hostileText });
  room.nas.addBot({ name: 'helper', url: `${app.url}/bot` });
  room.nas.addOutgoing({ name: hostileText, channel: 'random', url: `${app.url}/hook` });
});

afterAll(async () => {
  await browser.close();
  await room.stop();
  app.stop();
});

const action = (text: string, style: string) => ({ type: 'button', name: 'n', value: 'v', text, style });
const hostileAttachment = { callback_id: 'c', text: hostileText, actions: [action(hostileText, hostileText)] };

describe('the chat', () => {
  it('completes a command during typing, and shows the answer to the caller alone', async () => {
    const mikael = await open(browser, room.address);
    const ada = await open(browser, room.address);
    await ada.getByLabel('You are').selectOption('ada');
    await mikael.getByRole('textbox', { name: 'Message' }).pressSequentially('/de');
    await mikael.getByRole('option', { name: '/deploy <service> Deploys it' }).waitFor();
    await mikael.keyboard.press('Tab');
    await mikael.keyboard.type('web');
    await mikael.keyboard.press('Enter');
    const answer = mikael.getByRole('article').filter({ hasText: 'You asked for /deploy web' });
    await answer.getByText('Only visible to you').waitFor();
    await say(mikael, 'for all');
    await ada.getByRole('log').getByText('for all').waitFor();
    expect(await ada.getByRole('log').textContent()).not.toContain('You asked for');
  });

  it('shows the failure, and links to the request in Traffic', async () => {
    const page = await open(browser, room.address);
    await say(page, '/down now');
    await page.getByText('Failed to send a request to the bot server').last().waitFor();
    await page.getByRole('button', { name: 'See the request in Traffic' }).last().click();
    await page
      .getByRole('button', { name: /failure:/ })
      .first()
      .waitFor();
  });

  it('replaces the post with the answer when a button is pressed', async () => {
    const page = await open(browser, room.address);
    await page.getByRole('navigation', { name: 'Conversations' }).getByRole('button', { name: 'helper' }).click();
    await say(page, 'ready?');
    await page.getByRole('log').getByRole('button', { name: 'Ship' }).click();
    await page.getByRole('log').getByText('Shipped').waitFor();
    expect(await page.getByText('Ship it?').count()).toBe(0);
  });

  it('shows a picture in the message, and any other file as a card to download', async () => {
    const page = await open(browser, room.address);
    const { url } = room.nas.addIncoming({ channel: 'general' });
    for (const name of ['dot.png', 'report.pdf']) await post(url, { file_url: `${app.url}/${name}` });
    const picture = page.getByRole('img', { name: 'dot.png' });
    await picture.waitFor();
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1);
    await page.getByRole('link', { name: 'report.pdf application/pdf · 2.0 KiB Download' }).waitFor();
  });

  it('keeps a draft for each channel, and counts unread messages elsewhere', async () => {
    const page = await open(browser, room.address);
    const places = page.getByRole('navigation', { name: 'Conversations' });
    const field = page.getByRole('textbox', { name: 'Message' });
    await places.getByRole('button', { name: 'random' }).click();
    await field.fill('half a tho');
    await places.getByRole('button', { name: 'general' }).click();
    expect(await field.inputValue()).toBe('');
    await room.nas.say('ada', 'random', 'news');
    await places.getByRole('button', { name: /^random \d unread/ }).waitFor();
    await places.getByRole('button', { name: 'random' }).click();
    expect(await field.inputValue()).toBe('half a tho');
  });

  it('shows hostile text as text, never as markup', async () => {
    const page = await open(browser, room.address);
    await page.getByRole('navigation', { name: 'Conversations' }).getByText('random').click();
    await say(page, 'hostile');
    await page.getByRole('log').getByRole('button', { name: '<img src=x' }).waitFor();
    await page.getByRole('textbox', { name: 'Message' }).pressSequentially('/do');
    await page.getByRole('listbox').getByRole('option', { name: '<img src=x' }).waitFor();
    for (const panel of ['Integrations', 'Traffic', 'Switches', 'People']) {
      await page.getByRole('tab', { name: panel }).click();
      expect(await page.locator('img[src="x"], b').count()).toBe(0);
    }
    expect(await page.title()).toBe('Synology Chat simulator');
  });

  it('restores an unsent text where the text was written', async () => {
    const page = await open(browser, room.address);
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route('**/api/say', async (route) => {
      await held;
      await route.fulfill({ status: 500, body: 'The server failed.' });
    });
    const field = page.getByLabel('Message', { exact: true });
    await field.fill('not for ada');
    const answered = page.waitForResponse('**/api/say');
    await page.keyboard.press('Enter');
    await page.getByLabel('You are').selectOption('ada');
    release();
    await answered;
    expect(await field.inputValue()).toBe('');
    await page.getByLabel('You are').selectOption('mikael');
    await expect.poll(() => field.inputValue()).toBe('not for ada');
  });

  it('shows the newest of 10,000 messages, and does not move while the user reads back', async () => {
    const many = await serve();
    for (let at = 0; at < 10_000; at += 1) await many.nas.say('ada', 'general', `message ${at} of *many*`);
    const page = await open(browser, many.address);
    await page.getByText('message 9999 of').waitFor();
    const log = page.getByRole('log');
    expect(await log.getByRole('article').count()).toBeLessThanOrEqual(100);
    await log.evaluate((element) => {
      element.scrollTop = 1_500;
    });
    const pill = page.getByRole('button', { name: 'To the newest' });
    await pill.waitFor();
    const before = await log.evaluate((element) => element.scrollTop);
    await many.nas.say('ada', 'general', 'a newer one');
    await page.getByRole('button', { name: '1 new message' }).click();
    expect(before).toBe(1_500);
    await page.getByText('a newer one').waitFor();
    await many.stop();
  });

  it('loses no message in a restart of the server', async () => {
    const storedItems = new Map<string, unknown>();
    const storage = {
      entries: () => storedItems.entries(),
      set: (key: string, value: unknown) => void storedItems.set(key, value),
      delete: (key: string) => void storedItems.delete(key),
    };
    const first = await serve({ storage });
    const page = await open(browser, first.address);
    await say(page, 'before');
    await page.getByRole('log').getByText('before').waitFor();
    await first.stop();
    await page.getByText('Reconnecting…').waitFor();
    const second = await serve({ storage }, Number(new URL(first.address).port));
    await second.nas.say('ada', 'general', 'meanwhile');
    await page.getByRole('log').getByText('meanwhile').waitFor();
    expect(await page.getByRole('log').getByText('before').count()).toBe(1);
    await page.getByText('Reconnecting…').waitFor({ state: 'detached' });
    await say(page, 'after');
    await page.getByRole('log').getByText('after').waitFor();
    await second.stop();
  });
});

async function post(url: string, payload: object): Promise<void> {
  await fetch(url, { method: 'POST', body: new URLSearchParams({ payload: JSON.stringify(payload) }) });
}
