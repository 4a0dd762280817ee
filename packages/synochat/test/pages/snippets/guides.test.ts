import { describe, expect, it } from 'vitest';
import { makeCertificates } from '../../helpers/certificates.ts';
import { bun, deno } from '../../helpers/runtime.ts';
import { address, runScript, serveBlock, serveWorker, startNas, startNasFirst, texts } from './run.ts';

describe('in the guides', () => {
  it('a Worker greets', async () => {
    const { nas, url, point } = await startNasFirst();
    const { token } = nas.addSlash({ command: 'hello', url });
    point(await serveWorker('docs/guides/workers.md: On Cloudflare Workers 1', { SYNOCHAT_SLASH_TOKEN: token }, {}));
    expect((await nas.say('ada', 'general', '/hello'))[0]?.text).toBe('Hello ada');
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
    await runScript('docs/guides/bun.md: As a Bun script 1', { SYNOCHAT_WEBHOOK: url }, [bun], '3 files, 12 MB');
    expect(texts(nas)).toEqual(['Backup done: 3 files, 12 MB']);
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
