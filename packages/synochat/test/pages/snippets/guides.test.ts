import { describe, expect, it } from 'vitest';
import { makeCertificates } from '../../helpers/certificates.ts';
import { bun, deno } from '../../helpers/runtime.ts';
import { readFences } from '../blocks.ts';
import { address, runScript, secret, serveBlock, serveWorker, startNas, startNasFirst, texts } from './run.ts';

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
    const [shown] = readFences('docs/guides/workers.md').filter(({ language }) => language === 'jsonc');
    const { name, main, ...configuration } = JSON.parse((shown?.code ?? '').replaceAll(/^\s*\/\/.*$/gm, '')) as Record<
      string,
      object
    >;
    expect([name, main]).toEqual(['chat-bot', 'worker.ts']);
    point(await serveWorker('docs/guides/workers.md: The program 1', env, configuration));
    expect((await nas.say('ada', 'general', '/hello ada'))[0]?.text).toBe('Hello ada');
    expect((await nas.say('ada', '@robin', 'good morning'))[1]?.text).toBe('You wrote: good morning');
    await nas.say('ada', 'general', 'report May');
    await expect.poll(() => texts(nas)).toContain('Report: May');
    expect(nas.posts('general').at(-1)).toMatchObject({ file: { name: 'report.txt', size: 11 } });
  });

  it('a Worker with Hono greets', async () => {
    const { nas, url, point } = await startNasFirst();
    const { token } = nas.addSlash({ command: 'hello', url: new URL('/hello', url).href });
    const place = 'docs/guides/hono.md: On Workers 1';
    point(await serveWorker(place, { SYNOCHAT_SLASH_TOKEN: token }, {}));
    expect((await nas.say('ada', 'general', '/hello ada'))[0]?.text).toBe('Hello ada');
  });

  it('a server on Deno answers', async () => {
    const nas = await startNas();
    const { port, url } = await address();
    const { token } = nas.addOutgoing({ triggerWords: ['echo'], url });
    const flags = ['--no-remote', '--node-modules-dir=manual', '--allow-net', '--allow-env=SYNOCHAT_OUTGOING_TOKEN'];
    const env = { SYNOCHAT_OUTGOING_TOKEN: token };
    await serveBlock('docs/guides/deno.md: On Deno 1', port, env, [deno, 'run', ...flags]);
    expect((await nas.say('ada', 'general', 'echo hello'))[1]?.text).toBe('ada: hello');
    const [, cut] = await nas.say('ada', 'general', `echo ${'<'.repeat(1980)}`);
    expect(cut?.text).toMatch(/^ada: (<\u200b)+<?…$/);
  });

  it('a script on Bun posts', async () => {
    const nas = await startNas();
    const { url } = nas.addIncoming({ channel: 'general' });
    await runScript('docs/guides/bun.md: A script 1', { SYNOCHAT_WEBHOOK: url }, [bun], '3 files, 12 MB');
    expect(texts(nas)).toEqual(['Backup done: 3 files, 12 MB']);
  });

  it('a script on Bun that could not post says so in one line, with a status for cron', async () => {
    const nas = await startNas();
    const { url } = nas.addIncoming({ channel: 'general' });
    const wrong = url.replace(/token=.*/, 'token=%22wrong%22');
    const failing = runScript('docs/guides/bun.md: A script 1', { SYNOCHAT_WEBHOOK: wrong }, [bun]);
    await expect(failing).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^Not posted: [^\n]+\n$/) as string,
    });
  });

  it('a server on Bun answers by its routes, also a probe', async () => {
    const nas = await startNas();
    const { port, url } = await address();
    const { token } = nas.addSlash({ command: 'hello', url });
    await serveBlock('docs/guides/bun.md: A server 1', port, { SYNOCHAT_SLASH_TOKEN: token }, [bun]);
    expect((await nas.say('ada', 'general', '/hello'))[0]?.text).toBe('Hello ada');
    expect((await fetch(url, { method: 'HEAD' })).status).toBe(200);
  });
});

describe("for those who come from Python's synochat", () => {
  it('a message with a file is sent to a NAS whose certificate nobody checks', async () => {
    const { servers } = await makeCertificates();
    const nas = await startNas({ certificate: servers.selfSigned });
    const { url } = nas.addIncoming({ channel: 'general' });
    await runScript('docs/guides/python.md: Sending 1', { SYNOCHAT_WEBHOOK: url });
    expect(nas.posts('general')).toMatchObject([{ text: 'Front door', file: { name: 'cam.jpg' } }]);
  });

  it('an outgoing webhook is answered with Pong, and a wrong token with 401', async () => {
    const nas = await startNas({ channels: ['Labb'] });
    const { port, url } = await address();
    const { token } = nas.addOutgoing({ channel: 'Labb', triggerWords: ['Ping'], url });
    await serveBlock('docs/guides/python.md: Outgoing webhooks 1', port, { SYNOCHAT_OUTGOING_TOKEN: token });
    expect((await nas.say('ada', 'Labb', 'Ping')).map(({ text }) => text)).toEqual(['Ping', 'Pong']);
    const guess = await fetch(url, { method: 'POST', body: new URLSearchParams({ token: 'guess' }) });
    expect(guess.status).toBe(401);
  });

  it('a slash command has its parameters', async () => {
    const nas = await startNas();
    const { port, url } = await address();
    const { token } = nas.addSlash({ command: 'ping', url });
    await serveBlock('docs/guides/python.md: Slash commands 1', port, { SYNOCHAT_SLASH_TOKEN: token });
    expect((await nas.say('ada', 'general', '/ping 1.1.1.1 count=4 time'))[0]?.text).toBe('1.1.1.1 4 true');
    expect((await nas.say('ada', 'general', '/ping'))[0]?.text).toContain('Missing: ip');
    const [cut] = await nas.say('ada', 'general', `/ping ${'<'.repeat(1980)}`);
    expect(cut?.text).toMatch(/^(<\u200b)+<?…$/);
  });
});
