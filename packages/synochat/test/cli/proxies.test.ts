import { execFile } from 'node:child_process';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listen } from '../helpers/listen.ts';
import { bun, deno } from '../helpers/runtime.ts';
import { environment } from './command.ts';

const seen: string[] = [];
let proxy: Server;
let at: string;
beforeAll(async () => {
  proxy = createServer((req, res) => {
    seen.push(new URL(req.url ?? '').hostname);
    res.end();
  });
  proxy.on('connect', (req: IncomingMessage, socket: Socket) => {
    seen.push((req.url ?? '').replace(/:\d+$/, ''));
    socket.on('error', () => undefined).end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  at = `http://127.0.0.1:${await listen(proxy)}`;
});
afterAll(() => {
  proxy.closeAllConnections();
  proxy.close();
});

const runtimes = {
  Node: [process.execPath, '-e'],
  Bun: [bun, '-e'],
  Deno: [deno, 'eval'],
} as const;
type Runtime = keyof typeof runtimes;
const withEnv = { Node: { NODE_USE_ENV_PROXY: '1' }, Bun: {}, Deno: {} };

/** Returns the hosts that fetch of a runtime reaches through the proxy. */
async function proxied(runtime: Runtime, urls: readonly string[], env: Record<string, string>): Promise<string[]> {
  seen.length = 0;
  const [file, flag] = runtimes[runtime];
  const one = `(url) => fetch(url, { signal: AbortSignal.timeout(700) }).catch(() => undefined)`;
  const program = `await Promise.all(${JSON.stringify(urls)}.map(${one}))`;
  const module = runtime === 'Node' ? ['--input-type=module', flag] : [flag];
  await promisify(execFile)(file, [...module, program], { env: environment(env) });
  return [...seen].sort();
}

const http = ['http://192.168.1.5:5000/', 'http://nas.local:5000/'];
const hosts = ['192.168.1.5', 'nas.local'];

describe('the paragraph on proxy variables in docs/guides/sending.md', () => {
  it('holds for Node, which follows no variable, and with NODE_USE_ENV_PROXY all but ALL_PROXY', async () => {
    const all = { HTTP_PROXY: at, HTTPS_PROXY: at, ALL_PROXY: at };
    expect(await proxied('Node', [...http, 'https://192.168.1.6:5001/'], all)).toEqual([]);
    expect(await proxied('Node', http, { ALL_PROXY: at, ...withEnv.Node })).toEqual([]);
  });

  it.each(['Node', 'Bun', 'Deno'] as const)(
    'holds for %s, which follows HTTP_PROXY for http and HTTPS_PROXY for https',
    async (runtime) => {
      const more = withEnv[runtime];
      const urls = [...http, 'https://192.168.1.6:5001/'];
      for (const [name, found] of [
        // Node follows HTTP_PROXY for https too.
        ['HTTP_PROXY', runtime === 'Node' ? ['192.168.1.5', '192.168.1.6', 'nas.local'] : hosts],
        ['HTTPS_PROXY', ['192.168.1.6']],
      ] as const)
        for (const spelled of [name, name.toLowerCase()])
          expect(await proxied(runtime, urls, { [spelled]: at, ...more })).toEqual(found);
    },
  );

  it.each(['Bun', 'Deno'] as const)('holds for %s, which follows ALL_PROXY', async (runtime) => {
    const urls = [...http, 'https://192.168.1.6:5001/'];
    expect(await proxied(runtime, urls, { ALL_PROXY: at })).toEqual(['192.168.1.5', '192.168.1.6', 'nas.local']);
    // No server listens there.
    const nowhere = 'http://127.0.0.1:9';
    const both = await proxied(runtime, http, { ALL_PROXY: at, HTTP_PROXY: nowhere });
    expect(both).toEqual(runtime === 'Deno' ? hosts : []);
  });

  const six = 'http://[fd00::5]:5000/';
  it.each([
    ['Node', '192.168.1.5', ['nas.local']],
    ['Node', 'nas.example,nas.local', ['192.168.1.5']],
    ['Node', 'local', ['192.168.1.5']],
    ['Node', '192.168.1.0/24', hosts],
    ['Bun', '192.168.1.5', ['nas.local']],
    ['Bun', 'nas.example,nas.local', ['192.168.1.5']],
    ['Bun', 'local', ['192.168.1.5']],
    ['Bun', '192.168.1.0/24', ['nas.local']],
    ['Deno', '192.168.1.5', ['nas.local']],
    ['Deno', 'nas.example,nas.local', ['192.168.1.5']],
    ['Deno', 'local', ['192.168.1.5']],
    ['Deno', '192.168.1.0/24', ['nas.local']],
    ['Deno', '192.168.1.5:5000', hosts],
    ['Deno', 'NAS.local', hosts],
  ] as const)('holds for %s with NO_PROXY=%s', async (runtime, exception, found) => {
    const env = { HTTP_PROXY: at, NO_PROXY: exception, ...withEnv[runtime] };
    expect(await proxied(runtime, http, env)).toEqual(found);
  });

  it.each([
    ['Node', '[fd00::5]'],
    ['Bun', 'fd00::5'],
    ['Deno', 'fd00::5'],
  ] as const)('holds for %s with an IPv6 address in NO_PROXY', async (runtime, exception) => {
    const env = { HTTP_PROXY: at, ...withEnv[runtime] };
    expect(await proxied(runtime, [six], env)).toEqual(['[fd00::5]']);
    expect(await proxied(runtime, [six], { ...env, NO_PROXY: exception })).toEqual([]);
  });
});
