import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, answerWith, launch, open, type Room, serve } from './browser.ts';

// Each would call hit() if it became markup, a script or an address that is followed.
const PAYLOADS = [
  '<img src=x onerror=hit()>',
  '"><svg/onload=hit()>',
  `'-hit()-'`,
  '</script><script>hit()</script>',
  '<iframe srcdoc="<script>parent.hit()</script>">',
  '<a href=javascript:hit()>x</a>',
  '<base href=//evil.example><meta http-equiv=refresh content=0;url=//evil.example>',
  '<style>@import"//evil.example"</style><link rel=stylesheet href=//evil.example>',
  '${hit()}{{hit()}}',
  'javascript:hit()',
  '__proto__',
];
const LINKS = [
  '<javascript:hit()|click>',
  '<JaVaScRiPt:hit()|click>',
  '<java\tscript:hit()|click>',
  '<data:text/html,<script>hit()</script>|click>',
  '<vbscript:hit()|click> <blob:null/x|click> <file:///etc/passwd|click> <//evil.example|click>',
  '<https://evil.example/" onmouseover="hit()|click>',
  '<https://evil.example/|<img src=x onerror=hit()>>',
  'https://evil.example/"onmouseover="hit() [click](javascript:hit())',
  '`<img src=x onerror=hit()>` *<b onclick=hit()>* > <i onclick=hit()>',
  '```\n<script>hit()</script>\n```\n>>> <script>hit()</script>',
  '@<img/src=x/onerror=hit()> #<img/src=x/onerror=hit()> :<img>:',
];
const ALL = [...PAYLOADS, ...LINKS];

let browser: Browser;
let app: App;
let room: Room;

beforeAll(async () => {
  browser = await launch();
  let turn = 0;
  app = await answerWith((form) => {
    const text = ALL[turn % ALL.length] ?? '';
    turn += 1;
    const action = { type: 'button', name: text, value: text, text, style: text };
    if (form.get('text')?.includes('not JSON')) return Buffer.from(text);
    return { text, attachments: [{ callback_id: text, text, actions: [action, { ...action, style: 'green' }] }] };
  });
  room = await serve({
    users: ['mikael', ...PAYLOADS.map((name) => ({ name, nickname: name }))],
    channels: ['general', ...PAYLOADS.map((name) => ({ name, members: ['mikael', ...PAYLOADS] }))],
    // A host of files that answers with what the address says, and errors that say what was asked for.
    fetch: async (url, init) => {
      if (!url.includes('files.example')) return fetch(url, init);
      if (url.includes('missing')) throw new TypeError(`failed: ${decodeURIComponent(url)}`);
      return new Response('<svg xmlns="http://www.w3.org/2000/svg" onload="hit()"/>', {
        headers: { 'Content-Type': new URL(url).searchParams.get('type') ?? '' },
      });
    },
  });
  await fill(room);
});
afterAll(async () => {
  await browser.close();
  await room.stop();
  app.stop();
});

/** Puts every payload into every field that an app, a client or a user can fill. */
async function fill({ nas, address }: Room): Promise<void> {
  const post = (url: string, payload: object, headers: HeadersInit = {}) =>
    fetch(url, { method: 'POST', headers, body: new URLSearchParams({ payload: JSON.stringify(payload) }) });
  for (const [at, name] of PAYLOADS.entries()) {
    const url = `${app.url}/${encodeURIComponent(name)}?${new URLSearchParams({ [name]: name })}`;
    nas.addSlash({ command: name.replaceAll(/[\s/]/gu, ''), url, description: name });
    nas.addOutgoing({ name, channel: name, triggerWords: [name], url });
    nas.addBot({ name, url });
    const incoming = nas.addIncoming({ name, channel: name });
    const action = { type: 'button', name, value: name, text: name, style: name };
    await post(
      incoming.url,
      { text: name, attachments: [{ callback_id: name, text: name, actions: [action] }] },
      { 'X-Hostile': name, 'User-Agent': name },
    );
    for (const type of ['image/svg+xml', 'text/html', 'image/png', name.replaceAll(/[^\x20-\x7e]/gu, '')])
      await post(incoming.url, {
        file_url: `http://files.example/${encodeURIComponent(name)}?${new URLSearchParams({ type })}`,
      });
    await post(incoming.url, { file_url: `http://files.example/missing/${encodeURIComponent(name)}` });
    await fetch(
      `${address}/webapi/entry.cgi?${new URLSearchParams({ api: 'SYNO.Chat.External', version: '2', method: name, [name]: name })}`,
    );
    await fetch(`${address}/webapi/entry.cgi?${new URLSearchParams({ api: name })}`, { method: 'POST', body: name });
    const author = PAYLOADS[(at + 1) % PAYLOADS.length] ?? '';
    await nas.say(author, name, `${name} in the channel`);
    await nas.say('mikael', `@${name}`, name);
    await nas.say('mikael', 'general', `/${name.replaceAll(/[\s/]/gu, '')} ${name}`);
    await nas.say('mikael', 'general', `/${name.replaceAll(/[\s/]/gu, '')} not JSON`);
  }
  for (const text of ALL) await nas.say('mikael', 'general', text);
}

