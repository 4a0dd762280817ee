// A connection for each message, beside one that is kept, on loopback: node bench/connections.ts (after npm run build).
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { makeCertificates } from '../packages/synochat/test/certificates.ts';
import { listen } from '../packages/synochat/test/listen.ts';
import { built, bun, deno } from '../packages/synochat/test/runtime.ts';
import { print, type Section } from './section.ts';
import { assertSteady, median, spread, steadily } from './statistics.ts';
import { table } from './table.ts';
import { inTurns, ratios } from './turns.ts';

const ways = ['kept', 'own'] as const;
type Way = (typeof ways)[number];
const runtimes: Readonly<Record<string, readonly string[]>> = {
  Node: [process.execPath],
  Bun: [bun, `--tsconfig-override=${built}`],
  Deno: [deno, 'run', '-A'],
};
const program = fileURLToPath(new URL('programs/connections.mjs', import.meta.url));

export async function measure(): Promise<Section> {
  const folder = mkdtempSync(join(tmpdir(), 'synochat-'));
  const authority = join(folder, 'authority.pem');
  const { ca, servers } = await makeCertificates();
  writeFileSync(authority, ca);
  const answer = (request: IncomingMessage, response: ServerResponse) =>
    request.resume().on('end', () => response.end('{"success":true}'));
  const chats = { http: createServer(answer), https: createSecureServer(servers.trusted, answer) };
  try {
    const rows: string[][] = [];
    for (const [runtime, command] of Object.entries(runtimes)) {
      const cells: string[] = [];
      for (const [scheme, chat] of Object.entries(chats))
        cells.push(await compare(`${runtime}, ${scheme}`, command, await address(scheme, chat), authority));
      rows.push([runtime, ...cells]);
    }
    return {
      title: 'Connections',
      markdown: [
        'Milliseconds that a message takes over a connection of its own, to a server on this machine that answers at once, and in brackets',
        'how many times as long as over a connection that is kept; median and quartiles, in turns. Both ends share the cores. A NAS that is',
        'away adds one way there and back for http, two for https by TLS 1.3. Two posts are 505 ms apart anyway:',
        ...['', table(['', ...Object.keys(chats)], rows)],
      ].join('\n'),
      charts: [],
      missed: [],
    };
  } finally {
    for (const chat of Object.values(chats)) chat.close().closeAllConnections();
    rmSync(folder, { recursive: true });
  }
}

async function address(scheme: string, server: Server): Promise<string> {
  const port = server.listening ? (server.address() as { port: number }).port : await listen(server);
  return `${scheme}://127.0.0.1:${port}/webapi/entry.cgi?token=%22Synthetic%22`;
}

async function compare(name: string, command: readonly string[], webhook: string, authority: string): Promise<string> {
  const [file = '', ...args] = command;
  const found = new Map<Way, number[]>();
  const post = async (way: Way) => {
    const { stdout } = await promisify(execFile)(file, [...args, program], {
      env: {
        ...process.env,
        ...{ WEBHOOK: webhook, MESSAGES: '200', CONNECTIONS: way },
        ...{ NODE_EXTRA_CA_CERTS: authority, DENO_CERT: authority },
      },
    });
    return Number(stdout);
  };
  await steadily(async () => {
    await inTurns(ways, post, { rounds: 9, warmups: 1 }, found);
    assertSteady(`Connections of ${name}`, ratios(found.get('own') ?? [], found.get('kept') ?? []), 0.2);
  });
  const { low, median: middle, high } = spread(ratios(found.get('own') ?? [], found.get('kept') ?? []));
  const ms = median(found.get('own') ?? []).toFixed(2);
  return `${ms} (×${middle.toFixed(1)}, ${low.toFixed(1)}–${high.toFixed(1)})`;
}

if (import.meta.main) print(await measure());
