import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../../packages/synochat/test/helpers/process.ts';
import { run, start, startChat } from './scripts.ts';

let nas: Awaited<ReturnType<typeof startChat>>;
let env: { SYNOCHAT_WEBHOOK: string };
beforeAll(async () => {
  nas = await startChat();
  env = { SYNOCHAT_WEBHOOK: nas.url };
});
afterAll(() => nas.stop());

describe('every script', () => {
  const scripts = [['pipe.ts'], ['digest.ts', '--now']];

  it.each(scripts)('%s prints one line if SYNOCHAT_WEBHOOK is not set', async (...args) => {
    expect(await run(args, { input: 'Hello' })).toEqual({
      code: 2,
      out: '',
      err: 'SYNOCHAT_WEBHOOK is not set: copy the URL of an incoming webhook from Chat\n',
    });
  });

  it.each(scripts)('%s ends with 1 and one line if Chat rejects the message', async (...args) => {
    const wrong = nas.url.replace(nas.token, 'x'.repeat(64));

    const { code, err } = await run(args, { input: 'Hello', env: { SYNOCHAT_WEBHOOK: wrong } });

    expect(code).toBe(1);
    expect(err).toMatch(/^[^\n]*token[^\n]*\n$/);
    expect(err).not.toContain('xxxx');
  });

  it('runs from a clone as it is', async () => {
    const cwd = new URL('../../../', import.meta.url);
    const input = 'From a clone';

    expect(await run(['apps/announce/pipe.ts'], { env, flags: [], cwd, input })).toMatchObject({ code: 0 });
    expect(nas.texts().at(-1)).toContain('From a clone');
  });

  it.each(scripts)('%s rejects an invalid address without showing it', async (...args) => {
    const SYNOCHAT_WEBHOOK = 'https://nas.example/webapi/entry.cgi?api=SYNO.Chat.External&method=incoming&secret=abc';

    const { code, err } = await run(args, { input: 'Hello', env: { SYNOCHAT_WEBHOOK } });

    expect(code).toBe(2);
    expect(err).toMatch(/^[^\n]*token[^\n]*\n$/);
    expect(err).not.toContain('abc');
  });

  it.each(scripts)('%s names a certificate file that does not exist', async (...args) => {
    expect(await run(args, { input: 'Hello', env: { ...env, NAS_CERTIFICATE: 'nowhere.pem' } })).toMatchObject({
      code: 2,
      err: 'NAS_CERTIFICATE is not a readable file: check the path\n',
    });
  });
});

