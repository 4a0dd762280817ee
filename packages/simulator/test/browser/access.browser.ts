import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axe } from '../../../../tools/modules/axe-core.ts';
import type { Browser, Page } from '../../../../tools/modules/playwright-core.ts';
import { type App, answerWith, open, type Room, say, serve } from './browser.ts';
import { launch } from './chromium.ts';

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };

let browser: Browser;
let app: App;
let empty: Room;
let room: Room;

beforeAll(async () => {
  browser = await launch();
  const styles = ['green', 'grey', 'red', 'orange', 'blue', 'teal', 'other'];
  const actions = styles.map((style) => ({ type: 'button', name: style, value: style, text: style, style }));
  app = await answerWith(() => ({ text: '*Choose* `one`', attachments: [{ callback_id: 'c', text: '', actions }] }));
  empty = await serve();
  room = await serve({ channels: ['general', 'random'] });
  room.nas.addIncoming({ channel: 'general' });
  room.nas.addSlash({ command: 'ping', url: app.url, description: '<host>' });
  room.nas.addSlash({ command: 'down', url: 'http://127.0.0.1:9/' });
  room.nas.addOutgoing({ channel: 'general', url: app.url });
  await room.nas.say('ada', 'general', '> quote\n* list :smile: #tag @mikael https://a.example/\n```\ncode\n```');
  await room.nas.say('mikael', 'general', '/ping');
  await room.nas.say('mikael', 'general', '/down');
});

afterAll(async () => {
  await browser.close();
  await Promise.all([empty.stop(), room.stop()]);
  app.stop();
});

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const { axe: engine } = globalThis as unknown as {
      axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    return (await engine.run({ resultTypes: ['violations'] })).violations;
  });
  return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

const views: Record<string, (page: Page, show: (panel: string) => Promise<void>) => Promise<void>> = {
  conversation: () => Promise.resolve(),
  completion: (page) => page.getByRole('textbox', { name: 'Message' }).pressSequentially('/p'),
  integrations: async (page, show) => {
    await show('Integrations');
    await page.getByText('Snippets').first().click();
  },
  'integration form': async (page, show) => {
    await show('Integrations');
    await page.getByRole('button', { name: 'New Outgoing webhook' }).click();
  },
  'form with mistakes': async (page, show) => {
    await show('Integrations');
    await page.getByRole('button', { name: 'New Slash command' }).click();
    await page.getByRole('button', { name: 'Create', exact: true }).click();
    await page.getByRole('alert').first().waitFor();
  },
  'shown address': async (page, show) => {
    await show('Integrations');
    await page.getByRole('button', { name: 'Show' }).first().click();
    await expect.poll(() => page.getByLabel('Secret').first().textContent()).toMatch(/^http/);
  },
  traffic: (_, show) => show('Traffic'),
  exchange: async (page, show) => {
    await show('Traffic');
    await page
      .getByRole('button', { name: /^sent outgoing/ })
      .first()
      .click();
  },
  switches: (_, show) => show('Switches'),
  'wrong number of a switch': async (page, show) => {
    await show('Switches');
    await page.getByRole('spinbutton', { name: 'retries' }).fill('101');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
  },
  people: (_, show) => show('People'),
  switcher: (page) => page.keyboard.press('Control+k'),
};

describe.each(['light', 'dark'] as const)('in a %s theme', (colorScheme) => {
  it.each(Object.entries(views))('the %s is accessible', async (_, act) => {
    for (const size of [{}, phone]) {
      const page = await open(browser, room.address, { colorScheme, bypassCSP: true, ...size });
      const isPhone = size === phone;
      await act(page, (panel) =>
        isPhone
          ? page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: panel }).click()
          : page.getByRole('tab', { name: panel }).click(),
      );
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
      await page.context().close();
    }
  });

  it('an empty room is accessible', async () => {
    const page = await open(browser, empty.address, { colorScheme, bypassCSP: true });
    await page.getByText('No messages in #general yet').waitFor();
    for (const panel of ['Integrations', 'Traffic']) {
      await page.getByRole('tab', { name: panel }).click();
      expect(await violations(page)).toEqual([]);
    }
  });
});

describe('with the keyboard alone', () => {
  it('a user opens a channel, posts a message, and changes a switch', async () => {
    const page = await open(browser, room.address);
    await page.keyboard.press('Control+k');
    await page.keyboard.type('rand');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '#random', exact: true }).waitFor();
    await page.getByRole('textbox', { name: 'Message' }).focus();
    await page.keyboard.type('one');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('two');
    await page.keyboard.press('Enter');
    await page.getByText('one\ntwo').waitFor();
    await page.getByRole('tab', { selected: true }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.getByRole('switch', { name: 'strictAck' }).focus();
    await page.keyboard.press('Space');
    await expect.poll(() => room.nas.switches.strictAck).toBe(true);
  });

  it('a user skips to the message field', async () => {
    const page = await open(browser, room.address);
    await page.getByRole('link', { name: 'Skip to the message field' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('skipped');
    expect(await page.getByRole('textbox', { name: 'Message' }).inputValue()).toBe('skipped');
  });
});

describe('on a phone', () => {
  it('a user switches to another user, chats, and finds the panels at the bottom', async () => {
    const page = await open(browser, room.address, phone);
    await page.getByRole('button', { name: 'Conversations' }).click();
    await page.getByLabel('You are').selectOption('ada');
    await page
      .getByRole('navigation', { name: 'Conversations' })
      .getByRole('button', { name: /^general/ })
      .click();
    await say(page, 'from my phone');
    await page.getByText('from my phone').waitFor();
    await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Traffic' }).click();
    await page.getByRole('tabpanel').waitFor();
    await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Chat' }).click();
    await page.getByText('from my phone').waitFor();
  });
});
