import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scratchFolder } from '../helpers/runtime.ts';
import { type Nas, run, startNas, textsIn } from './command.ts';

const { scratch, cleanUp } = scratchFolder();
const config = join(scratch, 'synochat.json');
let nas: Nas;
let backup: string;
beforeAll(async () => {
  nas = await startNas({ users: ['ada'], channels: ['general', 'backups'] });
  backup = nas.simulator.addIncoming({ channel: 'backups' }).url;
  const { SYNOCHAT_WEBHOOK: webhook, SYNOCHAT_BOT: bot } = nas.env;
  const content = { webhook, webhooks: { backup, 'night-run': backup }, bots: { ops: bot } };
  writeFileSync(config, JSON.stringify(content), { mode: 0o600 });
});
afterAll(async () => {
  await nas.stop();
  cleanUp();
});

const send = (...args: string[]) => run(['send', '--config', config, ...args]);

describe('synochat send --via', () => {
  it.each(['backup', 'Backup', 'night-run', 'NIGHT_RUN'])('posts through the webhook called %s', async (name) => {
    expect(await send('--via', name, `by ${name}`)).toEqual({ code: 0, out: 'Delivered\n', err: '' });
    expect(textsIn(nas, 'backups').at(-1)).toBe(`by ${name}`);
  });

  it('posts through the default without a name', async () => {
    expect((await send('default')).code).toBe(0);
    expect(textsIn(nas).at(-1)).toBe('default');
  });

  it('writes to a user as the named bot', async () => {
    expect((await send('--via', 'ops', '--to', 'ada', 'hello')).code).toBe(0);
    expect(textsIn(nas, '@robin').at(-1)).toBe('hello');
  });

  it('reads the variable of the name, which wins over the file', async () => {
    const env = { SYNOCHAT_WEBHOOK_BACKUP: nas.env['SYNOCHAT_WEBHOOK'] ?? '', SYNOCHAT_WEBHOOK_OTHER: backup };
    expect((await run(['send', '--config', config, '--via', 'backup', 'by variable'], { env })).code).toBe(0);
    expect(textsIn(nas).at(-1)).toBe('by variable');
    expect((await run(['send', '--via', 'other', 'only a variable'], { env })).code).toBe(0);
    expect(textsIn(nas, 'backups').at(-1)).toBe('only a variable');
  });

  it.each([
    ['a name with a slip', ['--via', 'bakcup', 'x'], 'There is no webhook "bakcup": did you mean backup?'],
    ['another name', ['--via', 'alarms', 'x'], 'There is no webhook "alarms": backup, night-run'],
    ['a webhook for a user', ['--via', 'backup', '--to', 'ada', 'x'], 'There is no bot "backup": ops'],
    ['an empty name', ['--via', '', 'x'], 'A name of --via is invalid'],
    ['a URL', ['--via', 'https://nas/?token=synthetic-secret', 'x'], 'A name of --via is invalid'],
    ['a name of every object', ['--via', 'constructor', 'x'], 'There is no webhook "constructor"'],
    ['a name beside an address', ['--via', 'backup', '--webhook', 'https://nas/x', 'x'], 'Pass --via or --webhook'],
  ])('says what is wrong with %s, and sends nothing', async (_, args, problem) => {
    const { code, out, err } = await send(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(problem);
    expect(err).not.toContain('synthetic');
  });

  it('says where to add the first name', async () => {
    const { err } = await run(['send', '--via', 'backup', 'x'], { env: { SYNOCHAT_BOT_TOKEN: 'synthetic' } });
    expect(err).toContain('add it to "webhooks" of the configuration, or run synochat init');
  });
});

describe('the other commands', () => {
  it('read through the named bot', async () => {
    expect((await run(['users', '--config', config, '--via', 'ops'])).out).toContain('ada');
  });

  it('check every name, or only the name of --via', async () => {
    const { code, out } = await run(['doctor', '--config', config]);
    expect(code).toBe(0);
    for (const title of ['The webhook (', 'The webhook backup (', 'The webhook night-run (', 'The bot ops ('])
      expect(out).toContain(title);
    expect((await run(['doctor', '--config', config, '--via', 'ops'])).out).toMatch(
      /^The bot ops \((?![^]*The webhook)/,
    );
    expect((await run(['doctor', '--config', config, '--via', 'alarms'])).code).toBe(2);
  });

  it('take the token of a bot for no address', async () => {
    const env = { SYNOCHAT_BOT_TOKEN: 'synthetic', SYNOCHAT_BOT_TOKEN_OPS: 'synthetic' };
    expect((await run(['doctor'], { env })).err).toContain('No address is set');
  });
});
