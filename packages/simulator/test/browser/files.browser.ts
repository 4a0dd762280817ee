import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from '../../../../tools/modules/playwright-core.ts';
import { open, serve } from './browser.ts';
import { launch } from './chromium.ts';

const script =
  '<script>hit()</script><svg xmlns="http://www.w3.org/2000/svg" onload="hit()"><script>hit()</script></svg>';
const mediaTypes = [
  'image/svg+xml',
  'text/html',
  'application/xhtml+xml',
  'text/xml',
  'image/png',
  'text/javascript',
  'text/css',
  'x',
];

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

describe('a file that came with a script', () => {
  it('runs no script, however the file is opened, and is saved under a name that is no path', async () => {
    const fetchFile = ({ url }: Request) => {
      const headers = { 'Content-Type': new URL(url).searchParams.get('type') ?? '' };
      return Promise.resolve(new Response(script, { headers }));
    };
    const small = await serve({ fetch: fetchFile });
    const { url } = small.nas.addIncoming({ channel: 'general' });
    const name = '..%2F..%2F..%5Cevil%00%0d%0aSet-Cookie%3Ax%22.svg';
    for (const type of mediaTypes) {
      const payload = JSON.stringify({ file_url: `http://files.example/${name}?${new URLSearchParams({ type })}` });
      await fetch(url, { method: 'POST', body: new URLSearchParams({ payload }) });
    }
    const files = small.nas.posts('general').map(({ id }) => `/api/files/${id}`);
    expect(files).toHaveLength(mediaTypes.length);

    const page = await open(browser, small.address, { bypassCSP: false });
    let ran = 0;
    await page.context().exposeFunction('hit', () => (ran += 1));
    const saved: string[] = [];
    page.on('download', (download) => saved.push(download.suggestedFilename()));
    for (const file of files) await page.goto(small.address + file).catch(() => undefined);
    await page.goto(small.address);
    await page.getByRole('log').waitFor();
    await page.evaluate(async (paths) => {
      for (const path of paths)
        for (const tag of ['iframe', 'object', 'embed', 'img', 'script']) {
          const element = document.createElement(tag);
          element.setAttribute(tag === 'object' ? 'data' : 'src', path);
          document.body.append(element);
        }
      await new Promise((resolve) => setTimeout(resolve, 500));
    }, files);
    expect(ran).toBe(0);
    expect(saved.length).toBeGreaterThanOrEqual(mediaTypes.length - 1);
    for (const each of saved) expect(each).not.toMatch(/[/\\\0\r\n]|^\./);
    await page.context().close();
    await small.stop();
  });
});
