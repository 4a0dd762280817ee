import { once } from 'node:events';
import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchFromNetwork, lookupFromNetwork } from '../src/cli/fetch.ts';
import { run, runWith, serve, serveWith, whileServing } from './command.ts';

/** Addresses by which another machine reaches this one. Without a network the list is empty. */
const networkAddress = Object.values(networkInterfaces())
  .flatMap((addresses = []) => addresses)
  .filter(({ internal, family }) => !internal && family === 'IPv4')
  .map(({ address }) => address);
const keyPattern = /\/\?key=([\w-]{32})/;

/** Sends a request to a real address with a Host of the client's choice. */
async function ask(address: string, port: number, path: string, headers: Record<string, string>) {
  const request = get({ host: address, port, path, headers });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of response) text += String(chunk);
  return { status: response.statusCode, headers: response.headers, text };
}

describe('the network', () => {
  it.each(['0.0.0.0', '::', '0', '::ffff:0.0.0.0', ...networkAddress])(
    'cannot reach the server by --host %s alone',
    async (host) => {
      const { code, out, err } = await run('--port', '0', '--host', host);
      expect([code, out]).toEqual([2, '']);
      expect(err).toMatch(/^synochat-simulator: --host \S+ opens the page, .* add --allow-network/);
      expect(err.split('\n')).toHaveLength(2);
    },
  );

  it.each([
    ['', '--host is empty'],
    ['no-such-host.invalid', 'is not known here'],
  ])('is not let in by %j, which is a mistake', async (host, problem) => {
    const { code, err } = await run('--port', '0', '--host', host);
    expect([code, err]).toEqual([2, expect.stringContaining(problem)]);
  });

  it.each(['127.0.0.1', 'localhost', '127.0.0.2'])('is not affected by --host %s, which needs no key', async (host) => {
    await whileServing(['--host', host], async ({ port, output: { out } }) => {
      expect(out).not.toContain('key');
      expect((await ask(host, port, '/api/room', { Host: `${host}:${port}` })).status).toBe(200);
    });
  });

  it('gets no key that is easy to guess', async () => {
    for (const key of ['', 'short', 'with a blank in it, but long']) {
      const { code, err } = await runWith({ SYNOCHAT_SIMULATOR_KEY: key }, '--port', '0');
      expect([code, err]).toEqual([2, expect.stringContaining('SYNOCHAT_SIMULATOR_KEY: The key needs at least 16')]);
      if (key) expect(err).not.toContain(key);
    }
  });
});

describe('a server on the network', () => {
  let server: Awaited<ReturnType<typeof serve>>;
  let key: string;
  beforeAll(async () => {
    server = await serve('--host', '0.0.0.0', '--allow-network', '--show-tokens');
    key = keyPattern.exec(server.output.out)?.[1] ?? '';
  });
  afterAll(() => server.stop('SIGTERM'));
  const addresses = () => ['127.0.0.1', ...networkAddress];

  it('prints its key once, in an address that can be opened', async () => {
    const { out, err } = server.output;
    expect(err).toBe('');
    expect(out.split(key)).toHaveLength(2);
    expect(out).not.toContain('0.0.0.0');
    await expect.poll(() => server.output.out).toContain(`On this machine also http://localhost:${server.port}/`);
    const address = new URL(/http:\S+\?key=\S+/.exec(out)?.[0] ?? '');
    const { status, headers } = await ask(address.hostname, server.port, address.pathname + address.search, {});
    expect([status, headers.location]).toEqual([303, '/']);
  });

  it('serves nothing without the key, whatever Host is claimed', async () => {
    for (const address of addresses())
      for (const name of [
        'localhost',
        '127.0.0.1',
        `localhost:${server.port}`,
        `${address}:${server.port}`,
        'evil.example',
      ])
        for (const path of ['/', '/page.js', '/api/room', '/api/exchanges', '/api/events?user=ada'])
          expect([address, name, path, (await ask(address, server.port, path, { Host: name })).status]).toEqual([
            address,
            name,
            path,
            401,
          ]);
  });

  it('serves everything with the key, and accepts posts without the key', async () => {
    const headers = { Authorization: `Bearer ${key}` };
    for (const address of addresses()) expect((await ask(address, server.port, '/api/room', headers)).status).toBe(200);
    const url = /http:\S+webapi\/entry\.cgi\S+/.exec(server.output.out)?.[0] ?? '';
    const body = new URLSearchParams({ payload: '{"text":"hi"}' });
    expect(await (await fetch(url, { method: 'POST', body })).json()).toMatchObject({ success: true });
  });

  it('fetches no file from a link-local address in any spelling', async () => {
    const url = /http:\S+webapi\/entry\.cgi\S+/.exec(server.output.out)?.[0] ?? '';
    for (const file_url of [
      'http://169.254.169.254/a.txt',
      'http://0xa9fea9fe/a.txt',
      'http://[::ffff:169.254.1.1]/a.txt',
    ]) {
      await new Promise((resolve) => setTimeout(resolve, 600));
      const body = new URLSearchParams({ payload: JSON.stringify({ file_url }) });
      expect(await (await fetch(url, { method: 'POST', body })).json()).toMatchObject({ error: { code: 117 } });
    }
    const { text } = await ask('127.0.0.1', server.port, '/api/exchanges', { Authorization: `Bearer ${key}` });
    expect(text.match(/refused: a server with a key sends no request/g)).toHaveLength(3);
    expect(text).not.toContain(key);
  });
});

