import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch } from '../../../packages/simulator/test/browser/chromium.ts';
import { freePort } from '../../../packages/synochat/test/helpers/process.ts';
import type { Browser, Page } from '../../../tools/modules/playwright-core.ts';

const root = new URL('../../../', import.meta.url);

let browser: Browser;
let server: ChildProcess;
let address: string;

beforeAll(async () => {
  const port = await freePort();
  server = spawn('node', ['apps/ping/try.ts'], {
    cwd: root,
    env: { ...process.env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  address = await firstAddress(server);
  browser = await launch();
});

afterAll(async () => {
  await browser.close();
  server.kill();
});

describe('npm start', () => {
  it('gives a page on which /ping is typed and answered, to the caller alone', async () => {
    const mikael = await open();
    const ada = await open('ada');
    await say(mikael, '/ping 1.1.1.1 count=4 time');
    await mikael.getByText('mikael pings 1.1.1.1 4 times, with timestamps').waitFor();
    await say(mikael, 'Ping me');
    await ada.getByText('Pong, mikael: me').waitFor();
    expect(await ada.getByRole('log').textContent()).not.toContain('mikael pings');
    await mikael.screenshot({ path: new URL('reports/ping.png', root).pathname });
  });

  it('tells the caller every mistake, with the usage line', async () => {
    const page = await open();
    await say(page, '/ping count=many often');
    await page.getByText('Usage: /ping <ip> [count=…] [time]').waitFor();
    expect(await page.getByRole('log').textContent()).toContain('count: Expected number but received "many"');
  });

  it('says that browsers refuse its port', () => {
    const env = { ...process.env, PORT: '6000' };
    const { status, stderr } = spawnSync('node', ['apps/ping/try.ts'], { cwd: root, env, encoding: 'utf8' });
    expect(stderr).toBe(
      'port: Browsers and fetch refuse port 6000: choose another, such as 5050.\nSet another port: PORT=5051 npm start\n',
    );
    expect(status).toBe(1);
  });

  it('lets no message become markup', async () => {
    const page = await open();
    await say(page, '<img src=x onerror="document.title=1"><https://x.example|<b>label</b>>');
    await page.getByText('<img src=x onerror="document.title=1">').waitFor();
    expect(await page.title()).toBe('Synology Chat simulator');
    expect(await page.locator('main img, main b').count()).toBe(0);
  });
});

async function open(user?: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1000, height: 640 } });
  await page.goto(address);
  if (user !== undefined) await page.getByLabel('You are').selectOption(user);
  return page;
}

async function say(page: Page, text: string): Promise<void> {
  await page.getByLabel('Message', { exact: true }).fill(text);
  await page.keyboard.press('Enter');
}

/** The address that the program prints for people to open. */
async function firstAddress(program: ChildProcess): Promise<string> {
  let printed = '';
  for await (const chunk of program.stdout ?? []) {
    printed += String(chunk);
    const found = /http:\/\/\S+/.exec(printed)?.[0];
    if (found !== undefined) return found;
  }
  throw new Error(`It ended before it printed an address: ${printed}`);
}
