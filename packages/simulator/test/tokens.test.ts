import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run, whileServing } from './command.ts';

const hookUrl = 'http://127.0.0.1:1/';
const [A, B, C, D] = ['A', 'B', 'C', 'D'].map((letter) => letter.repeat(64)) as [string, string, string, string];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simulator-tokens-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('--token', () => {
  it('chooses the token of an integration of each kind by the printed variable', async () => {
    const path = join(folder, 'all.env');
    const hooks = ['--slash', `ping=${hookUrl}`, '--outgoing', `Hey=${hookUrl}`, '--bot', `Helper=${hookUrl}`];
    const tokens = [
      `SYNOCHAT_SLASH_TOKEN_PING=${A}`,
      `SYNOCHAT_OUTGOING_TOKEN=${B}`,
      `SYNOCHAT_BOT_TOKEN_HELPER=${C}`,
      `SYNOCHAT_WEBHOOK_GENERAL=${D}`,
    ].flatMap((each) => ['--token', each]);
    await whileServing([...hooks, ...tokens, '--write-env', path], async ({ output: { out } }) => {
      const written = await readFile(path, 'utf8');
      for (const line of [
        `SYNOCHAT_SLASH_TOKEN_PING='${A}'`,
        `SYNOCHAT_OUTGOING_TOKEN_HEY='${B}'`,
        `SYNOCHAT_BOT_TOKEN_HELPER='${C}'`,
      ])
        expect(written).toContain(line);
      expect(written).toMatch(new RegExp(`SYNOCHAT_WEBHOOK='http\\S+token=%22${D}%22'`));
      expect(written).toMatch(new RegExp(`SYNOCHAT_BOT='http\\S+token=%22${C}%22'`));
      for (const token of [A, B, C, D]) expect(out).not.toContain(token);
    });
  });

  it.each([
    ['no variable', A, '--token needs VARIABLE=TOKEN, such as SYNOCHAT_SLASH_TOKEN_PING=TOKEN.'],
    ['a short token', `SYNOCHAT_WEBHOOK=${A.slice(1)}`, '--token SYNOCHAT_WEBHOOK: A token must be 64 letters'],
    ['an empty token', 'SYNOCHAT_WEBHOOK=', '--token SYNOCHAT_WEBHOOK: A token must be 64 letters'],
    [
      'a variable of no integration',
      `SYNOCHAT_SLASH_TOKEN_PONG=${A}`,
      '--token SYNOCHAT_SLASH_TOKEN_PONG: No integration has this variable. Valid are SYNOCHAT_WEBHOOK_GENERAL.',
    ],
  ])('is refused with %s in one line without the token', async (_, contents, message) => {
    const { code, out, err } = await run('--port', '0', '--token', contents);
    expect([code, out, err.split('\n').length]).toEqual([2, '', 2]);
    expect(err).toContain(`synochat-simulator: ${message}`);
    expect(err).not.toContain(A.slice(1));
  });

  it('is refused if the integration has two', async () => {
    const { code, err } = await run(
      ...['--port', '0', '--token', `SYNOCHAT_WEBHOOK=${A}`, '--token', `SYNOCHAT_WEBHOOK_GENERAL=${B}`],
    );
    expect([code, err]).toEqual([
      2,
      'synochat-simulator: --token SYNOCHAT_WEBHOOK_GENERAL: The integration has a token already. Leave out one of the two.\n',
    ]);
  });
});

describe('a token in the file of --config', () => {
  const slash = (token: string) => ({ kind: 'slash', command: 'ping', url: hookUrl, token });
  const config = async (...integrations: object[]) => {
    const path = join(folder, `${crypto.randomUUID()}.json`);
    await writeFile(path, JSON.stringify({ integrations }));
    return path;
  };

  it('is the token of the integration, also over a stored token', async () => {
    const state = join(folder, 'state.json');
    for (const token of [A, B])
      await whileServing(
        ['--data', state, '--show-tokens', '--config', await config(slash(token))],
        ({ output: { out } }) => {
          expect(out).toMatch(new RegExp(`slash command /ping: token +${token}\n`));
        },
      );
  });

  it('is refused with the place in the file if invalid, and if another integration has the same', async () => {
    const invalid = await run('--port', '0', '--config', await config(slash(A.slice(1))));
    expect([invalid.code, invalid.err]).toEqual([1, expect.stringContaining('integrations.0.token: A token must be')]);

    const same = await run('--port', '0', '--config', await config(slash(A), { ...slash(A), command: 'pong' }));
    expect([same.code, same.err]).toEqual([1, expect.stringContaining('"ping" has the same token')]);
    for (const { err } of [invalid, same]) expect(err).not.toContain(A.slice(1));
  });
});
