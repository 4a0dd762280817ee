import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createCertificates } from '../../helpers/certificates.ts';
import { bun, deno } from '../../helpers/runtime.ts';
import { codeToRun } from '../blocks.ts';
import {
  address,
  fileOf,
  inScratch,
  run,
  runScript,
  secret,
  serveBlock,
  serveWorker,
  setUpPrograms,
  shell,
  start,
  startNas,
  startNasFirst,
  texts,
} from './run.ts';

setUpPrograms();

describe('in the guides', () => {
  it('a Worker greets, posts a report with a file later, and answers as a bot', async () => {
    const { nas, url, point } = await startNasFirst();
    const hook = new URL('/chat', url).href;
    const env = {
      SYNOCHAT_SLASH_TOKEN: nas.addSlash({ command: 'hello', url: hook }).token,
      SYNOCHAT_OUTGOING_TOKEN: nas.addOutgoing({ triggerWords: ['report'], url: hook }).token,
      SYNOCHAT_BOT_TOKEN: nas.addBot({ name: 'robin', url: hook }).token,
      SYNOCHAT_WEBHOOK: nas.addIncoming({ channel: 'general' }).url,
      FILES_URL: new URL('/files', url).href,
      FILES_SECRET: secret,
    };
    const { name, main, ...configuration } = JSON.parse(
      codeToRun('worker-configuration').replaceAll(/^\s*\/\/.*$/gm, ''),
    ) as Record<string, object>;
    expect([name, main]).toEqual(['chat-bot', 'worker.ts']);
    point(await serveWorker('worker-program', env, configuration));
    expect((await nas.say('ada', 'general', '/hello ada'))[0]?.text).toBe('Hello ada');
    expect((await nas.say('ada', '@robin', 'good morning'))[1]?.text).toBe('You wrote: good morning');
    await nas.say('ada', 'general', 'report May');
    await expect.poll(() => texts(nas)).toContain('Report: May');
    expect(nas.posts('general').at(-1)).toMatchObject({ file: { name: 'report.txt', size: 11 } });
  });

  it('the ping app starts on Node with its variables in a file', async () => {
    const nas = await startNas();
    const { port, url } = await address();
    const { token } = nas.addSlash({ command: 'ping', url: new URL('/ping', url).href });
    const file = inScratch('ping.env');
    writeFileSync(file, `SYNOCHAT_SLASH_TOKEN_PING=${token}\nSYNOCHAT_OUTGOING_TOKEN_PING=none\n`);
    const line = codeToRun('node-start').replace('3000', String(port)).replace('.env', file);
    await start(shell(line), port, {}, fileURLToPath(new URL('../../../../../apps/ping/', import.meta.url)));
    expect((await nas.say('ada', 'general', '/ping 1.1.1.1'))[0]?.text).toContain('ada pings 1.1.1.1');
  });

  it('a Worker with Hono greets', async () => {
    const { nas, url, point } = await startNasFirst();
    const { token } = nas.addSlash({ command: 'hello', url: new URL('/hello', url).href });
    point(await serveWorker('hono-worker', { SYNOCHAT_SLASH_TOKEN: token }, {}));
    expect((await nas.say('ada', 'general', '/hello ada'))[0]?.text).toBe('Hello ada');
  });

  it('a server on Deno answers', async () => {
    const nas = await startNas();
    const { port, url } = await address();
    const { token } = nas.addOutgoing({ triggerWords: ['echo'], url });
    const folder = dirname(fileOf('deno-server', (code) => code.replace('port: 3000', `port: ${port}`)));
    writeFileSync(join(folder, '.env'), `SYNOCHAT_OUTGOING_TOKEN=${token}\n`);
    const [, run = '', ...words] = codeToRun('deno-server-line').trim().split(' ');
    await start([deno, run, '--no-remote', ...words], port, {}, folder);
    expect((await nas.say('ada', 'general', 'echo hello'))[1]?.text).toBe('ada: hello');
    const [, cut] = await nas.say('ada', 'general', `echo ${'<'.repeat(1980)}`);
    expect(cut?.text).toMatch(/^ada: (<\u200b)+<?…$/);
  });

  it('a script on Bun posts', async () => {
    const nas = await startNas();
    const { url } = nas.addIncoming({ channel: 'general' });
    const line = codeToRun('bun-script-line')
      .replace(/https:[^']*/, url)
      .replace(' bun ', ` '${bun}' `);
    await run(shell(line), {}, dirname(fileOf('bun-script')));
    expect(texts(nas)).toEqual(['Backup done: 3 files, 12 MB']);
  });

  it('a script on Bun that could not post says so in one line, with a status for cron', async () => {
    const nas = await startNas();
    const { url } = nas.addIncoming({ channel: 'general' });
    const wrong = url.replace(/token=.*/, 'token=%22wrong%22');
    const failing = runScript('bun-script', { SYNOCHAT_WEBHOOK: wrong }, [bun]);
    await expect(failing).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^Not posted: [^\n]+\n$/) as string,
    });
  });

  it('a server on Bun answers by its routes, also a probe', async () => {
    const nas = await startNas();
    const { port, url } = await address();
    const { token } = nas.addSlash({ command: 'hello', url });
    await serveBlock('bun-server', port, { SYNOCHAT_SLASH_TOKEN: token }, [bun]);
    expect((await nas.say('ada', 'general', '/hello'))[0]?.text).toBe('Hello ada');
    expect((await fetch(url, { method: 'HEAD' })).status).toBe(200);
  });
});

describe("for those who come from Python's synochat", () => {
  it('a message with a file is sent to a NAS whose certificate nobody checks', async () => {
    const { servers } = await createCertificates();
    const nas = await startNas({ certificate: servers.selfSigned });
    const { url } = nas.addIncoming({ channel: 'general' });
    await runScript('python-sending', { SYNOCHAT_WEBHOOK: url });
    expect(nas.posts('general')).toMatchObject([{ text: 'Front door', file: { name: 'cam.jpg' } }]);
  });

  it('an outgoing webhook is answered with Pong, and a wrong token with 401', async () => {
    const nas = await startNas({ channels: ['Labb'] });
    const { port, url } = await address();
    const { token } = nas.addOutgoing({ channel: 'Labb', triggerWords: ['Ping'], url });
    await serveBlock('python-outgoing', port, { SYNOCHAT_OUTGOING_TOKEN: token });
    expect((await nas.say('ada', 'Labb', 'Ping')).map(({ text }) => text)).toEqual(['Ping', 'Pong']);
    const guess = await fetch(url, { method: 'POST', body: new URLSearchParams({ token: 'guess' }) });
    expect(guess.status).toBe(401);
  });

  it('a slash command has its parameters', async () => {
    const nas = await startNas();
    const { port, url } = await address();
    const { token } = nas.addSlash({ command: 'ping', url });
    await serveBlock('python-slash', port, { SYNOCHAT_SLASH_TOKEN: token });
    expect((await nas.say('ada', 'general', '/ping 1.1.1.1 count=4 time'))[0]?.text).toBe('1.1.1.1 4 true');
    expect((await nas.say('ada', 'general', '/ping'))[0]?.text).toContain('Missing: ip');
    const [cut] = await nas.say('ada', 'general', `/ping ${'<'.repeat(1980)}`);
    expect(cut?.text).toMatch(/^(<\u200b)+<?…$/);
  });
});
