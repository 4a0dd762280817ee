import { createHmac } from 'node:crypto';
import { createServer, type RequestListener } from 'node:http';
import { describe, expect, it } from 'vitest';
import { listen } from '../../helpers/listen.ts';
import { codeToRun } from '../blocks.ts';
import {
  address,
  fileOf,
  inScratch,
  open,
  run,
  runScript,
  secret,
  serveBlock,
  setUpPrograms,
  startNas,
  texts,
} from './run.ts';

setUpPrograms();

/** A server of somebody else. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  const port = await listen(server);
  open.push(() => new Promise((resolve) => server.close(resolve)));
  return `http://127.0.0.1:${port}/`;
}

describe('of the recipes', () => {
  it('the report says how the backup went, and ends as it did', async () => {
    const nas = await startNas();
    const env = { SYNOCHAT_WEBHOOK: nas.addIncoming({ channel: 'general' }).url };
    const backup = (code: string) => [process.execPath, '-e', `console.log('7 files'); ${code}`];
    await runScript('backup-report', env, undefined, ...backup(''));
    await expect(runScript('backup-report', env, undefined, ...backup('process.exit(3)'))).rejects.toMatchObject({
      code: 3,
    });
    expect(texts(nas)).toEqual([
      'Backup *done* in 0 minutes\n```\n7 files\n```',
      'Backup *failed* (exit code 3)\n```\n7 files\n```',
    ]);
    const killed = backup("process.kill(process.pid, 'SIGKILL'); setTimeout(() => {}, 9000)");
    await expect(runScript('backup-report', env, undefined, ...killed)).rejects.toMatchObject({ code: 137 });
    expect(texts(nas).at(-1)).toContain('Backup *failed* (killed by SIGKILL)');
    await expect(runScript('backup-report', env, undefined, 'no-such-program')).rejects.toMatchObject({ code: 1 });
    expect(texts(nas).at(-1)).toContain('Backup *failed* (not started)');
  });

  it('the alert is posted for what is signed and failed, and for nothing else', async () => {
    const nas = await startNas();
    const { port, url } = await address();
    const webhook = nas.addIncoming({ channel: 'general' }).url;
    const env = { SYNOCHAT_WEBHOOK: webhook, GITHUB_SECRET: secret };
    await serveBlock('alerts-github', port, env);
    const post = async (conclusion: string, key: string) => {
      const run = { name: 'CI', head_branch: 'main', conclusion, html_url: 'https://ci.example/7' };
      const body = JSON.stringify({ action: 'completed', workflow_run: run });
      const signature = `sha256=${createHmac('sha256', key).update(body).digest('hex')}`;
      const headers = { 'X-Hub-Signature-256': signature };
      return (await fetch(new URL('/github', url), { method: 'POST', body, headers })).status;
    };
    expect([await post('failure', secret), await post('success', secret), await post('failure', 'guess')]).toEqual([
      200, 204, 401,
    ]);
    expect(texts(nas)).toEqual(['<https://ci.example/7|CI> on main: *failure*']);
  });

  it('the poll asks everybody and counts', async () => {
    const nas = await startNas({ rateInterval: 0 });
    const { port, url } = await address();
    const bot = nas.addBot({ name: 'poll', url });
    await serveBlock('poll-bot', port, { SYNOCHAT_BOT_TOKEN: bot.token, SYNOCHAT_BOT: bot.url });
    expect((await nas.say('ada', '@poll', 'Pizza'))[1]?.text).toContain('Write a question');
    await nas.say('ada', '@poll', 'Pizza or pasta? pizza pasta');
    const asked = () => nas.posts('@poll').filter(({ attachments }) => attachments.length > 0);
    await expect.poll(() => asked().length).toBe(2);
    const [first, second] = asked();
    await nas.press('mikael', first ?? { id: '' }, 'pizza');
    const [answer] = await nas.press('ada', second ?? { id: '' }, 'pizza');
    expect(answer?.text).toBe('Pizza or pasta? *pizza*: 2');
    await nas.say('ada', '@poll', `${'<'.repeat(1980)}? yes no`);
    // The first two were answered and have no buttons any more.
    await expect.poll(() => asked().length, { timeout: 10_000 }).toBe(2);
    const [cut] = await nas.press('ada', asked().at(-1) ?? { id: '' }, 'yes');
    expect(cut?.text).toMatch(/^(<\u200b)+<?…$/);
  });

  it('each item of the feed is posted once, the oldest first', async () => {
    const nas = await startNas();
    const item = (n: number) =>
      `<item><title><![CDATA[News & ${n}]]></title><link>https://news.example/?a=1&amp;n=${n}</link><guid>${n}</guid></item>`;
    let feed = `<rss><channel><title>x</title>${item(2)}${item(1)}</channel></rss>`;
    const feedUrl = await serve((_, res) => res.end(feed));
    const env = { SYNOCHAT_WEBHOOK: nas.addIncoming({ channel: 'general' }).url, FEED_URL: feedUrl };
    const seen = { ...env, SEEN: inScratch('seen.json') };
    await runScript('feed-news', seen);
    feed = feed.replace(item(2), item(3) + item(2));
    await runScript('feed-news', seen);
    expect(texts(nas)).toEqual([1, 2, 3].map((n) => `<https://news.example/?a=1&n=${n}|News & ${n}>`));
  });

  it('the picture of the camera is posted, its password is not', async () => {
    const logins: unknown[] = [];
    const camera = await serve((req, res) => {
      logins.push(req.headers.authorization);
      res.setHeader('Content-Type', 'image/jpeg').end('12345678');
    });
    const nas = await startNas();
    const { port } = await address();
    const { url } = nas.addIncoming({ channel: 'general' });
    await runScript('camera-picture', {
      ...{ SYNOCHAT_WEBHOOK: url, CAMERA_URL: camera, CAMERA_LOGIN: 'ada:lovelace', PORT: String(port) },
    });
    const file = { name: expect.stringMatching(/^door-.*\.jpg$/) as string, type: 'image/jpeg', size: 8 };
    expect(nas.posts('general')).toMatchObject([{ text: 'Somebody is at the door', file }]);
    expect(logins).toEqual([`Basic ${btoa('ada:lovelace')}`]);
  });

  it('the reminder asks another question each day', async () => {
    const nas = await startNas();
    const file = fileOf('standup-worker');
    const day = (n: number) => `await app.scheduled({ scheduledTime: ${n} * 86_400_000 }, process.env);`;
    const clock = `const { default: app } = await import(${JSON.stringify(file)}); ${day(3)} ${day(4)}`;
    await run([process.execPath, '--input-type=module', '-e', clock], {
      SYNOCHAT_WEBHOOK: nas.addIncoming({ channel: 'general' }).url,
    });
    expect(texts(nas)).toEqual(['*Stand-up.* What will you finish today?', '*Stand-up.* Who waits for you?']);
    const configuration = codeToRun('standup-configuration').replaceAll(/^\s*\/\/.*$/gm, '');
    expect(JSON.parse(configuration)).toMatchObject({ main: 'worker.ts', triggers: { crons: ['45 7 * * 1-5'] } });
  });
});
