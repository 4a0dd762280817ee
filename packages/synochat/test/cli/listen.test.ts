import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../helpers/process.ts';
import { scratchFolder } from '../helpers/runtime.ts';
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

/** Starts `listen` on a free port of loopback. Resolves after `listen` has printed the address. */
async function listening(args: readonly string[] = [], surroundings: Parameters<typeof start>[1] = {}) {
  const port = await freePort();
  const started = start(['listen', '--host', '127.0.0.1', '--port', String(port), ...args], surroundings);
  running.push(started);
  while (!started.output.err.includes('Ctrl+C') && started.child.exitCode === null) await pause(20);
  return { url: `http://127.0.0.1:${port}/`, ...started };
}

describe('synochat listen', () => {
  it.each([
    ['Node', undefined],
    ['Bun', onBun],
    ['Deno', onDeno],
  ])('on %s shows every kind of event, and answers it in Chat', async (_, runtime) => {
    const { url, output } = await listening([], { runtime });
    expect(output.err).toContain(`  ${url}\n`);
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

    await expect.poll(() => output.out).toContain('message to the bot');
    expect(output.out).toMatch(
      new RegExp(`slash command /${command}\n +user +ada \\(\\d+\\)\n +channel +general \\(\\d+\\)`),
    );
    expect(output.out).toContain('args      "two words" "count=4"\n');
    expect(output.out).toMatch(new RegExp(`outgoing webhook's message.*trigger +${command}\n`, 's'));
    for (const token of tokens) expect(output.out + output.err).not.toContain(token);
  });

  it('prints the press of a button as a line of JSON with --json', async () => {
    const { url, output } = await listening(['--json', '--kind', 'bot']);
    const { url: address } = nas.simulator.addBot({ name: 'presser', url });
    const args = ['send', '--to', 'ada', '--button', 'Yes=y', '--callback', 'c', 'Sure?'];
    expect(await run(args, { env: { SYNOCHAT_BOT: address } })).toMatchObject({ code: 0 });
    const [question] = nas.simulator.posts('@presser');
    const [changed] = await nas.simulator.press('ada', question ?? { id: '' }, 'Yes');
    expect(changed?.text).toBe('synochat heard: ada pressed Yes (y)');
    expect(JSON.parse(output.out)).toMatchObject({
      kind: 'press',
      callbackId: 'c',
      value: 'y',
      token: 'hidden (64 characters)',
    });
  });

  it('compares a token with --token, and refuses other tokens', async () => {
    const token = 'an-expected-token';
    const path = join(scratch, 'synochat.json');
    writeFileSync(path, JSON.stringify({ token }), { mode: 0o600 });
    const { url, output } = await listening(['--config', path]);
    const post = (sent: string) =>
      fetch(url, {
        method: 'POST',
        body: new URLSearchParams({ token: sent, user_id: '1', username: 'ada', text: '/x' }),
      });
    expect((await post(token)).status).toBe(200);
    expect((await post('another-token')).status).toBe(401);
    await expect.poll(() => output.out).toContain('refused: token_wrong');
    expect(output.out).toContain('token     the expected one');
    expect(output.out).not.toContain('another-token');
    expect(output.out).not.toContain(token);
  });

  it('compares a token with the token before, and prints no code that moves the cursor', async () => {
    const { url, output } = await listening();
    for (const token of ['first-token', 'first-token', 'other-token'])
      await fetch(url, {
        method: 'POST',
        body: new URLSearchParams({ token, user_id: '1', username: 'a\u001b[2J', text: '/x' }),
      });
    await expect.poll(() => output.out).toContain('another one than before');
    expect(output.out).toContain('hidden, the same as before');
    expect(output.out).not.toContain('\u001b');
    expect(output.out).not.toContain('first-token');
  });

  it('recognizes a message to a bot that begins with a slash', async () => {
    const { url, output } = await listening(['--json']);
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
    await expect.poll(() => output.out.trim().split('\n').length).toBe(2);
    const kinds = output.out
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { kind: string }).kind);
    expect(kinds).toEqual(['bot', 'slash']);
  });

  it('names the file that a user sent to a bot', async () => {
    const { url, output } = await listening();
    const fields = { token: 't', user_id: '1', username: 'ada', post_id: '7', timestamp: '1764421200000', text: '' };
    const body = new URLSearchParams({ ...fields, file_name: 'report\u001b[2J.pdf' });
    const answer = await fetch(url, { method: 'POST', body });
    expect(await answer.json()).toEqual({ text: 'synochat heard ada: [file report\u001b[2J.pdf]' });
    await expect.poll(() => output.out).toContain('file      report\ufffd[2J.pdf\n');
    expect(output.out).toContain('message to the bot');
  });

  it.each([
    ['Node', undefined],
    ['Bun', onBun],
    ['Deno', onDeno],
  ])('on %s says that Chat speaks TLS to it', async (_, runtime) => {
    const { url, output } = await listening([], { runtime });
    await fetch(url.replace('http:', 'https:')).catch(() => undefined);
    await expect.poll(() => output.err).toContain('Chat was told https:// but this program speaks http');
    expect((await fetch(url)).status).toBe(200);
  });

  it('answers a probe, refuses an invalid or too large request, and goes on', async () => {
    const { url, output } = await listening();
    expect((await fetch(url)).status).toBe(200);
    expect((await fetch(url, { method: 'HEAD' })).status).toBe(200);
    expect((await fetch(url, { method: 'POST', body: 'hello' })).status).toBe(401);
    expect((await fetch(url, { method: 'POST', body: 'x'.repeat(70_000) })).status).toBe(413);
    expect((await fetch(url, { method: 'PUT', body: 'x' })).status).toBe(405);
    await expect.poll(() => output.out).toContain('refused: method_not_allowed');
    expect(output.out).toContain('a probe, answered');
    expect(output.out).toContain('refused: body_too_large');
  });

  it('says that a NAS cannot reach an address of loopback', async () => {
    const { output } = await listening();
    expect(output.err).toContain('A NAS cannot reach it: --host (or --base-url) must be an address of this machine');
    const { output: behindProxy } = await listening(['--base-url', 'https://chat.example/hook']);
    expect(behindProxy.err).not.toContain('A NAS cannot reach it');
  });

  it('ends well when a signal interrupts it', async () => {
    const { child, finished } = await listening();
    child.kill('SIGINT');
    expect((await finished).code).toBe(0);
  });

  it.each([
    ['a wrong port', ['--port', 'x'], '--port must be a whole number'],
    ['a wrong kind', ['--kind', 'x'], '--kind must be one of auto, outgoing, slash, bot'],
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