/** A page that notices whatever ran, was asked for, popped up or was refused by the policy. */
async function watched(options: BrowserContextOptions = {}): Promise<{ page: Page; noticed: string[] }> {
  const noticed: string[] = [];
  const page = await open(browser, room.address, options);
  const { origin } = new URL(room.address);
  await page.exposeFunction('hit', () => noticed.push('a script ran'));
  page.on('dialog', (dialog) => {
    noticed.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== origin) noticed.push(`request ${request.url()}`);
  });
  page.on('pageerror', (error) => noticed.push(error.message));
  await page.evaluate(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective }) => {
      document.body.dataset['refused'] = violatedDirective;
    });
  });
  return { page, noticed };
}

/**
 * Presses all that a selector finds, one after the other, and gives what is then in the page that nothing of the page
 * itself puts there. Runs inside the page, where it waits for no animation.
 */
function walk(page: Page, selector = '', step = 1): Promise<string[]> {
  return page.evaluate(
    async ([pressed, every]) => {
      const found = new Set<string>();
      const look = () => {
        const names =
          'script:not([src="/page.js"]), style, link:not([href^="/page"]), iframe, object, embed, base, meta[http-equiv], ' +
          'b, i, video, audio, form[action], [srcdoc], [style]';
        for (const element of document.querySelectorAll(names)) found.add(element.outerHTML.slice(0, 200));
        for (const element of document.querySelectorAll('*'))
          for (const { name, value } of element.attributes) {
            const isOwn = /^(?:\/page\.|\/api\/files\/)/u.test(value);
            if (name.startsWith('on') || (name === 'src' && !isOwn)) found.add(`${name}=${value}`);
            if (name === 'href' && !isOwn && !/^(?:https?:\/\/|#)/u.test(value)) found.add(`${name}=${value}`);
          }
        const refused = document.body.dataset['refused'];
        if (refused !== undefined) found.add(`refused: ${refused}`);
      };
      const count = pressed === '' ? 0 : document.querySelectorAll(pressed).length;
      if (pressed !== '' && count === 0) found.add(`nothing is ${pressed}`);
      for (let at = 0; at < count; at += every) {
        document.querySelectorAll<HTMLElement>(pressed)[at]?.click();
        await new Promise((resolve) => setTimeout(resolve, 30));
        for (const details of document.querySelectorAll('details')) details.open = true;
        look();
        document.querySelector<HTMLElement>('.exchange-view > button')?.click();
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      look();
      return [...found];
    },
    [selector, step] as const,
  );
}

describe.each([
  ['with the policy of the page', {}],
  ['without it', { bypassCSP: true }],
])('what anybody wrote, %s', (_, options) => {
  it('is only text in every conversation, list, panel, form and question', async () => {
    const { page, noticed } = await watched(options);
    expect(await walk(page, 'nav .place:not([aria-haspopup])')).toEqual([]);
    await page.getByRole('navigation', { name: 'Conversations' }).getByRole('button', { name: 'general' }).click();
    await page.getByRole('log').getByText('click').first().waitFor();
    await page.getByRole('textbox', { name: 'Message' }).fill('/');
    await page.getByRole('listbox').getByRole('option').first().waitFor();
    expect(await walk(page)).toEqual([]);
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
    expect(await walk(page)).toEqual([]);
    await page.keyboard.press('Escape');

    expect(await walk(page, '.card-actions .danger-text', 9)).toEqual([]);
    await page.getByRole('dialog').first().waitFor();
    await page.reload();
    await page
      .getByRole('button', { name: /^Edit / })
      .first()
      .waitFor();
    expect(await walk(page, '.card-actions .text-button:first-child', 9)).toEqual([]);
    expect(await page.getByRole('button', { name: 'Save' }).count()).toBeGreaterThan(2);
    await page.getByRole('tab', { name: 'Traffic' }).click();
    expect(await walk(page, '.exchanges button', 7)).toEqual([]);
    for (const panel of ['Switches', 'People']) {
      await page.getByRole('tab', { name: panel }).click();
      expect(await walk(page)).toEqual([]);
    }
    expect(noticed).toEqual([]);
    await page.context().close();
  });
});

const SCRIPT =
  '<script>hit()</script><svg xmlns="http://www.w3.org/2000/svg" onload="hit()"><script>hit()</script></svg>';
const TYPES = [
  'image/svg+xml',
  'text/html',
  'application/xhtml+xml',
  'text/xml',
  'image/png',
  'text/javascript',
  'text/css',
  'x',
];

describe('a file that came with a script', () => {
  it('runs nothing, however it is opened, and is saved under a name that is no path', async () => {
    const fetchFile = (url: string) => {
      const headers = { 'Content-Type': new URL(url).searchParams.get('type') ?? '' };
      return Promise.resolve(new Response(SCRIPT, { headers }));
    };
    const small = await serve({ fetch: fetchFile });
    const { url } = small.nas.addIncoming({ channel: 'general' });
    const name = '..%2F..%2F..%5Cevil%00%0d%0aSet-Cookie%3Ax%22.svg';
    for (const type of TYPES) {
      const payload = JSON.stringify({ file_url: `http://files.example/${name}?${new URLSearchParams({ type })}` });
      await fetch(url, { method: 'POST', body: new URLSearchParams({ payload }) });
    }
    const files = small.nas.posts('general').map(({ id }) => `/api/files/${id}`);
    expect(files).toHaveLength(TYPES.length);

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
    expect(saved.length).toBeGreaterThanOrEqual(TYPES.length - 1);
    for (const each of saved) expect(each).not.toMatch(/[/\\\0\r\n]|^\./u);
    await page.context().close();
    await small.stop();
  });
});
