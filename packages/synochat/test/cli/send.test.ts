import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listen } from '../helpers/listen.ts';
import { freePort } from '../helpers/process.ts';
import { scratchFolder } from '../helpers/runtime.ts';
import { type Nas, run, start, startNas, textsIn } from './command.ts';

const { scratch, cleanUp } = scratchFolder();
let nas: Nas;
beforeAll(async () => {
  nas = await startNas({ users: ['mikael', { name: 'ada', nickname: 'Lovelace' }, { name: 'gone', deleted: true }] });
});
afterAll(async () => {
  await nas.stop();
  cleanUp();
});

const send = (...args: string[]) => run(['send', ...args], { env: nas.env });
const last = (where?: string) => textsIn(nas, where).at(-1);
const json = (out: string) => JSON.parse(out) as Record<string, unknown>;

describe('synochat send', () => {
  it('posts the words after it', async () => {
    expect(await send('3 & 4', '+ 5 = 100%')).toEqual({ code: 0, out: 'Delivered\n', err: '' });
    expect(last()).toBe('3 & 4 + 5 = 100%');
  });

  it('posts the text of stdin without the last line end', async () => {
    const { code } = await run(['send'], { env: nas.env, input: 'two\nlines\n' });
    expect(code).toBe(0);
    expect(last()).toBe('two\nlines');
  });

  it('posts the text of stdin for -', async () => {
    expect((await run(['send', '-'], { env: nas.env, input: 'dash' })).code).toBe(0);
    expect(last()).toBe('dash');
  });

  it('posts a text with an invalid byte of UTF-8, and reports the byte', async () => {
    const { code, err } = await run(['send'], { env: nas.env, input: Buffer.from([0x61, 0xff, 0x62]) });
    expect(code).toBe(0);
    expect(err).toContain('not all UTF-8');
    expect(last()).toBe('a\ufffdb');
  });

  it('posts a text that begins with - after --', async () => {
    expect((await send('--', '- item')).code).toBe(0);
    expect(last()).toBe('- item');
  });

  it('posts a long text whole, in several posts', async () => {
    const text = Array.from({ length: 400 }, (_, n) => `line ${n}`).join('\n');
    const before = textsIn(nas).length;
    expect((await run(['send'], { env: nas.env, input: text })).code).toBe(0);
    expect(textsIn(nas).slice(before).join('')).toBe(text);
  });

  it('writes as the bot to users by name, nickname and id, with buttons', async () => {
    const flags = [
      '--to',
      'mikael,LOVELACE',
      '--to',
      '@mikael',
      '--button',
      'Yes, do=a:b:green',
      '--button',
      'No=:red:grey',
    ];
    const { code, out } = await send(...flags, '--callback', 'lunch', '--json', 'Lunch?');
    expect(code).toBe(0);
    expect(json(out)).toMatchObject({ ok: true, posted: 'yes', failed: [] });
    expect(json(out)['sent']).toHaveLength(2);
    expect(nas.simulator.posts('@robin').at(-1)).toMatchObject({
      text: 'Lunch?',
      attachments: [
        {
          callbackId: 'lunch',
          buttons: [
            { name: 'Yes, do', text: 'Yes, do', value: 'a:b', style: 'green' },
            { name: 'No', text: 'No', value: ':red', style: 'grey' },
          ],
        },
      ],
    });
  });

  it('says that a press of a webhook button may reach no program, and posts the button', async () => {
    const { code, err } = await send('--button', 'At ten=10:30', 'When?');
    expect(code).toBe(0);
    expect(err).toContain('Chat is not known to send a press of a webhook button to any program');
    expect(nas.simulator.posts('general').at(-1)?.attachments[0]?.buttons[0]?.value).toBe('10:30');
  });

  it('names the users without a delivery, and ends with the code for a partial delivery', async () => {
    const { out: list } = await run(['users', '--json'], { env: nas.env });
    const id = (JSON.parse(list) as { id: number; name: string }[]).find(({ name }) => name === 'mikael')?.id;
    const { code, out, err } = await send('--to', `${id},999`, 'both');
    expect(code).toBe(5);
    expect(out).toBe('Delivered to one user\n');
    expect(err).toContain('To 999 not delivered. Chat refused: a user may be unknown, deleted or disabled');
  });

  it('passes a file URL on to the NAS', async () => {
    const { code, err } = await send('--file-url', 'http://127.0.0.1:9/a.png', 'see');
    expect(code).toBe(1);
    expect(err).toContain('the NAS could not download the file');
  });

  it('shares a file of this machine until the NAS has fetched it', async () => {
    const path = join(scratch, 'Übersicht 1.txt');
    writeFileSync(path, 'hello');
    const { code, out } = await send('--file', path, '--base-url', `http://127.0.0.1:${await freePort()}/x`);
    expect([code, out]).toEqual([0, 'Delivered\n']);
    expect(nas.simulator.posts('general').at(-1)?.file).toMatchObject({ name: 'Übersicht 1.txt', size: 5 });
  });

  it.each([
    ['cam.png', 'image/png'],
    ['CAM 2.JPEG', 'image/jpeg'],
    ['report.pdf', 'application/pdf'],
    ['backup.tar.gz', 'application/gzip'],
    ['noextension', 'application/octet-stream'],
    ['.png', 'application/octet-stream'],
    ['a.constructor', 'application/octet-stream'],
  ])('sends the file %s as %s, so that Chat shows a picture', async (name, type) => {
    const path = join(scratch, name);
    writeFileSync(path, 'synthetic');
    expect((await send('--file', path, '--base-url', `http://127.0.0.1:${await freePort()}`)).code).toBe(0);
    expect(nas.simulator.posts('general').at(-1)?.file).toMatchObject({ name, type });
  });

  it('reads the settings from the file, and the certificate from the same folder', async () => {
    const path = join(scratch, 'synochat.json');
    writeFileSync(path, JSON.stringify({ webhook: nas.env['SYNOCHAT_WEBHOOK'] }), { mode: 0o600 });
    expect(await run(['send', '--config', path, 'from a file'])).toEqual({ code: 0, out: 'Delivered\n', err: '' });
    expect(last()).toBe('from a file');
  });

  it('finds the file in XDG_CONFIG_HOME, and warns if other users can read the file', async () => {
    const home = join(scratch, 'config');
    mkdirSync(home);
    writeFileSync(join(home, 'synochat.json'), JSON.stringify({ webhook: nas.env['SYNOCHAT_WEBHOOK'] }), {
      mode: 0o644,
    });
    const { code, err } = await run(['send', 'found'], { env: { XDG_CONFIG_HOME: home } });
    expect(code).toBe(0);
    expect(err).toMatch(/^Others on this machine can read .*chmod 600/);
  });

  it('prints nothing with --quiet', async () => {
    expect(await send('--quiet', 'hush')).toEqual({ code: 0, out: '', err: '' });
  });

  it('says how to set a webhook if no address is set', async () => {
    const { code, err } = await run(['send', 'hello']);
    expect(code).toBe(2);
    expect(err).toContain('SYNOCHAT_WEBHOOK');
  });

  it.each([
    ['no text', ['send'], 'stdin holds no text'],
    ['an empty text', ['send', ''], 'The text is empty: is a variable not set?'],
    ['an address that is empty though given', ['send', '--webhook', '', 'x'], 'is an environment variable not set?'],
    [
      'an address that the shell cut off',
      ['send', '--webhook', 'https://nas/webapi/entry.cgi?api=x', 'x'],
      'Missing or wrong in the address of the webhook or bot: api',
    ],
    ['an unknown flag', ['send', '--bttn', 'x'], 'Unknown flag: --bttn, did you mean --button?'],
    ['a text that begins with -', ['send', '- item'], 'Put -- before a text that begins with -'],
    ['a flag without its value', ['send', 'x', '--to'], '--to needs a value'],
    ['a value for a flag that takes none', ['send', '--json=yes', 'x'], '--json takes no value'],
    ['typed and piped text', ['send', 'a', '-'], 'as words or on stdin (-), not both'],
    ['a bot without users', ['send', '--bot', 'https://nas/x?token=t', 'x'], 'add --to NAME'],
    ['a user of a webhook', ['send', '--webhook', 'https://nas/x?token=t', '--to', 'ada', 'x'], 'not both'],
    ['a user who is not there', ['send', '--to', 'nobody', 'x'], 'The bot sees no user "nobody"'],
    ['a user who is deleted', ['send', '--to', 'gone', 'x'], 'The user "gone" is deleted or disabled'],
    ['an empty user', ['send', '--to', 'ada,', 'x'], '--to is empty'],
    ['a button without a value', ['send', '--button', 'Yes', 'x'], 'LABEL=VALUE'],
    ['a style with a slip', ['send', '--button', 'Yes=yes:gren', 'x'], 'unknown style "gren": did you mean green?'],
    ['a style in capitals', ['send', '--button', 'Yes=yes:RED', 'x'], 'unknown style "RED": did you mean red?'],
    ['a colour of no button', ['send', '--button', 'A=task:close', 'x'], 'If it belongs to the value, add a style'],
    ['a callback without a button', ['send', '--callback', 'a', 'x'], 'needs a --button'],
    ['two files', ['send', '--file', 'a', '--file-url', 'http://a/b.txt'], 'A message has one file'],
    ['a file without an address', ['send', '--file', program()], '--base-url'],
    ['an address without a port', ['send', '--file', program(), '--base-url', 'https://a.example'], '--port'],
    [
      'a file that is not there',
      ['send', '--file', '/no/such', '--base-url', 'http://127.0.0.1:1'],
      'There is no file',
    ],
    ['a folder as a file', ['send', '--file', '/tmp', '--base-url', 'http://127.0.0.1:1'], 'is no file'],
    ['a wrong file address', ['send', '--file-url', 'a.png', 'x'], '--file-url must be an absolute'],
    ['a wrong time', ['send', '--timeout', '1e3', 'x'], '--timeout must be a number of seconds'],
    ['a certificate that is not there', ['send', '--ca', '/no/such', 'x'], 'cannot be read (ENOENT)'],
    ['a wrong certificate', ['send', '--ca', program(), 'x'], 'holds no certificate'],
    ['a configuration that is not there', ['send', '--config', '/no/such', 'x'], 'cannot be read (ENOENT)'],
    ['a wrong configuration', ['send', '--config', program(), 'x'], 'is no JSON'],
  ])('says what is wrong with %s, sends nothing and ends with 2', async (_, args, problem) => {
    const before = textsIn(nas).length + textsIn(nas, '@robin').length;
    const { code, out, err } = await run(args, { env: nas.env });
    expect(err).toContain(problem);
    expect(err).toMatch(/^synochat: /m);
    expect([code, out]).toEqual([2, '']);
    expect(textsIn(nas).length + textsIn(nas, '@robin').length).toBe(before);
  });

  function program(): string {
    return new URL(import.meta.url).pathname;
  }
});

