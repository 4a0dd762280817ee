import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listen } from '../helpers/listen.ts';
import { freePort } from '../helpers/process.ts';
import { type Finished, type Nas, run, start, startNas } from './command.ts';
import { openTerminal } from './terminal.ts';

/** ESC, C1 controls that terminals take for escapes, DEL, BEL, NEL, separators, bidirectional controls, tags. */
const evil =
  '\u001b]0;t\u0007\u009b31m\u009d0;t\u009c\u007f\u0085\u2028\u2029\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u{e0041}\u{e0001}end';
const unsafe = /(?!\n)[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]|[\u{e0000}-\u{e007f}]/u;

let nas: Nas;
beforeAll(async () => {
  nas = await startNas({ users: ['mikael', { name: 'ada', nickname: evil }] });
  await nas.simulator.say('ada', '@robin', 'hello');
  await nas.simulator.say('ada', 'general', evil);
});
afterAll(() => nas.stop());

function expectHarmless({ out, err }: Pick<Finished, 'out' | 'err'>) {
  expect(out + err).not.toMatch(unsafe);
}

describe('a text of a stranger', () => {
  it.each([['users'], ['channels'], ['posts', 'general']])('disturbs no terminal in %s %s', async (...args) => {
    const words = args.filter((arg) => typeof arg === 'string');
    expectHarmless(await run(words, { env: nas.env }));
    const json = await run([...words, '--json'], { env: nas.env });
    expectHarmless(json);
    if (words[0] !== 'channels')
      expect(JSON.stringify(JSON.parse(json.out))).toContain(JSON.stringify(evil).slice(1, -1));
  });

  it('disturbs no terminal in an event of listen, as lines and as JSON', async () => {
    for (const flags of [[], ['--json']]) {
      const port = await freePort();
      const { child, output, finished } = start(['listen', '--host', '127.0.0.1', '--port', String(port), ...flags]);
      while (!output.err.includes('Ctrl+C')) await pause(20);
      for (const fields of [
        { user_id: '1', username: evil, text: `/${evil}`, [evil]: evil },
        {
          user_id: '1',
          username: evil,
          text: evil,
          channel_id: '1',
          channel_name: evil,
          trigger_word: evil,
          post_id: evil,
        },
        { user_id: evil, username: evil, text: evil },
      ])
        await fetch(`http://127.0.0.1:${port}/`, {
          method: 'POST',
          body: new URLSearchParams({ token: 't', ...fields }),
        });
      await expect.poll(() => output.out).toContain('end');
      child.kill('SIGINT');
      await finished;
      expectHarmless(output);
    }
  });

  it('disturbs no terminal in an answer to send and doctor', async () => {
    const answers = [
      { success: false, error: { code: 117, errors: evil } },
      { success: false, error: { code: evil, errors: { [evil]: evil } } },
      { success: true, data: { fail: [{ user_id: 1, error: evil }], 'SYNO.Chat.External': { minVersion: evil } } },
    ];
    let count = 0;
    const server = createServer((_, res) => {
      res.setHeader('Content-Type', 'application/json').end(JSON.stringify(answers[count++ % answers.length]));
    });
    const base = `http://127.0.0.1:${await listen(server)}/webapi/entry.cgi?api=SYNO.Chat.External&version=2&token=%22synthetic%22&method=`;
    const env = { SYNOCHAT_WEBHOOK: `${base}incoming`, SYNOCHAT_BOT: `${base}chatbot` };
    for (const args of [
      ['send', 'x'],
      ['send', '--to', '5', 'x'],
      ['users'],
      ['doctor'],
      ['send', '--to', evil, 'x'],
      ['posts', evil],
    ])
      for (const more of [[], ['--json']]) expectHarmless(await run([...args, ...more], { env }));
    server.close();
  });

  it.each([[[evil]], [['send', `--${evil}`]], [['send', '--config', evil, 'x']], [['send', '--file', evil, 'x']]])(
    'disturbs no terminal in a mistyped command line',
    async (args) => {
      expectHarmless(await run(args, { env: nas.env }));
    },
  );

  it('neither clears nor colours a real terminal', async () => {
    const terminal = openTerminal(['posts', 'general'], nas.env);
    expect(await terminal.exitCode).toBe(0);
    expect(terminal.screen()).toContain('end');
    expect(terminal.screen()).toContain('ada');
    expect(terminal.colourOf('end')).toBe(-1);
    terminal.close();
  });
});
