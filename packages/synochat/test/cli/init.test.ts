import { readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scratchFolder } from '../helpers/runtime.ts';
import { type Nas, run, startNas, textsIn } from './command.ts';
import { openTerminal } from './terminal.ts';

const { scratch, cleanUp } = scratchFolder();
let nas: Nas;
let webhook: string;
let bot: string;
beforeAll(async () => {
  nas = await startNas();
  ({ SYNOCHAT_WEBHOOK: webhook = '', SYNOCHAT_BOT: bot = '' } = nas.env);
});
afterAll(async () => {
  await nas.stop();
  cleanUp();
});

const contentOf = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as unknown;

describe('synochat init at a terminal', () => {
  it('asks for the URLs, checks each and saves them with their names', async () => {
    const home = join(scratch, 'home');
    const terminal = openTerminal(['init'], { XDG_CONFIG_HOME: home }, 60);
    const answer = async (question: string, text: string) => {
      await expect.poll(terminal.screen, { timeout: 20_000 }).toMatch(new RegExp(`${question}[^:]*: *$`));
      terminal.type(`${text}\r`);
    };
    await answer('URL of a webhook', webhook);
    await answer('Name of another webhook', 'not valid!');
    await expect.poll(terminal.screen, { timeout: 20_000 }).toContain('is invalid');
    await answer('Name of another webhook', 'backup');
    await answer('URL of the webhook "backup"', webhook);
    await answer('Name of another webhook', '');
    await answer('URL of a bot', bot);
    await answer('Name of another bot', '');
    expect(await terminal.exitCode).toBe(0);
    const path = join(home, 'synochat.json');
    expect(contentOf(path)).toEqual({ webhook, webhooks: { backup: webhook }, bot });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const { code, err } = await run(['send', '--via', 'backup', 'set up'], { env: { XDG_CONFIG_HOME: home } });
    expect([code, err]).toEqual([0, '']);
    expect(textsIn(nas)).toEqual(['set up']);
  });

  it.each(['\u0003', '\u0004'])('saves nothing after %j', async (key) => {
    const terminal = openTerminal(['init'], { XDG_CONFIG_HOME: join(scratch, 'none') });
    await expect.poll(terminal.screen, { timeout: 20_000 }).toContain('URL of a webhook');
    terminal.type(key);
    expect(await terminal.exitCode).toBe(130);
    expect(terminal.screen()).toContain('nothing was saved');
    expect(() => statSync(join(scratch, 'none'))).toThrow('ENOENT');
  });
});

describe('synochat init without a terminal', () => {
  const path = join(scratch, 'new', 'chat.json');
  const init = (...args: string[]) => run(['init', '--config', path, ...args]);

  it('saves the URLs of flags and variables, and keeps the saved URLs', async () => {
    const first = await init('--webhook', webhook);
    expect([first.code, first.err]).toEqual([0, '']);
    expect(first.out).toContain(`Saved in ${path}: webhook\n`);
    const env = { SYNOCHAT_BOT: bot };
    expect((await run(['init', '--config', path, '--name', 'ops'], { env })).code).toBe(0);
    expect(contentOf(path)).toEqual({ webhook, bots: { ops: bot } });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    for (const token of nas.tokens) expect(first.out + first.err).not.toContain(token);
  });

  it('keeps a link to the file', async () => {
    const link = join(scratch, 'link.json');
    const target = join(scratch, 'target.json');
    writeFileSync(target, '{}', { mode: 0o600 });
    symlinkSync(target, link);
    expect((await run(['init', '--config', link, '--webhook', webhook])).code).toBe(0);
    expect(contentOf(target)).toEqual({ webhook });
  });

  it.each([
    ['a wrong token', ['--webhook', 'WRONG'], 1],
    ['no URL', ['--webhook', 'nas'], 2],
    ['no address', [], 2],
    ['a wrong name', ['--webhook', 'WEBHOOK', '--name', 'a b'], 2],
  ])('saves nothing for %s', async (_, args, expected) => {
    const none = join(scratch, 'nothing.json');
    const wrong = webhook.replace(/token=.*/, 'token=%22synthetic-wrong%22');
    const urls: Readonly<Record<string, string>> = { WRONG: wrong, WEBHOOK: webhook };
    const { code } = await run(['init', '--config', none, ...args.map((each) => urls[each] ?? each)]);
    expect(code).toBe(expected);
    expect(() => statSync(none)).toThrow('ENOENT');
  });
});
