import { writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isBadPort } from '../../cli/bad-ports.ts';
import { type Certificates, createCertificates, type Presence } from '../helpers/certificates.ts';
import { listen } from '../helpers/listen.ts';
import { freePort } from '../helpers/process.ts';
import { scratchFolder } from '../helpers/runtime.ts';
import { type Nas, onBun, onDeno, run, startNas } from './command.ts';

const { scratch, cleanUp } = scratchFolder();
let nas: Nas;
let certificates: Certificates;
beforeAll(async () => {
  [nas, certificates] = await Promise.all([startNas(), createCertificates()]);
});
afterAll(async () => {
  await nas.stop();
  cleanUp();
});

const webhook = () => nas.env['SYNOCHAT_WEBHOOK'] ?? '';
const bot = () => nas.env['SYNOCHAT_BOT'] ?? '';
const posts = () => nas.simulator.posts('general').length + nas.simulator.posts('@robin').length;
const token = 's'.repeat(64);
const addressAt = (origin: string) =>
  `${origin}/webapi/entry.cgi?api=SYNO.Chat.External&method=incoming&version=2&token=%22${token}%22`;

/** Starts a server with the same answer to every call. */
async function answering(
  status: number,
  body: string,
  headers = {},
): Promise<{ url: string; seen: string[]; stop: () => Server }> {
  const seen: string[] = [];
  const server = createServer((req, res) => {
    seen.push(`${req.method} ${req.url}`);
    res.writeHead(status, headers).end(body);
  });
  const url = addressAt(`http://127.0.0.1:${await listen(server)}`);
  return { url, seen, stop: () => server.close() };
}

