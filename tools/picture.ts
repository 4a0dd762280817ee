// Makes the pictures of README and guides from the running page: npm run picture.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { launch } from '../packages/simulator/test/browser/chromium.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const server = spawn('node', [at('../apps/ping/try.ts')], {
  env: { ...process.env, PORT: '5059' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const browser = await launch();
try {
  await new Promise((resolve) => server.stdout.once('data', resolve));
  const page = await browser.newPage({ viewport: { width: 1200, height: 640 }, deviceScaleFactor: 1.5 });
  await page.goto('http://127.0.0.1:5059/');
  for (const [text, answer] of [
    ['Ping me when the backup is done', 'Pong, mikael: me when the backup is done'],
    ['/ping 1.1.1.1 count=4 time', 'mikael pings 1.1.1.1 4 times, with timestamps'],
    ['/ping count=many', 'count: Expected number but received "many"'],
  ] as const) {
    await page.getByLabel('Message', { exact: true }).fill(text);
    await page.keyboard.press('Enter');
    await page.getByText(answer).first().waitFor();
  }
  await page.getByLabel('Message', { exact: true }).fill('/pi');
  await page.getByRole('option', { name: 'ping' }).waitFor();
  await page.screenshot({ path: at('../docs/ping.png') });
  await page.getByLabel('Message', { exact: true }).fill('');
  await page.getByRole('tab', { name: 'Integrations' }).click();
  await page.getByRole('button', { name: /^Edit/ }).first().waitFor();
  await page.screenshot({ path: at('../docs/guides/integrations.png') });
} finally {
  await browser.close();
  server.kill();
}
