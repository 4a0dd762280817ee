import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../process.ts';
import { scratchFolder } from '../runtime.ts';
import { type Nas, onBun, onDeno, run, start, startNas } from './command.ts';

const { scratch, cleanUp } = scratchFolder();
let nas: Nas;
beforeAll(async () => {
  nas = await startNas();
});
const running: ReturnType<typeof start>[] = [];
afterEach(async () => {
  for (const { child, finished } of running.splice(0)) {
    child.kill('SIGKILL');
    await finished;
  }
});
afterAll(async () => {
  await nas.stop();
  cleanUp();
});

/** Starts `listen` on a free port of loopback; resolves when it says where. */
async function listening(args: readonly string[] = [], surroundings: Parameters<typeof start>[1] = {}) {
  const port = await freePort();
  const started = start(['listen', '--host', '127.0.0.1', '--port', String(port), ...args], surroundings);
  running.push(started);
  while (!started.said.err.includes('Ctrl+C') && started.child.exitCode === null) await pause(20);
  return { url: `http://127.0.0.1:${port}/`, ...started };
}

describe('synochat listen', () => {
  it.each([
    ['Node', undefined],
    ['Bun', onBun],
    ['Deno', onDeno],
  ])('on %s shows every kind of event, and answers it in Chat', async (_, runtime) => {
    const { url, said } = await listening([], { runtime });
    expect(said.err).toContain(`  ${url}\n`);
    const command = `ask${new URL(url).port}`;
    const tokens = [
      nas.simulator.addSlash({ command, url }).token,
      nas.simulator.addOutgoing({ triggerWords: [command], url }).token,
      nas.simulator.addBot({ name: command, url }).token,
    ];

    const [notice] = await nas.simulator.say('ada', 'general', `/${command} "two words" count=4`);
    expect(notice?.text).toContain(`synochat heard ada: /${command} "two words" count=4`);
    const [, reply] = await nas.simulator.say('ada', 'general', `${command} why`);
    expect(reply?.text).toBe(`synochat heard ada: ${command} why`);
    const [, answer] = await nas.simulator.say('mikael', `@${command}`, 'hello <b>');
    expect(answer?.text).toContain('synochat heard mikael: hello');

    await expect.poll(() => said.out).toContain('message to the bot');
    expect(said.out).toMatch(
      new RegExp(`slash command /${command}\n +user +ada \\(\\d+\\)\n +channel +general \\(\\d+\\)`),
    );
    expect(said.out).toContain('args      "two words" "count=4"\n');
    expect(said.out).toMatch(new RegExp(`outgoing webhook's message.*trigger +${command}\n`, 's'));
    for (const token of tokens) expect(said.out + said.err).not.toContain(token);
  });

  it('shows the press of a button, as a line of JSON if asked to', async () => {
    const { url, said } = await listening(['--json', '--kind', 'bot']);
    const { url: address } = nas.simulator.addBot({ name: 'presser', url });
    const args = ['send', '--to', 'ada', '--button', 'Yes=y', '--callback', 'c', 'Sure?'];
    expect(await run(args, { env: { SYNOCHAT_BOT: address } })).toMatchObject({ code: 0 });
    const [question] = nas.simulator.posts('@presser');
    const [changed] = await nas.simulator.press('ada', question ?? { id: '' }, 'Yes');
    expect(changed?.text).toBe('synochat heard: ada pressed Yes (y)');
    expect(JSON.parse(said.out)).toMatchObject({
      kind: 'press',
      callbackId: 'c',
      value: 'y',
      token: 'hidden (64 characters)',
    });
  });

  it('says of a token whether it is the expected one, and refuses others', async () => {
    const token = 'an-expected-token';
    const path = join(scratch, 'synochat.json');
    writeFileSync(path, JSON.stringify({ token }), { mode: 0o600 });
    const { url, said } = await listening(['--config', path]);
    const post = (sent: string) =>
      fetch(url, {
        method: 'POST',
        body: new URLSearchParams({ token: sent, user_id: '1', username: 'ada', text: '/x' }),
      });
    expect((await post(token)).status).toBe(200);
    expect((await post('another-token')).status).toBe(401);
    await expect.poll(() => said.out).toContain('refused: token_wrong');
    expect(said.out).toContain('token     the expected one');
    expect(said.out).not.toContain('another-token');
    expect(said.out).not.toContain(token);
  });

  it('says whether a token is the same as before, and lets nothing move the cursor', async () => {
    const { url, said } = await listening();
    for (const token of ['first-token', 'first-token', 'other-token'])
      await fetch(url, {
        method: 'POST',
        body: new URLSearchParams({ token, user_id: '1', username: 'a\u001b[2J', text: '/x' }),
      });
    await expect.poll(() => said.out).toContain('another one than before');
    expect(said.out).toContain('hidden, the same as before');
    expect(said.out).not.toContain('\u001b');
    expect(said.out).not.toContain('first-token');
  });

  it('takes what is written to a bot for that, though it begins with a slash', async () => {
    const { url, said } = await listening(['--json']);
    const fields = {
      token: 't',
      user_id: '1',
      username: 'ada',
      post_id: '7',
      timestamp: '1764421200000',
      text: '/deploy prod',
    };
    for (const more of [{}, { channel_id: '1', channel_name: 'general' }])
      await fetch(url, { method: 'POST', body: new URLSearchParams({ ...fields, ...more }) });
    await expect.poll(() => said.out.trim().split('\n').length).toBe(2);
    const kinds = said.out
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { kind: string }).kind);
    expect(kinds).toEqual(['bot', 'slash']);
  });

  it('names the file that a user sent to a bot', async () => {
    const { url, said } = await listening();
    const fields = { token: 't', user_id: '1', username: 'ada', post_id: '7', timestamp: '1764421200000', text: '' };
    const body = new URLSearchParams({ ...fields, file_name: 'report\u001b[2J.pdf' });
    const answer = await fetch(url, { method: 'POST', body });
    expect(await answer.json()).toEqual({ text: 'synochat heard ada: [file report\u001b[2J.pdf]' });
    await expect.poll(() => said.out).toContain('file      report\ufffd[2J.pdf\n');
    expect(said.out).toContain('message to the bot');
  });

  it.each([
    ['Node', undefined],
    ['Bun', onBun],
    ['Deno', onDeno],
  ])('on %s says that Chat speaks TLS to it', async (_, runtime) => {
    const { url, said } = await listening([], { runtime });
    await fetch(url.replace('http:', 'https:')).catch(() => undefined);
    await expect.poll(() => said.err).toContain('Chat was told https:// but this program speaks http');
    expect((await fetch(url)).status).toBe(200);
  });

  it('answers a probe, and refuses what is no event or too large, and goes on', async () => {
    const { url, said } = await listening();
    expect((await fetch(url)).status).toBe(200);
    expect((await fetch(url, { method: 'HEAD' })).status).toBe(200);
    expect((await fetch(url, { method: 'POST', body: 'hello' })).status).toBe(401);
    expect((await fetch(url, { method: 'POST', body: 'x'.repeat(70_000) })).status).toBe(413);
    expect((await fetch(url, { method: 'PUT', body: 'x' })).status).toBe(405);
    await expect.poll(() => said.out).toContain('refused: method_not_allowed');
    expect(said.out).toContain('a probe, answered');
    expect(said.out).toContain('refused: body_too_large');
  });

  it('says that a NAS cannot reach an address of loopback', async () => {
    const { said } = await listening();
    expect(said.err).toContain('A NAS cannot reach it: --host (or --base-url) must be an address of this machine');
    const { said: behindProxy } = await listening(['--base-url', 'https://chat.example/hook']);
    expect(behindProxy.err).not.toContain('A NAS cannot reach it');
  });

  it('ends well when it is interrupted', async () => {
    const { child, finished } = await listening();
    child.kill('SIGINT');
    expect((await finished).code).toBe(0);
  });

  it.each([
    ['a port that is none', ['--port', 'x'], '--port must be a whole number'],
    ['a kind that is none', ['--kind', 'x'], '--kind must be one of auto, outgoing, slash, bot'],
    ['an empty token', ['--token', ''], 'is a variable not set?'],
    ['a port in use', ['--port', () => new URL(nas.origin).port], 'is in use here'],
    ['an address that is not here', ['--host', '192.0.2.1', '--port', '0'], 'has no address 192.0.2.1'],
  ])('ends with 2 for %s', async (_, args, problem) => {
    const typed = args.map((arg) => (typeof arg === 'function' ? arg() : arg));
    const { code, err } = await run(['listen', '--host', '127.0.0.1', ...typed]);
    expect(err).toContain(problem);
    expect(code).toBe(2);
  });
});
