// A registry on a loopback port that passes each request on to npm's configured registry, and counts the bytes that npm receives.
import { execFileSync } from 'node:child_process';
import { createServer, request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';

/**
 * Starts the registry. `count` returns the bytes sent so far, headers included, and the number of packages among them. If the
 * configured registry does not answer, npm gets a 502.
 */
export async function startRegistry() {
  const upstream = execFileSync('npm', ['config', 'get', 'registry'], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  }).trim();
  const sockets = new Set();
  const packages = new Set();
  const server = createServer((req, res) => {
    const url = new URL(`.${req.url}`, upstream);
    const send = url.protocol === 'https:' ? overHttps : overHttp;
    const passed = send(url, { method: req.method, headers: { ...req.headers, host: url.host } }, (answer) => {
      if (url.pathname.endsWith('.tgz') && answer.statusCode === 200) packages.add(url.pathname);
      res.writeHead(answer.statusCode, answer.headers);
      answer.pipe(res);
    });
    passed.on('error', () => (res.headersSent ? res.destroy() : res.writeHead(502).end()));
    req.pipe(passed);
  });
  server.on('connection', (socket) => sockets.add(socket));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    count: () => ({
      bytes: [...sockets].reduce((sum, { bytesWritten }) => sum + bytesWritten, 0),
      packages: packages.size,
    }),
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
