import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../helpers/process.ts';
import { type Nas, run, start, startNas, textsIn } from './command.ts';

let nas: Nas;
beforeAll(async () => {
  nas = await startNas({ users: ['ada'] });
});
afterAll(() => nas.stop());

const last = () => textsIn(nas).at(-1) ?? '';
const node = process.execPath;
const watch = (args: readonly string[], input?: string) => run(['run', ...args], { env: nas.env, input });
const script = (code: string) => ['--', node, '-e', code];

describe('synochat run', () => {
  it('passes output and exit code through, and posts outcome, duration and the last lines', async () => {
    const code = "console.log('out'); console.error('err'); process.exitCode = 23";
    expect(await watch(script(code))).toEqual({ code: 23, out: 'out\n', err: 'err\n' });
    expect(last()).toMatch(/^❌ `.*` failed with exit code 23 after [\d.]+ s\n```\n(out\nerr|err\nout)\n```$/);
    expect((await watch(script('0'))).code).toBe(0);
    expect(last()).toMatch(/^✅ `.*` finished after [\d.]+ s$/);
  });

  it('passes stdin to the command', async () => {
    expect((await watch(['--', 'cat'], 'from stdin')).out).toBe('from stdin');
    expect(last()).toContain('```\nfrom stdin\n```');
  });

  it('passes a second -- and flags of the command on', async () => {
    expect((await watch(['--', 'echo', '--json', '--', '-q'])).out).toBe('--json -- -q\n');
  });

  it('runs a pipeline with --shell', async () => {
    expect((await watch(['--shell', '--', "printf 'b\\na\\n' | sort; exit 3"])).code).toBe(3);
    expect(last()).toContain('```\na\nb\n```');
  });

  it('posts only the last lines of a long output, as a terminal shows them, and passes all on', async () => {
    const code = "for (let n = 0; n < 50000; n++) console.log('line ' + n); console.log('\\u001b[31m1%\\r99%```')";
    const { out } = await watch(script(code));
    expect(out.split('\n')).toHaveLength(50_002);
    expect(last()).toContain("line 49999\n99%'''\n```");
    expect(last().split('\n').length).toBeLessThan(25);
  });

  it('loses no output of a command that ends at once', async () => {
    expect((await watch(script("process.stdout.write('x'.repeat(3e6))"))).out).toHaveLength(3e6);
  });

  it('waits for no process that outlives the command', async () => {
    const { code, out } = await watch(['--shell', '--', 'sleep 45 & echo started']);
    expect([code, out]).toEqual([0, 'started\n']);
  });

  it('posts no token of Chat', async () => {
    await watch(['--', 'echo', nas.env['SYNOCHAT_WEBHOOK'] ?? '']);
    for (const token of nas.tokens) expect(last()).not.toContain(token);
  });

  it('writes to a user as the bot', async () => {
    expect((await watch(['--to', 'ada', ...script('0')])).code).toBe(0);
    expect(textsIn(nas, '@robin').at(-1)).toContain('finished');
  });

  it.each([
    ['an unknown program', ['--', 'no-such-program'], 127, 'did not start (there is no such program)'],
    ['a folder', ['--', '/'], 126, 'did not start (EACCES)'],
  ])('ends as a shell does for %s', async (_, args, expected, text) => {
    expect((await watch(args)).code).toBe(expected);
    expect(last()).toContain(text);
  });

  it.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const)('passes %s on, and posts that the command was ended', async (signal, expected) => {
    const { child, output, finished } = start(['run', ...script("console.log('up'); setInterval(() => {}, 1e6)")], {
      env: nas.env,
    });
    await expect.poll(() => output.out, { timeout: 15_000 }).toBe('up\n');
    child.kill(signal);
    expect((await finished).code).toBe(expected);
    expect(last()).toContain(`was ended by ${signal} after`);
  });

  it("keeps the command's exit code if the NAS does not answer", async () => {
    const env = { SYNOCHAT_WEBHOOK: (nas.env['SYNOCHAT_WEBHOOK'] ?? '').replace(/:\d+\//, `:${await freePort()}/`) };
    const { code, err } = await run(['run', ...script('process.exitCode = 7')], { env });
    expect(code).toBe(7);
    expect(err).toContain('The outcome was not posted.');
  });

  it.each([[['run']], [['run', '--retry', 'soon', '--', 'echo', 'ran']], [['run', '--via', 'x', '--', 'echo', 'ran']]])(
    'starts nothing for a mistake: %j',
    async (args) => {
      const { code, out } = await run(args, { env: nas.env });
      expect([code, out]).toEqual([2, '']);
    },
  );
});
