import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../../packages/synochat/test/process.ts';
import { run, start, startChat } from './scripts.ts';

let nas: Awaited<ReturnType<typeof startChat>>;
let env: { SYNOCHAT_WEBHOOK: string };
beforeAll(async () => {
  nas = await startChat();
  env = { SYNOCHAT_WEBHOOK: nas.url };
});
afterAll(() => nas.stop());

describe('every script', () => {
  const scripts = [['line.ts', 'Hello'], ['file.ts', 'README.md'], ['pipe.ts'], ['digest.ts', '--now']];

  it.each(scripts)('%s says in a line that it needs SYNOCHAT_WEBHOOK', async (...args) => {
    expect(await run(args, { input: 'Hello' })).toEqual({
      code: 2,
      out: '',
      err: 'SYNOCHAT_WEBHOOK is not set: copy the URL of an incoming webhook out of Chat\n',
    });
  });

  it.each(scripts)('%s ends with 1 and a line when Chat does not take the message', async (...args) => {
    const wrong = nas.url.replace(nas.token, 'x'.repeat(64));

    const { code, err } = await run(args, { input: 'Hello', env: { SYNOCHAT_WEBHOOK: wrong } });

    expect(code).toBe(1);
    expect(err).toMatch(/^[^\n]*token[^\n]*\n$/);
    expect(err).not.toContain('xxxx');
  });
});

describe('line.ts', () => {
  it('posts its words', async () => {
    expect(await run(['line.ts', 'The backup', 'is', '*done* & 100 %'], { env })).toEqual({
      code: 0,
      out: '',
      err: '',
    });
    expect(nas.texts().at(-1)).toBe('The backup is *done* & 100 %');
  });

  it('posts the text that a terminal shows, and with --raw all of it', async () => {
    const codes = '\u001b[1;32mok\u001b[0m \u001b]8;;http://x.example/\u0007link\u001b]8;;\u0007';
    await run(['line.ts', codes], { env });
    expect(nas.texts().at(-1)).toBe('ok link');
    await run(['line.ts', '--raw', codes], { env });
    expect(nas.texts().at(-1)).toBe(codes);
  });

  it('runs from a clone as it is', async () => {
    const cwd = new URL('../../../', import.meta.url);

    expect(await run(['apps/announce/line.ts', 'From a clone'], { env, flags: [], cwd })).toMatchObject({ code: 0 });
    expect(nas.texts().at(-1)).toBe('From a clone');
  });

  it.each([{ args: [] }, { args: [' '] }])(
    'says how it goes when there is nothing to post: $args',
    async ({ args }) => {
      expect(await run(['line.ts', ...args], { env })).toMatchObject({
        code: 2,
        err: expect.stringMatching(/^Usage: .*\n$/) as string,
      });
    },
  );

  it('complains of an address that is none, without showing it', async () => {
    const SYNOCHAT_WEBHOOK = 'https://nas.example/webapi/entry.cgi?api=SYNO.Chat.External&method=incoming&secret=abc';

    const { code, err } = await run(['line.ts', 'Hello'], { env: { SYNOCHAT_WEBHOOK } });

    expect(code).toBe(2);
    expect(err).toMatch(/^[^\n]*token[^\n]*\n$/);
    expect(err).not.toContain('abc');
  });

  it('complains of a certificate that is not there', async () => {
    const err = 'NAS_CERTIFICATE is not a file that can be read\n';

    expect(await run(['line.ts', 'Hello'], { env: { ...env, NAS_CERTIFICATE: 'nowhere.pem' } })).toMatchObject({
      code: 2,
      err,
    });
  });
});

describe('file.ts', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'synochat-announce-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('posts a file with its name and a text, byte for byte, and ends', async () => {
    const bytes = Uint8Array.from({ length: 3_000_000 }, (_, n) => n % 251);
    const path = join(folder, 'größe 1.bin');
    writeFileSync(path, bytes);

    expect(await run(['file.ts', path, 'For', 'you'], { env })).toEqual({ code: 0, out: '', err: '' });

    const post = nas.chat.posts('general').at(-1);
    expect(post).toMatchObject({ text: 'For you', file: { name: 'größe 1.bin', size: bytes.length } });
    expect(Buffer.compare(post?.file?.bytes ?? new Uint8Array(), bytes)).toBe(0);
  });

  it('needs a file that is there', async () => {
    expect(await run(['file.ts'], { env })).toMatchObject({
      code: 2,
      err: expect.stringContaining('Usage: ') as string,
    });
    expect(await run(['file.ts', folder], { env })).toMatchObject({ code: 2, err: `There is no file ${folder}\n` });
  });

  it('does not post what is larger than Chat takes', async () => {
    const path = join(folder, 'large.bin');
    writeFileSync(path, new Uint8Array(32 * 1024 * 1024 + 1));

    expect(await run(['file.ts', path], { env })).toMatchObject({
      code: 1,
      err: expect.stringContaining('the limit is') as string,
    });
  });

  it('is found by the NAS where FILES_URL says', async () => {
    const ended = await run(['file.ts', 'README.md'], { env: { ...env, FILES_URL: 'http://localhost:32123/' } });

    expect(ended).toMatchObject({ code: 0 });
    expect(nas.chat.posts('general').at(-1)?.file?.name).toBe('README.md');
    for (const FILES_URL of ['https://10.0.0.7', 'http://10.0.0.7:99999', 'files', 'http://a:b@10.0.0.7'])
      expect(await run(['file.ts', 'README.md'], { env: { ...env, FILES_URL } })).toMatchObject({
        code: 2,
        err: expect.stringContaining('FILES_URL must be') as string,
      });
  });
});

