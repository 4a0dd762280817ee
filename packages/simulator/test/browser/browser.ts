import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContextOptions, Page } from '../../../../tools/modules/playwright-core.ts';
import type { Simulator, SimulatorOptions } from '../../src/index.ts';
import { startSimulator } from '../../src/node.ts';

export interface Room {
  readonly nas: Simulator;
  readonly address: string;
  stop(): Promise<void>;
}

/** A simulator on a loopback port: `port`, or any free port. */
export async function serve(options: SimulatorOptions = {}, port = 0): Promise<Room> {
  const nas = await startSimulator({ rateInterval: 0, ...options, port });
  return { nas, address: nas.url, stop: nas.close };
}

export interface App {
  readonly url: string;
  stop(): void;
}

/** An app with a handler for every request. */
export async function answerWith(answer: (form: URLSearchParams, path: string) => object | Buffer): Promise<App> {
  const server = createServer((req, res) => {
    let body = '';
    req.on('data', (chunk) => (body += String(chunk)));
    req.on('end', () => {
      const reply = answer(new URLSearchParams(body), req.url ?? '');
      if (Buffer.isBuffer(reply))
        res.setHeader('Content-Type', req.url?.endsWith('.png') ? 'image/png' : 'application/pdf');
      res.end(Buffer.isBuffer(reply) ? reply : JSON.stringify(reply));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** A page in a separate browser context, without the storage of another user. */
export async function open(browser: Browser, address: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(address);
  await page.getByRole('log').waitFor();
  return page;
}

export async function say(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Message' }).fill(text);
  await page.keyboard.press('Enter');
}