describe('pipe.ts', () => {
  const block = (...lines: string[]) => ['```', ...lines, '```'].join('\n');

  it('posts lines that come together in one post, and later lines in another, the last line too', async () => {
    const before = nas.texts().length;
    const { script, result } = start(['pipe.ts'], { env });

    script.stdin.write('one\ntwo\nthr');
    await expect.poll(() => nas.texts().slice(before), { timeout: 5000 }).toEqual([block('one', 'two')]);
    script.stdin.end('ee\n\n  four');

    expect(await result).toEqual({ code: 0, out: '', err: '' });
    expect(nas.texts().slice(before)).toEqual([block('one', 'two'), block('three', '', '  four')]);
  });

  it('posts all lines in order, in few blocks, when lines come faster than Chat accepts posts', async () => {
    const before = nas.texts().length;
    const lines = Array.from({ length: 300 }, (_, n) => `line ${n} of a <log> with \`ticks\` and é`);

    expect(await run(['pipe.ts'], { env, input: lines.join('\n') })).toEqual({ code: 0, out: '', err: '' });

    const posts = nas.texts().slice(before);
    expect(posts.length).toBeLessThan(9);
    for (const post of posts) expect(post).toMatch(/^```\n[^]*\n```$/);
    expect(posts.flatMap((post) => post.split('\n').filter((line) => line !== '```'))).toEqual(lines);
  });

  it('keeps a fence in a line from ending the block', async () => {
    await run(['pipe.ts'], { env, input: 'a ``` b ```` c\n' });

    expect(nas.texts().at(-1)?.split('```')).toHaveLength(3);
    expect(nas.texts().at(-1)?.replaceAll('\u200b', '')).toBe(block('a ``` b ```` c'));
  });

  it('posts the last state of a progress line, and with --raw every character', async () => {
    const input = '10%\r20%\r\u001b[32m100%\u001b[0m\r\ndone\n';
    await run(['pipe.ts'], { env, input });
    expect(nas.texts().at(-1)).toBe(block('100%', 'done'));
    await run(['pipe.ts', '--raw'], { env, input });
    expect(nas.texts().at(-1)).toBe(block(input.trimEnd()));
  });

  it('does not post blank lines', async () => {
    const before = nas.texts().length;

    expect(await run(['pipe.ts'], { env, input: '\n \n' })).toEqual({ code: 0, out: '', err: '' });
    expect(nas.texts()).toHaveLength(before);
  });

  it('posts lines that come after Ctrl-C', async () => {
    const { script, result } = start(['pipe.ts'], { env });
    script.stdin.write('before\n');
    await expect.poll(() => nas.texts().at(-1), { timeout: 5000 }).toBe(block('before'));

    script.kill('SIGINT');
    script.stdin.end('after\n');

    expect(await result).toMatchObject({ code: 0 });
    expect(nas.texts().at(-1)).toBe(block('after'));
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'posts the lines read before the first %s, and ends although the input does not',
    async (signal) => {
      const { script, result } = start(['pipe.ts'], { env });
      script.stdin.write('first\n');
      await expect.poll(() => nas.texts().at(-1), { timeout: 5000 }).toBe(block('first'));
      const before = nas.texts().length;
      script.stdin.write('second\nhalf a lin');
      script.kill(signal);

      expect(await result).toEqual({ code: 0, out: '', err: '' });
      const lines = nas
        .texts()
        .slice(before)
        .flatMap((post) => post.split('\n'));
      expect(lines.filter((line) => line !== '```')).toEqual(['second', 'half a lin']);
    },
  );

  it('ends at once at the second signal, and prints the lines that were not posted', async () => {
    const port = await freePort();
    const nowhere = nas.url.replace(/:\d+/, `:${port}`);
    const { script, result } = start(['pipe.ts'], { env: { SYNOCHAT_WEBHOOK: nowhere } });
    script.stdin.write('one\ntwo\n');
    // Wait until the first attempt has failed.
    await new Promise((resolve) => setTimeout(resolve, 2500));
    script.stdin.write('three\n');
    script.kill('SIGTERM');
    await new Promise((resolve) => setTimeout(resolve, 200));
    script.kill('SIGTERM');

    expect(await result).toEqual({
      code: 1,
      out: 'one\ntwo\nthree\n',
      err: 'Ended by a second signal: 3 lines were not posted, as far as is known\n',
    });
  });

  it('waits no more than ten seconds for Chat after the first signal', async () => {
    const nowhere = nas.url.replace(/:\d+/, `:${await freePort()}`);
    const { script, result } = start(['pipe.ts'], { env: { SYNOCHAT_WEBHOOK: nowhere } });
    script.stdin.write('precious\n');
    await new Promise((resolve) => setTimeout(resolve, 1500));
    script.kill('SIGTERM');

    expect(await result).toEqual({
      code: 1,
      out: 'precious\n',
      err: 'Not all was posted within 10 s of SIGTERM: 1 line was not posted, as far as is known\n',
    });
  });

  it('prints rejected lines, and ends although the input does not', async () => {
    const wrong = nas.url.replace(nas.token, 'x'.repeat(64));
    const { script, result } = start(['pipe.ts'], { env: { SYNOCHAT_WEBHOOK: wrong } });
    script.stdin.write('precious\n');

    expect(await result).toMatchObject({ code: 1, out: `${block('precious')}\n` });
  });
});

describe('digest.ts', () => {
  it('posts the state of the machine at once with --now', async () => {
    expect(await run(['digest.ts', '--now', '/', '/tmp'], { env })).toEqual({ code: 0, out: '', err: '' });
    const [day, load, ...disks] = nas.texts().at(-1)?.split('\n') ?? [];
    expect(day).toMatch(/^\*.+\* on \w+day,? \d+ \w+$/);
    expect(load).toMatch(/^Up \d+ [^\n]+, load [\d.]+ of \d+, memory \d+ % of [\d.]+ GB$/);
    expect(disks).toEqual(
      ['/', '/tmp'].map((at) => expect.stringMatching(`^.${at}. \\d+ % full, [\\d.]+ GB free$`) as string),
    );
  });

  it('prints the time of the next post in the local time zone, and waits', async () => {
    const { script, result } = start(['digest.ts', '8:05'], { env: { ...env, TZ: 'Asia/Kolkata' } });
    const [printed] = (await once(script.stdout, 'data')) as [string];
    script.kill('SIGTERM');

    expect(await result).toMatchObject({ code: null });
    expect(printed).toMatch(/^The next digest is posted at .* 08:05:00 GMT\+0530/);
  });

  it.each([[[]], [['8']], [['24:00']], [['08:60', '/']]])('prints the usage: %j', async (args) => {
    expect(await run(['digest.ts', ...args], { env })).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^Usage: .*\n$/) as string,
    });
  });

  it('rejects a folder that does not exist', async () => {
    expect(await run(['digest.ts', '--now', '/no/such'], { env })).toMatchObject({
      code: 2,
      err: 'The folder /no/such does not exist\n',
    });
  });
});
