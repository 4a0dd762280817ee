import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ownAddresses } from '../../cli/own-addresses.ts';
import { freePort } from '../helpers/process.ts';
import { type Nas, onBun, onDeno, run, start, startNas } from './command.ts';

let nas: Nas;
beforeAll(async () => {
  nas = await startNas();
});
afterAll(() => nas.stop());
const running: ReturnType<typeof start>[] = [];
afterEach(async () => {
  for (const { child, finished } of running.splice(0)) {
    child.kill('SIGKILL');
    await finished;
  }
});

/** Starts `doctor --listen` on a free port of loopback; resolves when it waits. */
async function waiting(args: readonly string[], runtime?: readonly string[]) {
  const port = await freePort();
  const typed = args.map((arg) => arg.replace('PORT', String(port)));
  const where = ['--host', '127.0.0.1', '--port', String(port)];
  // The last value of a repeated flag counts.
  const started = start(['doctor', '--listen', ...where, ...typed], { runtime });
  running.push(started);
  while (!started.output.err.includes('Then write in Chat') && started.child.exitCode === null) await pause(20);
  return { url: `http://127.0.0.1:${port}/`, port, ...started };
}

const event = { token: 'a', user_id: '1', username: 'ada', text: '/x' };
const post = (url: string, fields: Record<string, string>) =>
  fetch(url, { method: 'POST', body: new URLSearchParams(fields) });

