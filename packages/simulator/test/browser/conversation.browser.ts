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
  room = await serve({ users: ['mikael', 'ada', { name: 'grace', nickname: 'Admiral' }] });
  room.nas.addSlash({ command: 'ping', url: app.url });
});

afterAll(async () => {
  await browser.close();
  await room.stop();
  app.stop();
});

const message = (page: Page) => page.getByRole('textbox', { name: 'Message' });

describe('a private post', () => {
  it('shows the command that it answers, also after a restart of the page', async () => {
    const page = await open(browser, room.address);
    await say(page, '/ping 1.1.1.1');
    await page.getByRole('article').filter({ hasText: 'Answer to /ping 1.1.1.1' }).getByText('Pong').waitFor();
    await say(page, '/pong');
    await page.getByRole('article').filter({ hasText: 'Answer to /pong' }).getByText('There is no command').waitFor();
    await page.reload();
    await page.getByText('Answer to /ping 1.1.1.1').waitFor();
  });

  it('of a failed command shows the command', async () => {
    room.nas.addSlash({ command: 'down', url: 'http://127.0.0.1:1/' });
    const page = await open(browser, room.address);
    await say(page, '/down now');
    await page.getByRole('article').filter({ hasText: 'Answer to /down now' }).getByText('Failed to send').waitFor();
  });
});

describe('the time of a message under another of the same author', () => {
  it('reads from left to right', async () => {
    await room.nas.say('ada', 'general', 'first');
    await room.nas.say('ada', 'general', 'second');
    const page = await open(browser, room.address, { locale: 'en-US' });
    const time = page.getByRole('article').filter({ hasText: 'second' }).locator('time');
    expect(await time.textContent()).toMatch(/^\d\d:\d\d\s[AP]M$/);
    const places = await time.evaluate((element) => {
      const text = element.firstChild as Text;
      return Array.from(text.data).map((_, at) => {
        const range = document.createRange();
        range.setStart(text, at);
        range.setEnd(text, at + 1);
        return range.getBoundingClientRect().left;
      });
    });
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    const box = await time.boundingBox();
    const text = await page.getByText('second', { exact: true }).boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(text?.x ?? 0);
  });
});

describe('Jump to', () => {
  it.each([
    ['ada', 'ada'],
    ['admir', 'grace'],
  ])('finds a person by "%s", and opens a conversation that was never opened', async (query, name) => {
    const page = await open(browser, room.address);
    await page.keyboard.press('Control+k');
    await page.keyboard.type(query);
    await page.getByRole('listbox').getByRole('option', { name, exact: true }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name, exact: true }).waitFor();
  });
});

describe('a dialog', () => {
  it('that is closed by Escape leaves the user typing where the user typed before', async () => {
    const page = await open(browser, room.address);
    await message(page).focus();
    await page.keyboard.type('be');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('x');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.type('fore');
    expect(await message(page).inputValue()).toBe('before');
  });
});

describe('ArrowUp in an empty message field', () => {
  it('recalls the messages and commands sent here, and ArrowDown goes back', async () => {
    const page = await open(browser, room.address);
    await say(page, 'one');
    await say(page, '/ping two');
    await expect.poll(() => message(page).inputValue()).toBe('');
    const press = async (key: string, text: string) => {
      await page.keyboard.press(key);
      await expect.poll(() => message(page).inputValue()).toBe(text);
    };
    await press('ArrowUp', '/ping two');
    await press('ArrowUp', 'one');
    await press('ArrowUp', 'one');
    await press('ArrowDown', '/ping two');
    await press('ArrowDown', '');
    await message(page).fill('a draft');
    await press('ArrowUp', 'a draft');
  });
});

describe('code in a message', () => {
  it('shows at its edge that it goes on, until its end is in sight', async () => {
    const few = await serve();
    await few.nas.say('ada', 'general', '```\nshort\n```');
    await few.nas.say('ada', 'general', `\`\`\`\n${'long '.repeat(80)}\n\`\`\``);
    const page = await open(browser, few.address);
    const [short, long] = [page.locator('.markup pre').first(), page.locator('.markup pre').last()];
    await long.waitFor();
    expect((await edge(page, long)).equals(await edge(page, short))).toBe(false);
    await long.evaluate((element) => {
      element.scrollLeft = element.scrollWidth;
    });
    expect((await edge(page, long)).equals(await edge(page, short))).toBe(true);
    await few.stop();
  });
});

/** A picture of the padding in the upper right corner, which holds no text. */
async function edge(page: Page, code: ReturnType<Page['locator']>): Promise<Buffer> {
  const { x = 0, y = 0, width = 0 } = (await code.boundingBox()) ?? {};
  return page.screenshot({ clip: { x: Math.floor(x + width) - 8, y: Math.ceil(y) + 3, width: 5, height: 5 } });
}
