import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort, type Running } from '../helpers/process.ts';
import { type Runtime, runtimes, scratchFolder, startServer, startWorkerd } from '../helpers/runtime.ts';

const { scratch, cleanUp } = scratchFolder();
afterAll(cleanUp);

/** A file host without anything before it: wrangler's proxy would answer some of these requests itself. */
async function start(runtime: Runtime): Promise<Running> {
  const beside = ['files.js', 'index.js'].map((name) => new URL(`../../dist/${name}`, import.meta.url));
  if (runtime === 'workerd')
    return startWorkerd(new URL('../runtimes/programs/file-host.mjs', import.meta.url), '/', { beside });
  const port = await freePort();
  return startServer(runtime, {
    folder: new URL('../runtimes/servers/files/', import.meta.url),
    readyPath: '/',
    port,
    env: { FOLDER: scratch, BASE: 'http://a/files' },
    denoFlags: [`--allow-read=${scratch}`, `--allow-write=${scratch}`],
  });
}

const hosts = [
  ...[
    '',
    ' ',
    'a b',
    '[',
    ']',
    '[::1',
    '%',
    '%00',
    'a:99999',
    'a:b',
    ':',
    '@',
    'u:p@h',
    '<>',
    'a/b?c',
    'a#b',
    '\\',
    'ÿþ',
  ],
  ...['a\r\nHost: b', 'a\r\nHost: [', '\t', 'a,b', '../..', '.', '1.2.3.4.5', '0x', 'xn--', '-', '//'],
];
const targets = [
  ...['http://', 'http:///', 'http://[', 'http://[/files/a', 'http://%/files/a', 'http://a:99999/', 'ftp://a/', 'a:b'],
  ...['*', '//', '//[', '//[/files/a', '/%', '/%ff%zz', '/files/%E0%A4%A', '/files/%00', '/files/a?%', '/files/a#b'],
  ...['?', 'files', '/..', '/files/../../etc/passwd', '/files/%2e%2e/%2e%2e/etc/passwd', '/\\\\a', '/files/\\..\\a'],
];

describe.each(runtimes)('a malformed request to a file host on %s', (runtime) => {
  let server: Running;
  let path: string;
  beforeAll(async () => {
    server = await start(runtime);
    const url = `http://127.0.0.1:${server.port}/?name=a.png`;
    path = new URL(await (await fetch(url, { method: 'POST', body: 'the picture' })).text()).pathname;
  });
  afterAll(() => server.stop());

  const ask = (target: string, host: string, version = '1.1') =>
    talk(server.port, `GET ${target} HTTP/${version}\r\n${host}Connection: close\r\n\r\n`);

  it.each(hosts)('is answered with 400 or 404, or with the file, when it names the host %j', async (host) => {
    const answer = await ask(path, `Host: ${host}\r\n`);
    expect(answer.status === 200 ? answer.body : answer.status).toBeOneOf(['the picture', 400, 404]);
    for (const other of [`${path}x`, `${path}%ff`, '/files/x', '/', '/files/%ff/%zz'])
      expect((await ask(other, `Host: ${host}\r\n`)).status).toBeOneOf([400, 404]);
  });

  it.each(targets)('is answered with 400 or 404 when it asks for %j', async (target) => {
    for (const [host, version] of [
      ['Host: a\r\n', '1.1'],
      ['Host: [\r\n', '1.1'],
      ['', '1.0'],
    ] as const)
      expect((await ask(target, host, version)).status).toBeOneOf([400, 404]);
  });

  it('prints nothing', () => {
    expect(server.output()).not.toMatch(/error|invalid/i);
  });
});

/** Returns every byte that comes back until the connection ends. */
function talk(port: number, request: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    let received = '';
    const socket = connect({ port, host: '127.0.0.1' }, () => socket.write(request, 'latin1'));
    socket.on('data', (chunk) => (received += chunk.toString()));
    socket.on('error', reject);
    socket.on('close', () => {
      resolve({ status: Number(received.split(' ')[1]), body: received.split('\r\n\r\n').slice(1).join('\r\n\r\n') });
    });
  });
}