describe('synochat doctor', () => {
  it.each([
    ['Node', undefined],
    ['Bun', onBun],
    ['Deno', onDeno],
  ])('on %s finds nothing wrong with a webhook and a bot that work, and posts nothing', async (_, runtime) => {
    const before = posts();
    const { code, out, err } = await run(['doctor'], { env: nas.env, runtime });
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(
      /webhook.*ok +address.*ok +name.*ok +connection.*ok +chat.*versions 1 to 3.*ok +token.*enabled/s,
    );
    expect(out).toMatch(/bot.*users who see it: 2\nHelp us know your NAS: .*\n$/s);
    expect(posts()).toBe(before);
    for (const secret of nas.tokens) expect(out).not.toContain(secret);
  });

  it('sends Chat only calls that cannot post, never with a message', async () => {
    const { url, seen, stop } = await answering(200, '{"error":{"code":120},"success":false}');
    const { code, out } = await run(['doctor', url]);
    stop();
    expect(code).toBe(0);
    expect(out).toMatch(/unsure +token +Chat asks for a message before it checks the token/);
    expect(seen.map((line) => line.replace(/token=.*/, ''))).toEqual([
      'GET /webapi/query.cgi?api=SYNO.API.Info&version=1&method=Query&query=SYNO.Chat.External',
      ...Array<string>(2).fill('POST /webapi/entry.cgi?api=SYNO.Chat.External&method=incoming&version=2&'),
    ]);
    expect(seen.join()).not.toContain('payload');
  });

  it.each([
    ['no address', () => [], 2, 'No address is set'],
    ['what is no URL', () => ['nas.local'], 2, 'copy it from Chat'],
    [
      'an address cut off by the shell',
      () => ['http://127.0.0.1/webapi/entry.cgi?api=SYNO.Chat.External'],
      2,
      'single quotes',
    ],
    ['an unknown name', () => [addressAt('https://nas.invalid')], 1, 'nas.invalid is not known here'],
    [
      "a webhook's token for a bot",
      () => [webhook().replace('incoming', 'chatbot')],
      1,
      'that of an incoming webhook, not of a bot',
    ],
    [
      "a bot's token for a webhook",
      () => [bot().replace('chatbot', 'incoming')],
      1,
      'that of a bot, not of an incoming webhook',
    ],
    ['a token that Chat does not know', () => [addressAt(nas.origin)], 1, 'Chat does not know the token'],
    ['another version of the API', () => [webhook().replace('version=2', 'version=9')], 1, 'only 1 to 3'],
    ['https where there is none', () => [webhook().replace('http:', 'https:')], 1, 'does not speak TLS'],
    ['a wrong path', () => [webhook().replace('/webapi', '/web')], 1, 'HTTP status 404, not the API'],
  ])('says so of %s', async (_, args, expected, problem) => {
    const { code, out, err } = await run(['doctor', ...args()]);
    expect(out + err).toContain(problem);
    expect(code).toBe(expected);
    for (const secret of [...nas.tokens, token]) expect(out + err).not.toContain(secret);
  });

  it.each([
    ['a blank', 'a blank', (url: string) => url.replace('sss', 's s')],
    ['a line break', 'a line break', (url: string) => url.replace('sss', 's\ns')],
    ['a backslash', 'holds `\\`', (url: string) => url.replaceAll('%22', '\\"')],
    ['quotes', 'holds U+201c', (url: string) => url.replaceAll('%22', '“')],
    ['HTML', 'holds `&amp;`', (url: string) => url.replaceAll('&', '&amp;')],
    ['a fullwidth character', 'holds U+ff53', (url: string) => url.replace('sss', 'ｓｓｓ')],
    ['a punctuation mark', 'holds `.`', (url: string) => `${url}.`],
    ['an address twice', 'twice', (url: string) => `${url}&token=%22${token}%22`],
  ])('finds no address in what holds %s', async (_, problem, damage) => {
    const { code, out, err } = await run(['doctor', damage(addressAt(nas.origin))]);
    expect(code).toBe(2);
    expect(out).toMatch(/PROBLEM +address/);
    expect(out).toContain(problem);
    expect(out + err).not.toMatch(/ok +address|s{9}/);
  });

  it('says so of a closed port, which may be open later', async () => {
    const { code, out } = await run(['doctor', addressAt(`http://127.0.0.1:${await freePort()}`)]);
    expect(code).toBe(3);
    expect(out).toMatch(/PROBLEM +connection +No connection.*the defaults of DSM are 5001/s);
  });

  it.each([
    ['a sign-in page', 200, '<!doctype html><title>Sign in</title>', {}, 1, 'A page answers, not the API of Chat'],
    [
      'a redirect',
      302,
      '',
      { location: 'https://nas.example/login?token=sesame' },
      1,
      'redirects to https://nas.example/login\n',
    ],
    ['a proxy that does not reach DSM', 502, 'Bad Gateway', {}, 3, 'A proxy answers with HTTP status 502'],
    [
      'Chat that is not running',
      200,
      '{"error":{"code":102},"success":false}',
      {},
      3,
      'DSM answers, but Chat does not',
    ],
    ['an unknown method', 200, '{"error":{"code":103},"success":false}', {}, 1, 'Chat has no such method'],
    [
      'something disabled',
      200,
      '{"error":{"code":404,"errors":"bot is not legal"},"success":false}',
      {},
      1,
      'The webhook is disabled or has no name',
    ],
    ['a forbidden call', 200, '{"error":{"code":105},"success":false}', {}, 1, 'Chat forbids the call (API error 105)'],
    ['an unknown error', 200, '{"error":{"code":666},"success":false}', {}, 0, 'API error 666, which does not say why'],
    ['JSON of somebody else', 200, '{"hello":1}', {}, 1, 'A page answers'],
  ])('says so of %s', async (_, status, body, headers, expected, problem) => {
    const { url, stop } = await answering(status, body, headers);
    const { code, out } = await run(['doctor', url]);
    stop();
    expect(out).toContain(problem);
    expect(code).toBe(expected);
    expect(out).not.toContain(token);
  });

  it('prints the findings as JSON', async () => {
    const { code, out } = await run(['doctor', addressAt(nas.origin), '--json']);
    expect(code).toBe(1);
    const { ok, findings } = JSON.parse(out) as { ok: boolean; findings: object[] };
    expect(ok).toBe(false);
    expect(findings.at(-1)).toMatchObject({ of: 'webhook', check: 'token', result: 'problem' });
  });

  it('prints only the problem with --quiet', async () => {
    const { out, err } = await run(['doctor', addressAt(nas.origin), '--quiet']);
    expect([out, err]).toEqual(['', 'synochat: Chat does not know the token\n']);
  });
});

describe('a port that fetch refuses', () => {
  it.each([
    ['Node', undefined, 6000],
    ['Deno', onDeno, 10_080],
  ])('on %s is named by doctor and by send, which posts nothing', async (_, runtime, port) => {
    const url = addressAt(`http://127.0.0.1:${port}`);
    const { code, out } = await run(['doctor', url], { runtime });
    expect(out).toContain(`PROBLEM  connection   This runtime does not connect to port ${port}`);
    expect(code).toBe(1);
    const sent = await run(['send', '--json', '--webhook', url, 'x'], { runtime });
    expect(sent.code).toBe(1);
    const message = 'This runtime does not connect to such a port: use another';
    expect(JSON.parse(sent.out)).toMatchObject({ error: { code: 'connect_failed', posted: 'no', message } });
  });

  it('is a port that fetch of Node refuses, and fetch of Bun does not', async () => {
    for (const port of [1, 22, 110, 993, 2049, 4190, 5060, 5061, 6566, 6665, 6669, 6679, 6697, 10_080]) {
      expect(isBadPort(port)).toBe(true);
      const failed = fetch(`http://127.0.0.1:${port}/`);
      await expect(failed).rejects.toMatchObject({ cause: { message: 'bad port' } });
    }
    for (const port of [80, 443, 5000, 5001, 8080, 6001]) expect(isBadPort(port)).toBe(false);
    const { out } = await run(['doctor', addressAt('http://127.0.0.1:6000')], { runtime: onBun });
    expect(out).toContain('No connection to port 6000');
  });
});

