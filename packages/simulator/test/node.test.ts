import { once } from 'node:events';
import { createServer } from 'node:http';
import { request } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { generate } from 'selfsigned';
import { sendIncoming } from 'synochat';
import { afterEach, describe, expect, it } from 'vitest';
import { type SimulatorServer, type SimulatorServerOptions, startSimulator } from '../src/node.ts';

const open: SimulatorServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

async function start(options?: SimulatorServerOptions): Promise<SimulatorServer> {
  const server = await startSimulator(options);
  open.push(server);
  return server;
}

/** The error message of a start that fails. */
async function refusal(options: object): Promise<string> {
  try {
    await start(options);
    return 'started';
  } catch (error) {
    return String(error);
  }
}

describe('a simulator on a port', () => {
  it('listens on a free port of this machine and returns addresses with the port', async () => {
    const nas = await start();
    expect(nas.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const { url } = nas.addIncoming({ channel: 'general' });
    expect(url.startsWith(`${nas.url}/webapi/entry.cgi?`)).toBe(true);
    await sendIncoming(url, 'Hello');
    expect(nas.posts('general')).toMatchObject([{ text: 'Hello' }]);
    expect(await (await fetch(nas.url)).text()).toContain('<title>Synology Chat simulator</title>');
    expect(nas.key).toBeUndefined();
  });

  it('accepts the options of createSimulator, and calls apps over the network', async () => {
    const app = createServer((_, res) => res.setHeader('Content-Type', 'application/json').end('{"text":"pong"}'));
    app.listen(0, '127.0.0.1');
    await once(app, 'listening');
    try {
      const nas = await start({ users: ['grace'], channels: ['labb'], rateInterval: 0 });
      nas.addSlash({ command: 'ping', url: `http://127.0.0.1:${(app.address() as AddressInfo).port}/` });
      expect(await nas.say('grace', 'labb', '/ping')).toMatchObject([{ text: 'pong' }]);
    } finally {
      app.close();
    }
  });

  it('can run twice at once with separate states', async () => {
    const [one, two] = [await start(), await start()];
    expect(one.url).not.toBe(two.url);
    await one.say('ada', 'general', 'hi');
    expect(two.posts('general')).toEqual([]);
  });

  it('serves https with a certificate', async () => {
    const { cert, private: key } = await generate([{ name: 'commonName', value: 'localhost' }], {
      extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
    });
    const nas = await start({ certificate: { cert, key } });
    expect(nas.url).toMatch(/^https:/);
    const [response] = (await once(request(nas.url, { ca: cert }).end(), 'response')) as [{ statusCode: number }];
    expect(response.statusCode).toBe(200);
    const wrong = await refusal({ certificate: { cert: key, key } });
    expect(wrong).toMatch(/^TypeError: certificate: /);
    expect(wrong).not.toContain('PRIVATE KEY');
  });

  it('survives the fault that drops the connection', async () => {
    const nas = await start({ faultRateDrop: 1 });
    const { url } = nas.addIncoming({ channel: 'general' });
    await expect(sendIncoming(url, 'Hello')).rejects.toMatchObject({ posted: 'unknown' });
    expect(nas.posts('general')).toMatchObject([{ text: 'Hello' }]);
  });

  it('leaves the global Request and Response unchanged', async () => {
    const before = [globalThis.Request, globalThis.Response];
    await start();
    expect([globalThis.Request, globalThis.Response]).toEqual(before);
  });
});

describe('the end of a server', () => {
  it('comes at once, even with an open page and a silent connection, and frees the port', async () => {
    const nas = await start();
    const port = Number(new URL(nas.url).port);
    const page = await fetch(`${nas.url}/api/events?user=ada`);
    const silent = connect(port, '127.0.0.1');
    await once(silent, 'connect');
    await nas.close();
    await nas.close();
    await expect(page.text()).rejects.toThrow();
    await expect(fetch(nas.url)).rejects.toThrow();
    expect((await start({ port })).url).toBe(nas.url);
  });

  it('comes with the end of a block that uses it', async () => {
    const used = async () => {
      await using nas = await startSimulator();
      expect((await fetch(nas.url)).status).toBe(200);
      return nas.url;
    };
    const url = await used();
    await expect(fetch(url)).rejects.toThrow();
  });
});

describe('the port of a server', () => {
  it('that is in use is named', async () => {
    const { url } = await start();
    const { port } = new URL(url);
    expect(await refusal({ port: Number(port) })).toBe(
      `Error: Port ${port} of 127.0.0.1 is in use: choose another port.`,
    );
  });

  it.each([-1, 1.5, 65_536, Number.NaN, '5050', null, 6000, 10_080])('is not %j', async (port) => {
    expect(await refusal({ port })).toMatch(/^TypeError: port: (?:Pass a whole number|Browsers and fetch refuse)/);
  });
});

describe('a wrong option', () => {
  it.each([
    [{ prot: 5050 }, 'prot: '],
    [{ users: [''] }, 'users.0.name: '],
    [{ host: '' }, 'host is empty'],
    [{ host: null }, 'host: Pass a name or an address'],
    [{ certificate: {} }, 'certificate: Pass a certificate and the matching private key'],
    [{ certificate: { cert: '', key: '' } }, 'certificate: Pass a certificate and the matching private key'],
    [{ certificate: 'cert.pem' }, 'certificate: Pass a certificate and the matching private key'],
    [{ host: 'no-such-host.invalid' }, 'host: The name "no-such-host.invalid" is not known here'],
    [{ key: 'short' }, 'key: '],
    [{ allowNetwork: { key: 'short' } }, 'key: '],
    [{ allowNetwork: { key: 'a-synthetic-key-1' }, key: 'a-synthetic-key-2' }, 'key: Pass the key as'],
  ])('is named and leaves no open port: %j', async (options, says) => {
    const handles = () => process.getActiveResourcesInfo().filter((each) => each === 'TCPServerWrap').length;
    expect(await refusal(options)).toContain(`TypeError: ${says}`);
    await expect.poll(handles).toBe(0);
  });
});

describe('the network', () => {
  const networkAddress = Object.values(networkInterfaces())
    .flatMap((addresses = []) => addresses)
    .filter(({ internal, family }) => !internal && family === 'IPv4')
    .map(({ address }) => address);

  it.each(['0.0.0.0', '::', '0', '::ffff:0.0.0.0', ...networkAddress])(
    'cannot reach the server by the host %s alone',
    async (host) => {
      expect(await refusal({ host })).toMatch(/^TypeError: host: \S+ opens the page, .* Pass allowNetwork/);
    },
  );

  it('reaches each server with a new key', async () => {
    const [one, two] = [
      await start({ host: '0.0.0.0', allowNetwork: true }),
      await start({ host: '0.0.0.0', allowNetwork: true }),
    ];
    expect(one.key).toMatch(/^[\w-]{32}$/);
    expect(one.key).not.toBe(two.key);
    expect(one.url).not.toContain('0.0.0.0');
    for (const [key, status] of [
      [one.key, 200],
      [two.key, 401],
    ] as const)
      expect((await fetch(`${one.url}/api/room`, { headers: { Authorization: `Bearer ${key}` } })).status).toBe(status);
    expect((await fetch(one.url)).status).toBe(401);
  });

  it.each([
    { allowNetwork: { key: 'a-synthetic-key-for-tests' } },
    { allowNetwork: true, key: 'a-synthetic-key-for-tests' },
    { key: 'a-synthetic-key-for-tests' },
  ])('is asked for a chosen key: %j', async (options) => {
    const nas = await start(options);
    expect(nas.key).toBe('a-synthetic-key-for-tests');
    expect((await fetch(`${nas.url}/api/room`)).status).toBe(401);
  });

  it('makes the server fetch nothing from link-local addresses, also by a name', async () => {
    const nas = await start({ allowNetwork: true, rateInterval: 0 });
    const { url } = nas.addIncoming({ channel: 'general' });
    // The resolver of the system reads the second one as an address, as it would find it in DNS.
    for (const file of ['http://169.254.169.254/a.txt', 'http://0xA9FEA9FE/a.txt'])
      await expect(sendIncoming(url, { fileUrl: file }, { limiter: false })).rejects.toMatchObject({
        code: 'file_unreachable',
      });
    const notes = nas.exchanges().filter(({ kind }) => kind === 'file');
    expect(notes.map(({ note }) => note)).toEqual([
      expect.stringContaining('link-local'),
      expect.stringContaining('link-local'),
    ]);
  });
});
