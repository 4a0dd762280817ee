import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serve } from './command.ts';
import { answerTo, request } from './raw.ts';

let server: Awaited<ReturnType<typeof serve>>;
beforeAll(async () => {
  server = await serve('--slash', 'ping=http://127.0.0.1:1/');
});
afterAll(() => server.stop('SIGTERM'));

const host = () => [`Host: 127.0.0.1:${server.port}`];

// The server serves no file of the file system. Each path is answered with an error, and the server keeps running.
const paths = [
  '/../../../../etc/passwd',
  '/..%2f..%2f..%2fetc%2fpasswd',
  '/%2e%2e/%2e%2e/etc/passwd',
  '/%252e%252e%252fetc%252fpasswd',
  '/..\\..\\..\\etc\\passwd',
  '/..%5c..%5cwindows%5cwin.ini',
  '/page.js/../../../package.json',
  '/page.js%00.html',
  '/page.js%20',
  '/page.js::$DATA',
  '/cli.js',
  '/dist/cli.js',
  '/package.json',
  '/chat.jsonl',
  '/etc/passwd',
  '/C:/windows/win.ini',
  '/CON',
  '/%ff',
  '/%',
  '/api/files/..%2f..%2fetc%2fpasswd',
  '/api/files/..%252f..%252fetc%252fpasswd',
  '/api/files/4294967297%00',
  '/api/files/%00',
  '/api/files/__proto__',
  '/api/files/constructor',
  '/api/files/CON',
  '/api/files/NUL.txt',
  '/api/files/C:%5Cwindows',
  '/webapi/..%2f..%2fetc%2fpasswd',
  '/webapi/entry.cgi/../../../etc/passwd',
  '/webapi/entry.cgi%00.js',
];

describe('a path out of the server', () => {
  it.each(paths)('leads nowhere: %s', async (path) => {
    const { status, body } = await request(server.port, path, host());
    expect([String(status), body]).toEqual([
      expect.stringMatching(/^40[04]$/),
      expect.stringMatching(/^(?:404 Not Found|There is no such file\.|Bad Request|0\r\n\r\n)?$/),
    ]);
  });

  it.each(['file:///etc/passwd', 'etc/passwd', '/page.js\0', '/a b', 'ftp://127.0.0.1/page.js'])(
    'is no request: %j',
    async (target) => {
      expect(
        await answerTo(server.port, `GET ${target} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`),
      ).toMatch(/^(?:HTTP\/1\.1 400 |$)/);
    },
  );

  it.each(['..', '%2e%2e', '__proto__', 'constructor', '-1', '1e1', '4%00', '4%2fsecret', 'ä'])(
    'as an id is that of nothing: %s',
    async (id) => {
      const headers = [...host(), 'Content-Type: application/json'];
      for (const [path, method] of [
        [`/api/integrations/${id}/secret`, 'POST'],
        [`/api/exchanges/${id}/replay`, 'POST'],
        [`/api/users/${id}`, 'PATCH'],
      ] as const) {
        const { status, body } = await request(server.port, path, headers, method, '{}');
        expect([String(status), body]).toEqual([
          expect.stringMatching(/^40[04]$/),
          expect.not.stringContaining('token'),
        ]);
      }
    },
  );

  it('leaves the server running without a message', async () => {
    expect((await request(server.port, '/page.js', host())).status).toBe(200);
    expect(server.output.err).toBe('');
  });
});
