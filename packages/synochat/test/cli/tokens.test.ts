import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listen } from '../helpers/listen.ts';
import { type Nas, run, startNas } from './command.ts';

const token = 'Sy7Nt0He2Ti4Cx'.repeat(5).slice(0, 64);
const hex = 'c0ffee00'.repeat(8);
const url = `https://nas.invalid:5001/webapi/entry.cgi?api=SYNO.Chat.External&method=incoming&version=2&token=%22${token}%22`;
const unquoted = url.replaceAll('%22', '"');
const short = 'https://nas.invalid/webapi/entry.cgi?token=%22short-secret%22';

/** Command lines with an address or a token in a wrong place. */
const lines: string[][] = [
  [url, 'text'],
  [unquoted, 'text'],
  [short, 'text'],
  [encodeURIComponent(url), 'text'],
  [`'${url}'`],
  [`"${url}"`],
  [url.replace('https', 'HTTPS')],
  [token],
  [hex, 'text'],
  [`--${url}`],
  [`-${token}`],
  [`--webhook=${url}`, 'send', 'x'],
  ['--webhook', url],
  ['help', url],
  ['send', `--${url}`],
  ['send', `--token=${token}`, 'x'],
  ['send', `--${token}`, 'x'],
  ['send', '--config', url, 'x'],
  ['send', '--config', unquoted, 'x'],
  ['send', '--config', short, 'x'],
  ['send', '--ca', url, 'x'],
  ['send', '--file', url, '--base-url', 'http://127.0.0.1:1', 'x'],
  ['send', '--file', 'x', '--base-url', url],
  ['send', '--file-url', token, 'x'],
  ['send', '--timeout', url, 'x'],
  ['send', '--button', url, 'x'],
  ['send', '--button', `${token}=`, 'x'],
  ['send', '--webhook', token, 'x'],
  ['send', '--webhook', url.replace('method=incoming', `method=${token}`), 'x'],
  ['send', '--webhook', url.replace('entry.cgi', token), 'x'],
  ['send', '--webhook', `https://${token}:${token}@nas.invalid/?token=${token}`, 'x'],
  ['send', '--bot', url, '--to', url, 'x'],
  ['send', '--bot', url, '--to', 'ada', 'x'],
  ['listen', '--host', url],
  ['listen', '--host', token],
  ['listen', '--port', url],
  ['listen', '--kind', url],
  ['listen', '--token', token, '--host', 'no-such-host.invalid'],
  ['listen', url],
  ['users', '--bot', token],
  ['users', url],
  ['channels', '--ca', url, '--bot', url],
  ['posts', url, '--limit', token],
  ['posts', url, url],
  ['posts', hex, '--bot', 'x'],
  ['doctor', token],
  ['doctor', url, '--timeout', token],
  ['doctor', '--webhook', `not a url ${url}`],
  ['completion', url],
  ['completion', token],
];

/** Returns the secrets in a text, in part and in any case. */
function secretsIn(text: string): string[] {
  return [token, token.slice(0, 40), hex, 'short-secret'].filter((secret) =>
    text.toLowerCase().includes(secret.toLowerCase()),
  );
}

describe('a token in a wrong command line', () => {
  it.each(lines.map((args, n) => ({ n: n + 1, args })))('is not printed: line $n', async ({ args }) => {
    const results = await Promise.all([[], ['--json']].map((more) => run([...args, ...more], { input: 'x' })));
    for (const { code, out, err } of results) {
      expect([args, secretsIn(out + err)]).toEqual([args, []]);
      expect(code).not.toBe(0);
    }
  });

  it('as the first word leads to the message that the command is missing', async () => {
    for (const first of [url, unquoted, token, encodeURIComponent(url)]) {
      const { code, err } = await run([first, 'text']);
      expect(code).toBe(2);
      expect(err).toContain('The command is missing');
      expect(err).toContain('synochat send "text"');
    }
  });
});

describe('a text that holds an address of Chat', () => {
  let nas: Nas;
  beforeAll(async () => {
    nas = await startNas();
    await nas.simulator.say('ada', 'general', `use ${short}, built ${hex}`);
  });
  afterAll(() => nas.stop());

  it('is listed without the token, with one note about the mask', async () => {
    for (const flags of [[], ['--json']]) {
      const { code, out, err } = await run(['posts', 'general', ...flags], { env: nas.env });
      expect(code).toBe(0);
      expect(out).toContain('token=…');
      expect(out).toContain(`built ${hex}`);
      expect(out).not.toContain('short-secret');
      expect(err).toBe('Texts that look like a token are shown as …\n');
    }
  });
});

describe('an answer of a server other than Chat', () => {
  it('is printed without the token of the request', async () => {
    const server = createServer((req, res) => {
      res.writeHead(302, { location: `https://elsewhere.example/${token}?${String(req.url)}` }).end();
    });
    const address = `http://127.0.0.1:${await listen(server)}/webapi/entry.cgi?api=SYNO.Chat.External&method=incoming&version=2&token=%22${token}%22`;
    for (const args of [['send', 'x'], ['send', 'x', '--json'], ['doctor'], ['doctor', '--json']]) {
      const { out, err } = await run(args, { env: { SYNOCHAT_WEBHOOK: address } });
      expect(secretsIn(out + err)).toEqual([]);
    }
    server.close();
  });
});
