import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { createSimulator, type Simulator, type SimulatorOptions } from '../../src/index.ts';

/** Debian's browser, or the one that CHROMIUM names. A missing one fails: nothing is skipped. */
const executablePath = process.env['CHROMIUM'] ?? ['/usr/bin/chromium', '/usr/bin/google-chrome'].find(existsSync);
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts it, with further arguments if any are given. */
export async function launch(...more: string[]): Promise<Browser> {
  if (executablePath === undefined)
    throw new Error('No Chromium here: apt-get install chromium, or set CHROMIUM to one');
  return chromium.launch({ executablePath, args: [...args, ...more] });
}

export interface Room {
  readonly nas: Simulator;
  readonly address: string;
  stop(): Promise<void>;
}

/** A simulator that listens on a loopback port: the given one, or any free one. */
export async function serve(options: SimulatorOptions = {}, port = 0): Promise<Room> {
  let answer: Simulator['fetch'] = () => Promise.resolve(new Response('Starting', { status: 503 }));
  const server = createAdaptorServer({ fetch: (req: Request, env: object) => answer(req, env) });
  const address = await new Promise<string>((resolve) => {
    server.listen(port, '127.0.0.1', () => {
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    });
  });
  const nas = createSimulator({ origin: address, rateInterval: 0, ...options });
  answer = nas.fetch;
  return {
    nas,
    address,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

export interface App {
  readonly url: string;
  stop(): void;
}

/** An app that answers every request in its own way. */
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

/** A page of its own for one person, with nothing remembered from another. */
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