describe('synochat doctor --listen', () => {
  it.each([
    ['Node', undefined],
    ['Bun', onBun],
    ['Deno', onDeno],
  ])('on %s says what to enter, how far each attempt came, and ends when an event arrives', async (_, runtime) => {
    const { url, port, output, finished } = await waiting(['--token', 'a-synthetic-token'], runtime);
    expect(output.err).toContain(`  ${url}\n`);
    const silent = connect(port, '127.0.0.1', () => silent.end());
    await expect.poll(() => output.out).toContain('came a connection that said nothing');
    await fetch(url.replace('http:', 'https:')).catch(() => undefined);
    await expect.poll(() => output.out).toContain('came TLS');
    expect(output.out).toContain('Chat was told https:// but this program speaks http: change the URL in Chat.');
    const noise = connect(port, '127.0.0.1', () => noise.end('\u0000\u0001\r\n\r\n'));
    await expect.poll(() => output.out).toContain('bytes that are neither http nor TLS');
    await fetch(url, { method: 'HEAD' });
    await expect.poll(() => output.out).toContain('came a HEAD; Chat sends a POST');
    expect((await post(url, event)).status).toBe(401);
    await expect.poll(() => output.out).toContain('came an event with another token than the expected one');
    expect((await post(url, { hello: 'x' })).status).toBe(401);
    await expect.poll(() => output.out).toContain('came a POST that is no event');

    const answer = await post(url, { ...event, token: 'a-synthetic-token' });
    expect(await answer.json()).toEqual({ text: 'synochat heard ada: /x' });
    const { code, out } = await finished;
    expect(out).toContain(
      'ok       arrival      From 127.0.0.1, which is this machine, came: slash command /x, by ada',
    );
    expect(code).toBe(0);
    expect(out).not.toContain('a-synthetic-token');
  });

  it('accepts the event of a bot', async () => {
    const { url, finished } = await waiting([]);
    nas.simulator.addBot({ name: 'way', url });
    const [, reply] = await nas.simulator.say('ada', '@way', 'hello');
    expect(reply?.text).toBe('synochat heard ada: hello');
    expect(await finished).toMatchObject({
      code: 0,
      out: expect.stringContaining('message to the bot, by ada') as string,
    });
  });

  it('prints the findings as JSON, and ends with 1 for https', async () => {
    const { url, finished } = await waiting(['--json', '--timeout', '2']);
    await fetch(url.replace('http:', 'https:')).catch(() => undefined);
    const { code, out } = await finished;
    expect(code).toBe(1);
    const { ok, findings } = JSON.parse(out) as { ok: boolean; findings: object[] };
    expect(ok).toBe(false);
    expect(findings).toMatchObject([
      { check: 'port', result: 'unsure' },
      { check: 'arrival', result: 'problem' },
      { check: 'arrival', result: 'later' },
    ]);
  });

  it.each([
    ['localhost', 'http://localhost:PORT/', 'PROBLEM  entered      In Chat localhost is the NAS itself', 1],
    ['loopback', 'http://127.0.0.1:PORT/', 'PROBLEM  entered      In Chat 127.0.0.1 is the NAS itself', 1],
    ['loopback of IPv6', 'http://[::1]:PORT/', 'PROBLEM  entered      In Chat [::1] is the NAS itself', 1],
    ['https', 'https://192.0.2.7:PORT/', 'unsure   entered      The URL says https:// but this program speaks http', 3],
    ['another port', 'http://192.0.2.7/hook', 'unsure   entered      The URL leads to port 80, but', 3],
    ['another machine', 'http://192.0.2.7:PORT/', '192.0.2.7, which is no address of this machine', 3],
    ['an unknown name', 'http://nas.invalid:PORT/', 'The name nas.invalid is not known here', 3],
  ])('says of the URL that was entered in Chat: %s', async (_, entered, problem, expected) => {
    const { finished } = await waiting([entered, '--timeout', '0.3']);
    const { code, out } = await finished;
    expect(out).toContain(problem);
    expect(out).toContain('The likely cause stands above: the URL, or --host.');
    expect(code).toBe(expected);
  });

  it.each(['127.0.0.1', 'localhost', '127.0.0.2', '::ffff:127.0.0.1'])(
    'says of --host %s everywhere that a NAS cannot reach it, and of no URL there that it will do',
    async (host) => {
      const { port, output, finished } = await waiting(['--host', host, '--timeout', '0.3', 'http://localhost:PORT/']);
      const { out } = await finished;
      expect(out).toMatch(new RegExp(`unsure +port +This program listens on port ${port} of .*only this machine`));
      expect(out).toContain('A NAS cannot reach it: --host must be an address of this machine in the network');
      expect(out).toContain(
        'Start it with --host and an address of this machine in the network, and enter its URL, unless',
      );
      expect(out).not.toMatch(/Enter http/);
      expect(output.err).toContain('A NAS cannot reach it: --host (or --base-url) must be an address');
    },
  );

  it('calls a URL of the network doubtful if only this machine reaches the port', async () => {
    const [address] = ownAddresses().filter((each) => !/^127\.|:/.test(each));
    const { out } = await (await waiting([`http://${address}:PORT/`, '--timeout', '0.3'])).finished;
    expect(out).toMatch(/unsure +entered +.*, but this program listens where only this machine reaches it/);
    expect(out).not.toContain('The URL is as it should be');
  });

  it.each([
    ['all of this machine', ['--host', '0.0.0.0'], 'ok       port         This program listens on port'],
    ['a proxy of this machine', ['--base-url', 'https://chat.example/'], 'unsure   port'],
  ])('says no such thing of what is to be entered for %s', async (_, args, port) => {
    const { output, finished } = await waiting([...args, '--timeout', '0.3', 'http://localhost:PORT/']);
    const { out } = await finished;
    expect(out).toContain(port);
    expect(out).toMatch(/Enter https?:\S+ instead, unless this machine is the NAS/);
    expect(output.err).not.toContain('A NAS cannot reach it');
  });

  it('names the causes if no event comes, and the open way after an attempt', async () => {
    const { finished } = await waiting(['--timeout', '0.3']);
    const { code, out } = await finished;
    const causes = ['only this machine', 'localhost', 'another port', 'https://', 'a firewall drops the call'];
    for (const cause of [...causes, 'log of integrations']) expect(out).toContain(cause);
    expect(code).toBe(3);
    const second = await waiting(['--timeout', '1.5']);
    await fetch(second.url);
    expect((await second.finished).out).toContain(`The way to port ${second.port} is open as far as shown above.`);
  });

  it('prints few of many attempts', async () => {
    const { url, output, finished } = await waiting(['--timeout', '3']);
    for (let n = 0; n < 60; n++) await fetch(url, { method: 'POST', body: `a${n}=b&token=t&${'x&'.repeat(n)}` });
    await finished;
    expect(output.out.split('\n').length).toBeLessThan(60);
  });

  it('ends with 130 after an interruption, and with 2 for an invalid URL', async () => {
    const { child, finished } = await waiting([]);
    child.kill('SIGINT');
    expect((await finished).code).toBe(130);
    const { code, err } = await run(['doctor', '--listen', '--port', '0', 'ftp://x']);
    expect([code, err]).toEqual([2, expect.stringContaining('begins with http:// or https://')]);
  });
});
