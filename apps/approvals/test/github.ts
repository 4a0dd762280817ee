import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request to the stub. */
interface Dispatch {
  readonly path: string | undefined;
  readonly authorization: string | undefined;
  readonly userAgent: string | undefined;
  readonly body: unknown;
}

/** A stub of GitHub's API on loopback. Answers each POST with `status`. */
export async function startGitHub() {
  const stub = { status: 204, dispatches: [] as Dispatch[] };
  const server = createServer((req, res) => {
    let body = '';
    req.setEncoding('utf8').on('data', (text: string) => (body += text));
    req.on('end', () => {
      const { authorization, 'user-agent': userAgent } = req.headers;
      stub.dispatches.push({ path: req.url, authorization, userAgent, body: JSON.parse(body) });
      res.writeHead(stub.status, stub.status === 307 ? { location: 'http://127.0.0.1:9/' } : {}).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stop = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return Object.assign(stub, { apiUrl, stop });
}
