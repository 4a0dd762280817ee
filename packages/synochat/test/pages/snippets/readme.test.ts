import { describe, expect, it } from 'vitest';
import { freePort } from '../../helpers/process.ts';
import { bun, deno } from '../../helpers/runtime.ts';
import { codeToRun } from '../blocks.ts';
import { address, fileOf, runScript, serveBlock, setUpPrograms, start, startNas, texts } from './run.ts';

setUpPrograms();

/** As long as a message may be, and each of its characters is doubled by `plain`. */
const hostile = '<'.repeat(1980);
const cut = expect.stringMatching(/^[^<]*(<\u200b)+<?…$/) as string;

const first = 'first-program';

/** The first program on Node by the line that the README shows, elsewhere with the other last line that the README gives. */
async function serveFirst(runtime: 'Node' | 'Bun' | 'Deno', port: number, env: Readonly<Record<string, string>>) {
  if (runtime === 'Node') {
    const { SYNOCHAT_SLASH_TOKEN = '' } = env;
    const file = fileOf(first, (code) => code.replace('port: 3000', `port: ${port}`));
    const line = codeToRun('first-token').trim().replace('…', SYNOCHAT_SLASH_TOKEN).replace('ping.mjs', file);
    return start(['env', ...line.split(' ')], port, {});
  }
  const [command, last] = {
    Bun: [[bun], 'export default { fetch: app };'],
    Deno: [[deno, 'run', '--no-remote', '--allow-net', '--allow-env'], `Deno.serve({ port: ${port} }, app);`],
  }[runtime] as [string[], string];
  const file = fileOf(first, (code) =>
    code.replace("import { serve } from '@hono/node-server';\n", '').replace(/^serve\(.*\);$/m, last),
  );
  return start([...command, file], port, env);
}

describe('in the README, and in the guides to its programs', () => {
  it.each(['Node', 'Bun', 'Deno'] as const)('the first program answers a slash command on %s', async (runtime) => {
    const nas = await startNas();
    const { port, url } = await address();
    const { token } = nas.addSlash({ command: 'ping', url });
    await serveFirst(runtime, port, { SYNOCHAT_SLASH_TOKEN: token });
    const [notice] = await nas.say('mikael', 'general', '/ping 1.1.1.1 count=4 time');
    expect(notice?.text).toBe('Pinging 1.1.1.1 4 times, with timestamps');
    expect((await nas.say('mikael', 'general', `/ping ${hostile}`))[0]?.text).toContain('Usage: /ping <ip>');
  });

  it('the first program ends at once and names the variable that is not set', async () => {
    const running = serveFirst('Node', await freePort(), { SYNOCHAT_SLASH_TOKEN: '' });
    await expect(running).rejects.toThrow('Set SYNOCHAT_SLASH_TOKEN, the token of the slash command');
  });

  it('messages are sent', async () => {
    const nas = await startNas();
    await runScript('send-message', { SYNOCHAT_WEBHOOK: nas.addIncoming({ channel: 'general' }).url });
    expect(texts(nas)).toEqual(['Backup *done*: 3 & 4 + 5 = 100%', 'See <https://example.com/report?a=b|the report>']);
  });

  it('one address answers a slash command, an outgoing webhook and a bot with its buttons', async () => {
    const nas = await startNas({ channels: ['general', 'ops'] });
    const { port, url } = await address();
    await serveBlock('routes-kinds', port, {
      SYNOCHAT_SLASH_TOKEN: nas.addSlash({ command: 'hello', url }).token,
      SYNOCHAT_OUTGOING_TOKEN: nas.addOutgoing({ triggerWords: ['ask'], url }).token,
      SYNOCHAT_BOT_TOKEN: nas.addBot({ name: 'robin', url }).token,
    });
    expect((await nas.say('mikael', 'general', '/hello ada'))[0]?.text).toBe('Hello ada');
    expect((await nas.say('mikael', 'general', `/hello ${hostile}`))[0]?.text).toEqual(cut);
    expect(await nas.say('mikael', 'general', 'ask why')).toHaveLength(1);
    expect((await nas.say('mikael', 'ops', 'ask why'))[1]?.text).toBe('mikael asks: why');
    expect((await nas.say('mikael', 'ops', `ask ${hostile}`))[1]?.text).toEqual(cut);
    const [, question] = await nas.say('mikael', '@robin', 'release 2');
    expect(question).toMatchObject({ text: 'Deploy?', attachments: [{ text: 'release 2' }] });
    const [answer] = await nas.press('mikael', question ?? { id: '' }, 'yes');
    expect(answer).toMatchObject({ id: question?.id, text: 'mikael chose yes', attachments: [] });
    expect((await nas.say('mikael', '@robin', hostile))[1]).toMatchObject({ attachments: [{ text: cut }] });
  });

  it('a Hono app greets, and posts later what it counted', async () => {
    const nas = await startNas();
    const { port, url } = await address();
    const slash = nas.addSlash({ command: 'hello', url: new URL('/hello', url).href });
    const outgoing = nas.addOutgoing({ triggerWords: ['count'], url: new URL('/count', url).href });
    const webhook = nas.addIncoming({ channel: 'general' }).url;
    const env = {
      SYNOCHAT_SLASH_TOKEN: slash.token,
      SYNOCHAT_OUTGOING_TOKEN: outgoing.token,
      SYNOCHAT_WEBHOOK: webhook,
    };
    await serveBlock('hono-server', port, env);
    expect((await nas.say('ada', 'general', '/hello mikael'))[0]?.text).toBe('Hello mikael, says ada');
    expect((await nas.say('ada', 'general', '/hello'))[0]?.text).toContain('Usage: /hello <name>');
    expect((await nas.say('ada', 'general', `/hello ${hostile}`))[0]?.text).toEqual(cut);
    expect(await nas.say('ada', 'general', 'count sheep')).toHaveLength(1);
    await expect.poll(() => texts(nas)).toEqual(['count sheep', 'Counted sheep']);
  });

  it('a Hono app with csrf() behind its hook answers Chat, and refuses a foreign form', async () => {
    const nas = await startNas();
    const { port, url } = await address();
    const { token } = nas.addSlash({ command: 'hello', url });
    await serveBlock('hono-csrf', port, { SYNOCHAT_SLASH_TOKEN: token });
    expect((await nas.say('ada', 'general', '/hello ada'))[0]?.text).toBe('Hello ada');
    const form = { method: 'POST', body: new URLSearchParams({ a: 'b' }) };
    expect((await fetch(new URL('/settings', url), form)).status).toBe(403);
  });

  it('a test without a NAS passes', async () => {
    expect(await runScript('test-without-nas')).toBe("[ 'Ping', 'Pong, mikael', 'Hello' ]\n");
  });
});