describe('a proxy variable', () => {
  it.each([
    ['Node', undefined, {}, undefined],
    ['Node', undefined, { NODE_USE_ENV_PROXY: '1' }, 'HTTP_PROXY'],
    ['Bun', onBun, {}, 'HTTP_PROXY'],
    ['Deno', onDeno, {}, 'HTTP_PROXY'],
  ])('on %s is named if requests follow it, and they do: %s %j', async (_, runtime, more, followed) => {
    const passed: string[] = [];
    const proxy = createServer((req, res) => {
      passed.push(req.url ?? '');
      const { host = '' } = req.headers;
      void fetch(`http://${host}${new URL(req.url ?? '').pathname}`).then((answer) =>
        res.writeHead(answer.status).end(),
      );
    });
    proxy.on('connect', (req: IncomingMessage, socket: Socket) => {
      passed.push(req.url ?? '');
      socket.on('error', () => undefined).end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    });
    const at = `127.0.0.1:${await listen(proxy)}`;
    const env = { ...more, HTTP_PROXY: `http://someone:sesame@${at}`, SYNOCHAT_WEBHOOK: webhook() };
    const { out } = await run(['doctor'], { env, runtime });
    const line = followed
      ? `unsure   proxy        ${followed} is in force: every request goes through ${at}\n`
      : 'ok       proxy';
    expect(out).toContain(line);
    expect(out).not.toContain('sesame');
    expect(passed.length > 0).toBe(followed !== undefined);
    if (followed)
      expect(out).toContain('It reads the token, as the address is http. To go directly, add 127.0.0.1 to NO_PROXY.');

    passed.length = 0;
    const direct = await run(['doctor'], { env: { ...env, NO_PROXY: 'nas.example,127.0.0.1' }, runtime });
    expect(direct).toMatchObject({ code: 0, out: expect.stringContaining('HTTP_PROXY does not apply') as string });
    expect(passed).toEqual([]);
    proxy.closeAllConnections();
    proxy.close();
  });

  it('is not mentioned if none is set', async () => {
    expect((await run(['doctor'], { env: nas.env })).out).not.toContain('proxy');
  });
});

describe.each([
  ['Node', undefined],
  ['Bun', onBun],
  ['Deno', onDeno],
])('a certificate that nobody trusts yet, on %s,', (name, runtime) => {
  it('is printed, and trusted if the user passes it with --ca', async () => {
    const safe = await startNas({ certificate: certificates.servers.selfSigned });
    try {
      const { code, out } = await run(['doctor', '--webhook', safe.env['SYNOCHAT_WEBHOOK'] ?? ''], { runtime });
      expect(code).toBe(1);
      expect(out).toContain('The certificate is not trusted here');
      const [pem = ''] = /-----BEGIN CERTIFICATE-----.*-----END CERTIFICATE-----/s.exec(out) ?? [];
      expect(pem.replace(/\s/g, '')).toBe(certificates.servers.selfSigned.cert.replace(/\s/g, ''));
      // No token is shown to whom nobody trusts.
      expect(safe.simulator.exchanges()).toEqual([]);
      expect(out).not.toMatch(/^\w+ +chat /m);

      const path = join(scratch, `${name}.pem`);
      writeFileSync(path, pem);
      const trusting = { env: { ...safe.env, SYNOCHAT_CA: path }, runtime };
      expect(await run(['doctor'], trusting)).toMatchObject({ code: 0 });
      expect(await run(['send', 'safe'], trusting)).toMatchObject({ code: 0, err: '' });
    } finally {
      await safe.stop();
    }
  });
});

