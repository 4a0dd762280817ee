import type { Browser, BrowserContextOptions, Page } from '../../../../tools/modules/playwright-core.ts';
import { open, type Room } from './browser.ts';

/** A page that records scripts, requests, popups and refusals by the policy. */
export async function watched(
  browser: Browser,
  room: Room,
  options: BrowserContextOptions,
): Promise<{ page: Page; noticed: string[] }> {
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
export function walk(page: Page, selector = '', step = 1): Promise<string[]> {
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
            const isOwn = /^(?:\/page\.|\/api\/files\/)/.test(value);
            if (name.startsWith('on') || (name === 'src' && !isOwn)) found.add(`${name}=${value}`);
            if (name === 'href' && !isOwn && !/^(?:https?:\/\/|#)/.test(value)) found.add(`${name}=${value}`);
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
