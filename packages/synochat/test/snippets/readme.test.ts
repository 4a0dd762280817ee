import { describe, expect, it } from 'vitest';
import { freePort, type Running } from '../process.ts';
import { bun, deno, type Runtime, runtimes } from '../runtime.ts';
import { address, fileOf, runScript, serveBlock, serveWorker, start, startNas, texts } from './run.ts';

/** As long as a message may be, and each of its characters is doubled by `plain`. */
const hostile = '<'.repeat(1980);
const cut = expect.stringMatching(/^[^<]*(<\u200b)+<?…$/) as string;

/** The first program, as it stands. */
async function serveFirst(runtime: Runtime, env: Readonly<Record<string, string>>): Promise<Running> {
  const place = 'synochat 1';
  const settings = { compatibility_date: '2025-04-01', compatibility_flags: ['nodejs_compat'] };
  if (runtime === 'workerd') return serveWorker(place, env, settings);
  const port = await freePort();
  const flags = ['--no-remote', '--node-modules-dir=manual', '--allow-env', '--port', String(port)];
  const commands = { Bun: [bun], Deno: [deno, 'serve', ...flags] };
  return runtime === 'Node' ? serveBlock(place, port, env) : start([...commands[runtime], fileOf(place)], port, env);
}

describe('in the README', () => {
  it.each(runtimes)('the first program answers a slash command on %s', async (runtime) => {
    // Where it listens is known only when it runs, its token before.
    let at = '';
    const call = (_: string, init: RequestInit) => fetch(at, init);
    const nas = await startNas({ fetch: call });
    const { token } = nas.addSlash({ command: 'ping', url: 'http://app.example/' });
    const { port } = await serveFirst(runtime, { SLASH_TOKEN: token });
    at = `http://127.0.0.1:${port}/`;
    const [notice] = await nas.say('mikael', 'general', '/ping 1.1.1.1 count=4 time');
    expect(notice?.text).toBe('Pinging 1.1.1.1 4 times, with timestamps');
    expect((await nas.say('mikael', 'general', `/ping ${hostile}`))[0]?.text).toContain('Usage: /ping <ip>');
  });

  it('messages are sent', async () => {
    const nas = await startNas();
    await runScript('Send a message 1', { WEBHOOK_URL: nas.addIncoming({ channel: 'general' }).url });
    expect(texts(nas)).toEqual([
      'Backup *done*: 3 & 4 + 5 = 100%',
      'See <https://example.com/report?a=b|the report>',
      'Front door',
    ]);
    expect(nas.posts('general')[2]?.file?.name).toBe('cam.jpg');
  });

  it('an outgoing webhook is answered, with a file', async () => {
    const nas = await startNas({ channels: ['general', 'ops'] });
    const { port, url } = await address();
    const { token } = nas.addOutgoing({ triggerWords: ['ask'], url });
    await serveBlock('Webhooks 1', port, { OUTGOING_TOKEN: token });
    expect(await nas.say('mikael', 'general', 'ask why')).toHaveLength(1);
    const [, answer] = await nas.say('mikael', 'ops', 'ask why');
    expect(answer).toMatchObject({ text: 'mikael asks: why', file: { name: 'cat.png' } });
    expect((await nas.say('mikael', 'ops', `ask ${hostile}`))[1]?.text).toEqual(cut);
  });

  it('a bot asks with buttons and is answered', async () => {
    const nas = await startNas();
    const { port, url } = await address();
    const { token } = nas.addBot({ name: 'robin', url });
    await serveBlock('Bots and buttons 1', port, { BOT_TOKEN: token });
    const [, question] = await nas.say('mikael', '@robin', 'release 2');
    expect(question).toMatchObject({ text: 'Deploy?', attachments: [{ text: 'release 2' }] });
    const [answer] = await nas.press('mikael', question ?? { id: '' }, 'yes');
    expect(answer).toMatchObject({ id: question?.id, text: 'mikael chose yes', attachments: [] });
    expect((await nas.say('mikael', '@robin', hostile))[1]).toMatchObject({ attachments: [{ text: cut }] });
  });

  it('a Hono app greets, and posts later what it counted', async () => {
    const nas = await startNas();
    const { port, url } = await address();
    const slash = nas.addSlash({ command: 'hello', url });
    const outgoing = nas.addOutgoing({ triggerWords: ['count'], url: new URL('/count', url).href });
    const webhook = nas.addIncoming({ channel: 'general' }).url;
    const env = { SLASH_TOKEN: slash.token, OUTGOING_TOKEN: outgoing.token, WEBHOOK_URL: webhook };
    await serveBlock('With Hono 1', port, env);
    expect((await nas.say('ada', 'general', '/hello mikael'))[0]?.text).toBe('Hello mikael, says ada');
    expect((await nas.say('ada', 'general', '/hello'))[0]?.text).toContain('Usage: /hello <name>');
    expect((await nas.say('ada', 'general', `/hello ${hostile}`))[0]?.text).toEqual(cut);
    expect(await nas.say('ada', 'general', 'count sheep')).toHaveLength(1);
    await expect.poll(() => texts(nas)).toEqual(['count sheep', 'Counted sheep']);
  });

  it('a test without a NAS passes', async () => {
    expect(await runScript('Test without a NAS 1')).toBe("[ 'Ping', 'Pong, mikael', 'Hello' ]\n");
  });
});