describe('pipe.ts', () => {
  const block = (...lines: string[]) => ['```', ...lines, '```'].join('\n');

  it('posts lines that come together in one post, and those that come later in another, the last one too', async () => {
    const before = nas.texts().length;
    const { script, result } = start(['pipe.ts'], { env });

    script.stdin.write('one\ntwo\nthr');
    await expect.poll(() => nas.texts().slice(before), { timeout: 5000 }).toEqual([block('one', 'two')]);
    script.stdin.end('ee\n\n  four');

    expect(await result).toEqual({ code: 0, out: '', err: '' });
    expect(nas.texts().slice(before)).toEqual([block('one', 'two'), block('three', '', '  four')]);
  });

  it('posts all lines in order when they come faster than Chat takes them, in few posts that are blocks', async () => {
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

  it('posts of a progress line its last state, and with --raw all of it', async () => {
    const input = '10%\r20%\r\u001b[32m100%\u001b[0m\r\ndone\n';
    await run(['pipe.ts'], { env, input });
    expect(nas.texts().at(-1)).toBe(block('100%', 'done'));
    await run(['pipe.ts', '--raw'], { env, input });
    expect(nas.texts().at(-1)).toBe(block(input.trimEnd()));
  });

  it('posts nothing for blank lines', async () => {
    const before = nas.texts().length;

    expect(await run(['pipe.ts'], { env, input: '\n \n' })).toEqual({ code: 0, out: '', err: '' });
    expect(nas.texts()).toHaveLength(before);
  });

  it('posts what is still to come after Ctrl-C', async () => {
    const { script, result } = start(['pipe.ts'], { env });
    script.stdin.write('before\n');
    await expect.poll(() => nas.texts().at(-1), { timeout: 5000 }).toBe(block('before'));

    script.kill('SIGINT');
    script.stdin.end('after\n');

    expect(await result).toMatchObject({ code: 0 });
    expect(nas.texts().at(-1)).toBe(block('after'));
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'posts what it has at the first %s, and ends although its input does not',
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

  it('ends at once at the second signal, with what it could not post', async () => {
    const port = await freePort();
    const nowhere = nas.url.replace(/:\d+/, `:${port}`);
    const { script, result } = start(['pipe.ts'], { env: { SYNOCHAT_WEBHOOK: nowhere } });
    script.stdin.write('one\ntwo\n');
    // Until it is read and tried for the first time.
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

  it('prints what could not be posted, and ends although its input does not', async () => {
    const wrong = nas.url.replace(nas.token, 'x'.repeat(64));
    const { script, result } = start(['pipe.ts'], { env: { SYNOCHAT_WEBHOOK: wrong } });
    script.stdin.write('precious\n');

    expect(await result).toMatchObject({ code: 1, out: `${block('precious')}\n` });
  });
});

describe('digest.ts', () => {
  it('posts how the machine is at once', async () => {
    expect(await run(['digest.ts', '--now', '/', '/tmp'], { env })).toEqual({ code: 0, out: '', err: '' });
    const [day, load, ...disks] = nas.texts().at(-1)?.split('\n') ?? [];
    expect(day).toMatch(/^\*.+\* on \w+day,? \d+ \w+$/);
    expect(load).toMatch(/^Up \d+ [^\n]+, load [\d.]+ of \d+, memory \d+ % of [\d.]+ GB$/);
    expect(disks).toEqual(
      ['/', '/tmp'].map((at) => expect.stringMatching(`^.${at}. \\d+ % full, [\\d.]+ GB free$`) as string),
    );
  });

  it('says when it posts next, by the clock of its time zone, and waits', async () => {
    const { script, result } = start(['digest.ts', '8:05'], { env: { ...env, TZ: 'Asia/Kolkata' } });
    const [printed] = (await once(script.stdout, 'data')) as [string];
    script.kill('SIGTERM');

    expect(await result).toMatchObject({ code: null });
    expect(printed).toMatch(/^The next digest is posted at .* 08:05:00 GMT\+0530/);
  });

  it.each([[[]], [['8']], [['24:00']], [['08:60', '/']]])('says how it goes: %j', async (args) => {
    expect(await run(['digest.ts', ...args], { env })).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^Usage: .*\n$/) as string,
    });
  });

  it('needs folders that are there', async () => {
    expect(await run(['digest.ts', '--now', '/no/such'], { env })).toMatchObject({
      code: 2,
      err: 'There is no folder /no/such\n',
    });
  });
});
