import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from '../../../../tools/modules/playwright-core.ts';
import { serve } from '../command.ts';
import { open, say } from './browser.ts';
import { launch } from './chromium.ts';

let browser: Browser;
let server: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  browser = await launch();
  server = await serve('--demo');
});
afterAll(async () => {
  await browser.close();
  await server.stop('SIGTERM');
});

describe('the page of synochat-simulator --demo', () => {
  it('shows the answers to the slash command, to the greeting, and to a button of the bot', async () => {
    const page = await open(browser, `http://127.0.0.1:${server.port}/`);
    const log = page.getByRole('log');

    await say(page, '/roll 2d6');
    await log.getByText('You rolled').waitFor();
    await log.getByText('Only visible to you').waitFor();
    await say(page, 'Hello there');
    await log.getByText('Hello mikael! Everybody in the channel sees this answer.').waitFor();

    await page.getByRole('navigation', { name: 'Conversations' }).getByRole('button', { name: 'Lunch' }).click();
    await say(page, 'Hungry');
    await log.getByRole('button', { name: 'Pizza' }).click();
    await log.getByText('mikael takes the pizza.').waitFor();
    expect(await log.getByRole('button', { name: 'Pizza' }).count()).toBe(0);
  });
});
