import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch } from '../../../packages/simulator/test/browser/chromium.ts';
import { axe } from '../../modules/axe-core.ts';
import type { Browser, Page } from '../../modules/playwright-core.ts';
import { listFiles, serveSite } from './built.ts';

let browser: Browser;
let site: Awaited<ReturnType<typeof serveSite>>;
beforeAll(async () => {
  [browser, site] = await Promise.all([launch(), serveSite()]);
});
afterAll(async () => {
  await browser.close();
  site.stop();
});

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  it.each([
    ['/', 'synochat'],
    ['/overview.html', 'synochat'],
    ['/guides/node.html', 'On Node, behind a reverse proxy'],
    ['/guides/python.html', 'Coming from Python'],
    ['/errors.html', 'Errors'],
    ['/api/', 'API'],
    ['/api/synochat.html', 'synochat'],
  ])('%s is readable for everybody, says nothing in the console and asks nobody else', async (path, heading) => {
    const { page, complaints } = await open(path, colorScheme);
    expect(await page.getByRole('heading', { level: 1 }).first().textContent()).toContain(heading);
    expect(await violations(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.screenshot({ path: `reports/site-${colorScheme}${path.replaceAll('/', '-')}.png` });
    await page.close();
  });
});

describe('a reader', () => {
  it('finds sendIncoming by the search', async () => {
    const { page, complaints } = await open('/');
    await page.getByRole('button', { name: 'Search' }).first().click();
    await page.getByRole('searchbox').fill('sendIncoming');
    await page.locator('#localsearch-list a[href*="/api/synochat.html#sendincoming"]').first().click();
    await page.getByRole('heading', { name: 'sendIncoming()' }).waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('gets from the first page to a guide, and the picture is there', async () => {
    const { page, complaints } = await open('/');
    expect(
      await page
        .locator('.vp-doc img')
        .first()
        .evaluate((img: HTMLImageElement) => img.naturalWidth),
    ).toBeGreaterThan(600);
    await page.getByRole('heading', { name: 'Commands', exact: true }).click();
    await page.getByRole('heading', { name: 'One program for several integrations', level: 1 }).waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('sees each line of code in overview, guides and recipes at 1280 px', async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const cut: string[] = [];
    for (const path of listFiles('{overview,{guides,recipes}/*}.html')) {
      await page.goto(`${site.address}/${path}`);
      const blocks = await page
        .locator('.vp-doc pre')
        .evaluateAll((all) => all.filter((pre) => pre.scrollWidth > pre.clientWidth).map((pre) => pre.textContent));
      cut.push(...blocks.map((code) => `${path}: ${code}`));
    }
    expect(cut).toEqual([]);
    await page.close();
  });
});

/** The page, and what it complained about or asked of others. */
async function open(
  path: string,
  colorScheme: 'light' | 'dark' = 'light',
): Promise<{ page: Page; complaints: string[] }> {
  const complaints: string[] = [];
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme, reducedMotion: 'reduce' });
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(site.address) && !request.url().startsWith('data:')) complaints.push(request.url());
  });
  await page.goto(site.address + path, { waitUntil: 'networkidle' });
  return { page, complaints };
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const { axe: engine } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> };
    };
    return (await engine.run()).violations;
  });
  return found
    .filter(({ impact }) => ['serious', 'critical'].includes(impact))
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .slice(0, 3)
          .map(({ html }) => html.slice(0, 160))
          .join('\n')}`,
    );
}
