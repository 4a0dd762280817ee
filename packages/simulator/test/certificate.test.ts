import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer as createPlainServer, type Server as PlainServer } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { serve } from './command.ts';

const failure = 'Failed to send';
let folder: string;
let asked: string[] = [];
const servers: (Server | PlainServer)[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simulator-certificate-'));
});
afterEach(() => {
  delete process.env['NODE_EXTRA_CA_CERTS'];
  asked = [];
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});
afterAll(() => rm(folder, { recursive: true }));

function take(req: { url?: string | undefined }, res: { end: (text: string) => void }) {
  asked.push(req.url ?? '');
  res.end('{"text":"pong"}');
}

/** An app with a self-made certificate for the address. `trusted` makes the simulator trust the certificate. */
async function app({ ip = '127.0.0.1', trusted = false, days = 1 }): Promise<string> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'app' }], {
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 7, ip }] },
    ],
    notBeforeDate: new Date(Date.now() - 9 * 86_400_000),
    notAfterDate: new Date(Date.now() + days * 86_400_000),
  });
  if (trusted) {
    process.env['NODE_EXTRA_CA_CERTS'] = join(folder, 'ca.pem');
    await writeFile(join(folder, 'ca.pem'), cert);
  }
  const server = createServer({ key, cert }, take);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

/** The replies that mikael sees after `/ping`, and the notes of the record. */
async function ping(url: string, ...switches: string[]): Promise<{ texts: string[]; notes: string[] }> {
  const server = await serve('--slash', `ping=${url}`, ...switches.flatMap((each) => ['--switch', each]));
  const address = `http://127.0.0.1:${server.port}/api/`;
  const headers = { 'Content-Type': 'application/json' };
  const body = JSON.stringify({ user: 'mikael', channel: 'general', text: '/ping' });
  const response = await fetch(`${address}say`, { method: 'POST', headers, body });
  const { posts } = (await response.json()) as { posts: { text: string }[] };
  const record = await fetch(`${address}exchanges`);
  const { exchanges } = (await record.json()) as { exchanges: { note: string }[] };
  await server.stop('SIGTERM');
  return { texts: posts.map(({ text }) => text), notes: exchanges.map(({ note }) => note) };
}

describe('the command line with the switch "verifyHookCertificates"', () => {
  it.each([
    ['that nobody signed', {}, 'SELF_SIGNED'],
    ['for another address', { ip: '127.0.0.9', trusted: true }, 'ALTNAME_INVALID'],
    ['that has expired', { trusted: true, days: -1 }, 'EXPIRED'],
  ])('sends nothing to a certificate %s, and tells nobody but the record', async (_, settings, why) => {
    const { texts, notes } = await ping(await app(settings), 'verifyHookCertificates=true');
    expect([texts, asked]).toEqual([[], []]);
    expect(notes).toEqual([expect.stringMatching(/^failure: the certificate is invalid .*a NAS tells nobody$/)]);
    expect(notes[0]).toContain(why);
  });

  it('calls an app whose certificate is valid', async () => {
    expect((await ping(await app({ trusted: true }), 'verifyHookCertificates=true')).texts).toEqual(['pong']);
    expect(asked).toEqual(['/']);
  });

  it('shows the failure notice for an app that speaks http or is not running', async () => {
    const server = createPlainServer(take);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    for (const port of [(server.address() as AddressInfo).port, 1]) {
      const { texts } = await ping(`https://127.0.0.1:${port}/`, 'verifyHookCertificates=true');
      expect(texts).toEqual([expect.stringContaining(failure)]);
    }
    expect(asked).toEqual([]);
  });
});

describe('the command line without the switch', () => {
  it('shows the failure notice for a self-signed certificate', async () => {
    expect((await ping(await app({}))).texts).toEqual([expect.stringContaining(failure)]);
  });
});
