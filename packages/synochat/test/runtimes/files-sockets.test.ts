import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sendIncoming } from 'synochat';
import { createSimulator } from 'synochat-simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort, type Running } from '../helpers/process.ts';
import { runtimes, scratchFolder, startServer } from '../helpers/runtime.ts';

const content = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 251));

describe.each(runtimes)('a file host on %s', (runtime) => {
  const { scratch, cleanUp } = scratchFolder();
  let port: number;
  let server: Running;
  let link: string;
  const start = () =>
    startServer(runtime, {
      folder: new URL('servers/files/', import.meta.url),
      readyPath: '/',
      port,
      env: { FOLDER: scratch, BASE: `http://127.0.0.1:${port}/files` },
      denoFlags: [`--allow-read=${scratch}`, `--allow-write=${scratch}`],
    });
  const share = async (body: Buffer, name: string) => {
    const url = `http://127.0.0.1:${port}/?name=${encodeURIComponent(name)}`;
    return (await fetch(url, { method: 'POST', body: new Uint8Array(body) })).text();
  };
  const ask = (lines: string, path = new URL(link).pathname) =>
    talk(port, `${lines.replace(' ', ` ${path} `)}\r\nHost: x\r\nConnection: close\r\n\r\n`);

  beforeAll(async () => {
    port = await freePort();
    server = await start();
    link = await share(content, 'båt 1.png');
  });
  afterAll(async () => {
    await server.stop();
    cleanUp();
  });

  it('serves the bytes with their length', async () => {
    const { status, headers, body } = await ask('GET HTTP/1.1');
    expect([status, headers.get('content-length'), headers.get('content-type')]).toEqual([200, '300000', 'image/png']);
    expect(headers.get('content-disposition')).toBe(
      `attachment; filename="b_t 1.png"; filename*=UTF-8''b%C3%A5t%201.png`,
    );
    expect(body.equals(content)).toBe(true);
  });

  it('answers HEAD with the length and not one byte', async () => {
    const { status, headers, body } = await ask('HEAD HTTP/1.1');
    expect([status, headers.get('content-length'), body.length]).toEqual([200, '300000', 0]);
  });

  it.each([
    ['0-0', 0, 0],
    ['299999-', 299_999, 299_999],
    ['-1', 299_999, 299_999],
    ['100000-999999', 100_000, 299_999],
  ])('serves the range %s', async (range, from, to) => {
    const { status, headers, body } = await ask(`GET HTTP/1.1\r\nRange: bytes=${range}`);
    expect([status, headers.get('content-range')]).toEqual([206, `bytes ${from}-${to}/300000`]);
    expect(headers.get('content-length')).toBe(String(to - from + 1));
    expect(body.equals(content.subarray(from, to + 1))).toBe(true);
  });

  it('refuses what is beyond the file, not there or not allowed, without a body', async () => {
    const beyond = await ask('GET HTTP/1.1\r\nRange: bytes=300000-');
    expect([beyond.status, beyond.headers.get('content-range'), beyond.body.length]).toEqual([
      416,
      'bytes */300000',
      0,
    ]);
    const changed = await ask('GET HTTP/1.1', `${new URL(link).pathname}x`);
    expect([changed.status, changed.body.length]).toEqual([404, 0]);
    const posted = await ask('POST HTTP/1.1\r\nContent-Length: 0');
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });

  it.each(['Range: bytes=0-0,5-6', 'Range: bytes=0-0\r\nIf-Range: "x"'])(
    'serves the whole file for %j',
    async (lines) => {
      const { status, headers, body } = await ask(`GET HTTP/1.1\r\n${lines}`);
      expect([status, headers.get('content-length'), headers.get('content-range')]).toEqual([200, '300000', null]);
      expect(body.equals(content)).toBe(true);
    },
  );

  it('goes on when a client hangs up in the middle', async () => {
    const large = await share(Buffer.alloc(20_000_000), 'large.bin');
    await hangUpInside(port, new URL(large).pathname);
    expect((await ask('HEAD HTTP/1.1')).status).toBe(200);
    expect((await ask('HEAD HTTP/1.1', new URL(large).pathname)).headers.get('content-length')).toBe('20000000');
  });

  it('is where the NAS gets the file from', async () => {
    const nas = createSimulator();
    const { url } = nas.addIncoming({ channel: 'general' });
    const message = { text: 'see', fileUrl: link };
    await sendIncoming(url, message, { fetch: nas.fetch });
    const file = nas.posts('general')[0]?.file;
    expect(file).toMatchObject({ name: 'båt 1.png', type: 'image/png', size: 300_000 });
    expect(content.equals(file?.bytes ?? new Uint8Array())).toBe(true);
  });

  // Under wrangler a bucket ends with its server here.
  if (runtime === 'workerd') return;

  it.each(['link', 'pipe', 'directory'])('answers 500 when a %s has replaced a file', async (kind) => {
    const before = readdirSync(scratch);
    const replaced = await share(content, 'gone.png');
    const [file = ''] = readdirSync(scratch).filter((entry) => !before.includes(entry));
    const path = join(scratch, file);
    rmSync(path);
    if (kind === 'link') symlinkSync(fileURLToPath(import.meta.url), path);
    if (kind === 'pipe') execFileSync('mkfifo', [path]);
    if (kind === 'directory') mkdirSync(path);
    for (const method of ['GET', 'HEAD']) {
      const { status, body } = await ask(`${method} HTTP/1.1`, new URL(replaced).pathname);
      expect([status, String(body)]).toEqual([500, method === 'GET' ? 'internal error' : '']);
    }
    expect(server.output()).toContain(
      `${file} in the folder of the shared files is a link, pipe or directory: remove it`,
    );
  });

  it('serves its links after a restart', async () => {
    await server.stop();
    server = await start();
    expect((await ask('GET HTTP/1.1')).body.equals(content)).toBe(true);
  });
});

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

/** Resolves with all bytes received until the end of the connection. */
function talk(port: number, request: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect({ port, host: '127.0.0.1' }, () => socket.write(request));
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('close', () => {
      const received = Buffer.concat(chunks);
      const end = received.indexOf('\r\n\r\n');
      const [first = '', ...lines] = received.subarray(0, end).toString('latin1').split('\r\n');
      const headers = new Headers(
        lines.map((line): [string, string] => [line.split(':')[0] ?? '', line.replace(/^.*?:/, '')]),
      );
      resolve({ status: Number(first.split(' ')[1]), headers, body: received.subarray(end + 4) });
    });
  });
}

/** Ends the connection as soon as the first bytes have come. */
function hangUpInside(port: number, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1' }, () => socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`));
    socket.on('error', reject);
    socket.once('data', () => {
      socket.resetAndDestroy();
      resolve();
    });
  });
}