describe('a chosen key', () => {
  it('is read from the environment, printed nowhere, and needed on loopback too', async () => {
    const key = 'a-synthetic-key-for-tests';
    const server = await serveWith({ SYNOCHAT_SIMULATOR_KEY: key });
    try {
      expect(server.output.out).toContain('the key is in SYNOCHAT_SIMULATOR_KEY');
      expect(server.output.out + server.output.err).not.toContain(key);
      expect((await ask('127.0.0.1', server.port, '/api/room', {})).status).toBe(401);
      const headers = { Authorization: `Bearer ${key}` };
      expect((await ask('127.0.0.1', server.port, '/api/room', headers)).status).toBe(200);
    } finally {
      await server.stop('SIGTERM');
    }
  });
});

describe('a name that is looked up for a file or an app', () => {
  const lookUp = (name: string) =>
    new Promise((resolve) => {
      lookupFromNetwork(name, { all: true }, (error, found) => {
        resolve(error?.message ?? found);
      });
    });

  it('is refused if it leads to a link-local address, and otherwise used as looked up', async () => {
    // The resolver of the system reads these as addresses, as it would find them in DNS.
    expect(await lookUp('0xA9FEA9FE')).toContain('refused');
    expect(await lookUp('127.1')).toEqual([{ address: '127.0.0.1', family: 4 }]);
  });

  it('is asked with method, headers and body, and its answer read', async () => {
    const app = createServer((req, res) => {
      req.setEncoding('utf8');
      let body = '';
      req.on('data', (text: string) => (body += text));
      req.on('end', () => {
        if (req.url === '/moved') res.writeHead(302, { location: '/' }).end();
        else res.setHeader('X-Seen', `${req.method} ${String(req.headers['x-a'])}`).end(body);
      });
    });
    await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
    const url = `http://localhost:${(app.address() as AddressInfo).port}`;
    const request = async (to: string, init?: RequestInit) => fetchFromNetwork(new Request(to, init));
    try {
      const answer = await request(url, { method: 'POST', headers: { 'X-A': 'b' }, body: 'hällo' });
      expect([answer.headers.get('X-Seen'), await answer.text()]).toEqual(['POST b', 'hällo']);
      expect((await request(`${url}/moved`)).status).toBe(302);
      expect(await (await request(url, { method: 'HEAD' })).text()).toBe('');
      await expect(request('http://127.0.0.1:1/')).rejects.toThrow('ECONNREFUSED');
      await expect(request(url, { signal: AbortSignal.abort() })).rejects.toThrow();
    } finally {
      app.close();
    }
  });
});
