// Makes the moving picture of the README from the running page: npm run picture.
import { writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chatHandler, memoryLimiter, onOutgoing, onSlash, respond, sendIncoming, usage } from 'synochat';
import { startSimulator } from 'synochat-simulator/node';
import * as v from 'valibot';
import { launch } from '../packages/simulator/test/browser/chromium.ts';
import { animate, type Frame } from './apng.ts';

const size = { width: 1200, height: 620 };
const nas = await startSimulator({ port: 5059, fetch: (req) => app(req) });
const hook = 'http://app.example/';
const Ping = v.object({ ip: v.string(), count: v.optional(v.number()), time: v.boolean() });
const tokens = {
  slash: nas.addSlash({ command: 'ping', url: hook, description: usage('', Ping) }).token,
  outgoing: nas.addOutgoing({ name: 'deployer', triggerWords: ['deploy'], url: hook }).token,
};
const webhook = nas.addIncoming({ channel: 'general', name: 'backup' }).url;

const button = (value: string, style: 'green' | 'red') => ({ name: 'answer', value, text: value, style });
const app = chatHandler([
  onSlash(Ping, { token: tokens.slash }, ({ args }) =>
    respond(`Pinging ${args.ip} ${args.count ?? 1} times${args.time ? ', with timestamps' : ''}`),
  ),
  onOutgoing(
    { token: tokens.outgoing, triggerWords: 'deploy' },
    {
      message: ({ rest }) =>
        respond({
          text: `Deploy ${rest}?`,
          attachments: [{ callbackId: 'deploy', text: '', buttons: [button('yes', 'green'), button('no', 'red')] }],
        }),
      press: ({ user, value }) => respond(`Deploying, as *${user.name}* said ${value}`),
    },
  ),
]);

const browser = await launch();
try {
  const page = await browser.newPage({ viewport: size, reducedMotion: 'reduce' });
  await page.goto(nas.url);
  const box = page.getByLabel('Message', { exact: true });
  const frames: Frame[] = [];
  let before: Buffer | undefined;
  const show = async (time: number) => {
    await pause(150);
    const whole = await page.screenshot({ caret: 'hide' });
    const clip = before === undefined ? { x: 0, y: 0, ...size } : await changed(before, whole);
    before = whole;
    frames.push({ ...clip, png: await page.screenshot({ caret: 'hide', clip }), time });
  };

  await page.getByRole('tab', { name: 'Traffic' }).click();
  for (const [text, time] of [
    ['/pi', 1200],
    ['/ping 1.1.1.1 ', 700],
    ['/ping 1.1.1.1 count=4 time', 1000],
  ] as const) {
    await box.fill(text);
    await show(time);
  }
  await page.keyboard.press('Enter');
  await page.getByText('Pinging 1.1.1.1 4 times').first().waitFor();
  await show(2500);

  await box.fill('deploy version 2');
  await show(1000);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'yes', exact: true }).waitFor();
  await show(1800);
  await page.getByRole('button', { name: 'yes', exact: true }).click();
  await page.getByText('Deploying, as').first().waitFor();
  await show(2500);

  // Sooner than the NAS allows: what it refuses as too early is sent again.
  const limiter = memoryLimiter({ interval: 150 });
  const lines = ['Backup *done*: 3 & 4 + 5 = 100%', 'Next one at 22:00'];
  await Promise.all(lines.map((line) => sendIncoming(webhook, line, { limiter })));
  await page.getByText('Next one at 22:00').first().waitFor();
  await show(3500);
  writeFileSync(fileURLToPath(new URL('../docs/demo.png', import.meta.url)), animate(frames));
} finally {
  await browser.close();
  await nas.close();
}

/** The smallest part that holds all differences between two pictures of the page. */
async function changed(
  before: Buffer,
  after: Buffer,
): Promise<{ x: number; y: number; width: number; height: number }> {
  const page = await browser.newPage();
  const urls = [before, after].map((png) => `data:image/png;base64,${png.toString('base64')}`);
  const clip = await page.evaluate(async (sources) => {
    const [a, b] = await Promise.all(
      sources.map(async (src) => {
        const image = Object.assign(new Image(), { src });
        await image.decode();
        const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
        context?.drawImage(image, 0, 0);
        return context?.getImageData(0, 0, image.width, image.height);
      }),
    );
    if (!a || !b) throw new Error('there is no canvas');
    const pixels = [a, b].map(({ data }) => new Uint32Array(data.buffer)) as [Uint32Array, Uint32Array];
    let [left, top, right, bottom] = [a.width, a.height, 0, 0];
    pixels[0].forEach((pixel, n) => {
      if (pixel === pixels[1][n]) return;
      const [x, y] = [n % a.width, Math.floor(n / a.width)];
      [left, top, right, bottom] = [
        Math.min(left, x),
        Math.min(top, y),
        Math.max(right, x + 1),
        Math.max(bottom, y + 1),
      ];
    });
    return { x: left, y: top, width: right - left, height: bottom - top };
  }, urls);
  await page.close();
  return clip;
}