describe('a configuration file', () => {
  it.each([
    ['a list', '[]', 'is no JSON object'],
    [
      'an unknown name',
      '{"webhok": "x"}',
      'has an unknown member "webhok": use webhook, bot, baseUrl, token, ca, webhooks, bots',
    ],
    ['a number', '{"bot": 5}', '"bot" must be a text in quotes'],
    ['names that are no object', '{"webhooks": "https://nas/?token=synthetic-secret"}', '"webhooks" must hold names'],
    ['a number with a name', '{"bots": {"ops": 5}}', '"bots.ops" must be a text in quotes'],
    ['an address in place of a name', '{"webhooks": {"https://nas/synthetic-secret": "x"}}', 'A name of "webhooks"'],
    ['half of one', '{"webhook": "https://nas/?token=synthetic-secret', 'is no JSON'],
  ])('that holds %s is refused without repeating it', async (_, content, problem) => {
    const path = join(scratch, 'wrong.json');
    writeFileSync(path, content, { mode: 0o600 });
    const { code, err } = await run(['send', '--config', path, 'x']);
    expect(code).toBe(2);
    expect(err).toContain(problem);
    expect(err).not.toContain('secret');
  });
});

describe('the exit code of send', () => {
  const withWebhook = (url: string, ...args: string[]) =>
    run(['send', '--json', ...args, 'x'], { env: { SYNOCHAT_WEBHOOK: url } });
  const wrong = `token=%22${'x'.repeat(64)}%22`;

  it('is 1 for a final failure, with the reason in the JSON', async () => {
    const { code, out, err } = await withWebhook(`${nas.origin}/webapi/entry.cgi?${wrong}`);
    expect(code).toBe(1);
    expect(json(out)).toMatchObject({
      ok: false,
      error: {
        code: 'token_invalid',
        apiCode: 404,
        posted: 'no',
        partsPosted: 0,
        retryable: false,
        remaining: [{ text: 'x' }],
      },
    });
    expect(out + err).not.toContain('xxxxxxxx');
  });

  it('is 3 for a failure that may pass', async () => {
    const { code, out } = await withWebhook(`http://127.0.0.1:${await freePort()}/webapi/entry.cgi?${wrong}`);
    expect(code).toBe(3);
    expect(json(out)).toMatchObject({ error: { code: 'connect_failed', retryable: true } });
  });

  it('is 4 if the delivery is unknown', async () => {
    const lost = await startNas({ faultRateDrop: 1 });
    const { code, out } = await withWebhook(lost.env['SYNOCHAT_WEBHOOK'] ?? '');
    await lost.stop();
    expect(code).toBe(4);
    expect(json(out)).toMatchObject({ error: { posted: 'unknown' } });
  });

  it('is 4 if Chat accepted the message and nobody fetched the file', async () => {
    // Some NAS answer before the download.
    const hasty = await startNas({ fetch: () => Promise.resolve(new Response('not from here')) });
    const path = join(scratch, 'a.txt');
    writeFileSync(path, 'a');
    const base = `http://127.0.0.1:${await freePort()}`;
    const flags = ['--json', '--timeout', '0.5', '--file', path, '--base-url', base, '--host', '127.0.0.1'];
    const { code, out, err } = await run(['send', ...flags], { env: hasty.env });
    await hasty.stop();
    expect(code).toBe(4);
    expect(json(out)).toMatchObject({ ok: false, posted: 'unknown', error: { code: 'file_not_fetched' } });
    expect(err).toContain('does the base URL work from the NAS?');
  });

  it('is 5 for a text posted in part, with the remaining text in the JSON', async () => {
    const postedCount = () => textsIn(busy).length;
    const busy: Nas = await startNas({ faultRate411: 0.5, random: () => (postedCount() === 0 ? 0.9 : 0) });
    const text = 'word '.repeat(700);
    const { code, out } = await run(['send', '--json'], { env: busy.env, input: text });
    const posted = textsIn(busy);
    await busy.stop();
    expect(code).toBe(5);
    const { error } = json(out) as { error: { posted: string; remaining: { text: string }[] } };
    expect(error.posted).toBe('partly');
    expect([...posted, ...error.remaining.map(({ text: rest }) => rest)].join('')).toBe(text);
  });

  it('is 130 after an interruption', async () => {
    // A NAS that never answers.
    const silent = createServer();
    const asked = once(silent, 'request');
    const port = await listen(silent);
    const env = { SYNOCHAT_WEBHOOK: `http://127.0.0.1:${port}/webapi/entry.cgi?${wrong}` };
    const { child, finished } = start(['send', 'x'], { env });
    await asked;
    child.kill('SIGINT');
    const { code, err } = await finished;
    silent.close();
    expect(code).toBe(130);
    expect(err).toContain('a message may have been posted');
  });
});

describe('a token', () => {
  it('is in no output, whatever fails', async () => {
    const runs = await Promise.all([
      send('x'),
      send('--json', '--to', 'nobody', 'x'),
      run(['send', '--webhook', nas.env['SYNOCHAT_BOT'] ?? '', 'x'], { env: nas.env }),
      run(['users', '--bot', nas.env['SYNOCHAT_WEBHOOK'] ?? ''], { env: nas.env }),
      run(['send', nas.env['SYNOCHAT_WEBHOOK'] ?? '', '--to', 'a'], { env: nas.env }),
    ]);
    for (const { out, err } of runs) for (const token of nas.tokens) expect(out + err).not.toContain(token);
  });
});