describe('the doctor tells apart a certificate', () => {
  it.each([
    ['otherName', true, 'The certificate is for another name than 127.0.0.1\n', ': nas.example; or'],
    [
      'otherName',
      false,
      '), and is for another name than 127.0.0.1\n',
      'does not send the certificate of its authority',
    ],
    ['foreign', false, 'not trusted here (DEPTH_ZERO_SELF_SIGNED_CERT), and is for another name', ': nas.example; or'],
    [
      'nameless',
      false,
      'not trusted here (DEPTH_ZERO_SELF_SIGNED_CERT), and is for another name',
      'Get a certificate for this name',
    ],
    ['foreign', true, 'not trusted by --ca (DEPTH_ZERO_SELF_SIGNED_CERT), and is for', 'perhaps a renewed one'],
    ['chained', false, 'not trusted here (UNABLE_TO_', ': nas.example; or'],
    ['expired', true, / expired on [\d-]+\n/, 'Renew the certificate'],
    ['expired', false, / expired on [\d-]+, and is not trusted here \(/, 'Renew the certificate'],
    ['selfSignedExpired', false, / expired on [\d-]+, and is not trusted here \(/, 'Renew the certificate'],
    ['notYetValid', true, /is valid from [\d-]+ on\n/, 'Check the clocks'],
    ['trusted', false, 'not trusted here', 'does not send the certificate of its authority'],
  ] as const)('%s (its authority passed: %s)', async (presence, isGiven, problem, advice) => {
    writeFileSync(join(scratch, 'ca.pem'), certificates.ca);
    const { code, out } = await diagnose(presence, isGiven ? join(scratch, 'ca.pem') : undefined);
    expect(code).toBe(1);
    expect(out).toMatch(problem);
    expect(out).toContain(advice);
  });
});

describe.each([
  ['Node', undefined],
  ['Bun', onBun],
])('a certificate for another name, on %s,', (name, runtime) => {
  it.each(['foreign', 'foreignAuthority', 'nameless', 'otherName', 'chained'] as const)(
    'is printed with all that is wrong, and trusted at any address when it is passed by --ca (%s)',
    async (presence) => {
      const safe = await startNas({ certificate: certificates.servers[presence] });
      try {
        const { out } = await run(['doctor', '--webhook', safe.env['SYNOCHAT_WEBHOOK'] ?? ''], { runtime });
        expect(out).toMatch(/is not trusted here \(\w+\), and is for another name than 127.0.0.1\n/);
        const [pem = ''] = /-----BEGIN CERTIFICATE-----.*-----END CERTIFICATE-----/s.exec(out) ?? [];
        expect(certificates.servers[presence].cert.replace(/\s/g, '')).toContain(pem.replace(/\s/g, ''));

        const path = join(scratch, `${name}-${presence}.pem`);
        // A user may paste the certificate into a YAML file.
        writeFileSync(path, pem.replaceAll(/^/gm, '  '));
        const trusting = { env: { ...safe.env, SYNOCHAT_CA: path }, runtime };
        const second = await run(['doctor'], trusting);
        expect(second.out).toContain('The certificate is trusted, until');
        expect(second.code).toBe(0);
        expect(await run(['send', 'safe'], trusting)).toMatchObject({ code: 0, err: '' });
      } finally {
        await safe.stop();
      }
    },
  );
});

it('on Deno the doctor says that Deno checks the name of a certificate of --ca too', async () => {
  const path = join(scratch, 'foreign.pem');
  writeFileSync(path, certificates.servers.foreign.cert);
  const { code, out } = await diagnose('foreign', path, onDeno);
  expect(code).toBe(1);
  expect(out).toMatch(
    /PROBLEM +certificate +The certificate is for another name than 127.0.0.1\n +Use one of its names/,
  );
  expect(out).not.toContain('BEGIN CERTIFICATE');
});

async function diagnose(presence: Presence, ca?: string, runtime?: typeof onDeno) {
  const safe = await startNas({ certificate: certificates.servers[presence] });
  const env = { NODE_EXTRA_CA_CERTS: '', ...(ca === undefined ? {} : { SYNOCHAT_CA: ca }) };
  const result = await run(['doctor', '--webhook', safe.env['SYNOCHAT_WEBHOOK'] ?? ''], { env, runtime });
  await safe.stop();
  return result;
}

it.each([
  ['trusted', 'is not trusted by --ca', 'Deno needs the certificate of its authority.'],
  ['otherName', 'is not trusted by --ca', 'Deno needs the certificate of its authority.'],
  ['foreignAuthority', 'is of an authority, which Deno refuses for a server', 'Make a certificate with CA:FALSE'],
] as const)(
  'on Deno the doctor says why a passed certificate does not help (%s)',
  async (presence, problem, advice) => {
    const path = join(scratch, `${presence}-itself.pem`);
    writeFileSync(path, certificates.servers[presence].cert);
    const { code, out } = await diagnose(presence, path, onDeno);
    expect(code).toBe(1);
    expect(out).toContain(`The certificate ${problem}`);
    expect(out).toContain(advice);
    expect(out).not.toContain('another certificate');
  },
);
