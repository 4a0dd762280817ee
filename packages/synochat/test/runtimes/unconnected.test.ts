import { execFile } from 'node:child_process';
import { createServer, type Server, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Agent, fetch as undiciFetch } from 'undici';
import { afterEach, describe, expect, it } from 'vitest';
import { type Fetch, sendIncoming } from '../../src/index.ts';
import { listen } from '../helpers/listen.ts';
import { freePort } from '../helpers/process.ts';
import { built, bun, deno } from '../helpers/runtime.ts';

const cwd = fileURLToPath(new URL('programs/', import.meta.url));
const webhook = (host: string, scheme = 'http') => `${scheme}://${host}/webapi/entry.cgi?token=%22Synthetic%22`;

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A server on loopback that answers the first bytes of each connection, and how many connections it has had. */
async function answering(reply: (socket: Socket) => unknown) {
  const seen = { connections: 0 };
  const server = createServer((socket) => {
    seen.connections++;
    socket.on('error', () => undefined).once('data', () => reply(socket));
  });
  servers.push(server);
  return { seen, port: await listen(server) };
}

describe('a NAS whose name has two addresses', () => {
  // Node tries one after the other. No packet leaves for the first: a broadcast takes no connection.
  const unreachable = '255.255.255.255';
  const resolving = (addresses: readonly string[]) => {
    const lookups = { count: 0 };
    const dispatcher = new Agent({
      connect: {
        lookup: (_host, _options, done) => {
          lookups.count++;
          const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
          done(null, found);
        },
      },
    });
    const fetch: Fetch = (url, init) => undiciFetch(url, { ...init, dispatcher });
    return { fetch, lookups };
  };

  it.each([[[unreachable, '127.0.0.1']], [['127.0.0.1', '::1']], [['ff02::1', unreachable]]])(
    'and is off (%s) has posted nothing, and is tried again',
    async (addresses) => {
      const { fetch, lookups } = resolving(addresses);
      const sending = sendIncoming(webhook(`nas.example:${await freePort()}`), 'x', {
        fetch,
        limiter: false,
        retries: 2,
      });
      await expect(sending).rejects.toMatchObject({ code: 'connect_failed', posted: 'no', retryable: true });
      expect(lookups.count).toBe(3);
    },
  );

  it('gets the message at the second where the first is off', async () => {
    const { port } = await answering((socket) =>
      socket.end('HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 16\r\n\r\n{"success":true}'),
    );
    const { fetch } = resolving([unreachable, '127.0.0.1']);
    await sendIncoming(webhook(`nas.example:${port}`), 'x', { fetch, limiter: false, retries: 0 });
  });
});

/** Returns the output of a program that sends one message. */
async function print(command: readonly string[], env: Readonly<Record<string, string>>): Promise<string> {
  const [file = '', ...args] = command;
  const { stdout } = await promisify(execFile)(file, [...args, 'fail.mjs'], {
    ...{ cwd, timeout: 20_000, env: { ...process.env, NO_COLOR: '1', ...env } },
  });
  return stdout.trim();
}

describe('a message from Deno', () => {
  it.each([
    [['--allow-env']],
    [['--allow-env', '--allow-net=127.0.0.1:1']],
    [['--allow-env', '--allow-net', '--deny-net=127.0.0.1']],
  ])('that may not connect (%s) was not posted, and says what to allow', async (flags) => {
    const { seen, port } = await answering((socket) => socket.end());
    const printed = await print([deno, 'run', '--no-prompt', ...flags], { WEBHOOK: webhook(`127.0.0.1:${port}`) });
    expect(printed).toBe('connect_failed, posted: no: Deno may not connect: run with --allow-net=HOST:PORT');
    expect(seen.connections).toBe(0);
  });
});

describe('a proxy that does not let a message through to https', () => {
  const runtimes: [title: string, command: string[]][] = [
    ['Node', [process.execPath]],
    ['Bun', [bun, `--tsconfig-override=${built}`]],
    ['Deno', [deno, 'run', '-A']],
  ];

  it.each(runtimes)('is named on %s, and nothing was posted', async (_, command) => {
    const { seen, port } = await answering((socket) =>
      socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'),
    );
    const proxy = `http://127.0.0.1:${port}`;
    const env = { HTTPS_PROXY: proxy, https_proxy: proxy, NO_PROXY: '', no_proxy: '', NODE_USE_ENV_PROXY: '1' };
    const printed = await print(command, { ...env, WEBHOOK: webhook('nas.example', 'https') });
    expect(printed).toBe('connect_failed, posted: no: The proxy does not connect: check it, and HTTPS_PROXY');
    expect(seen.connections).toBe(1);
  });
});
