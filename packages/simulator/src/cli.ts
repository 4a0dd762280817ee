#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { createAdaptorServer, type ServerType } from '@hono/node-server';
import { equip } from './cli-equip.ts';
import { type CliOptions, HELP, readOptions, UsageError } from './cli-options.ts';
import { pasteTable, writeEnvFile } from './cli-paste.ts';
import { createSimulator, type Simulator } from './simulator.ts';

try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) process.stdout.write(HELP);
  else if (options.version) process.stdout.write(`${ownVersion()}\n`);
  else await run(options);
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`synochat-simulator: ${message}\n`);
  process.exit(error instanceof UsageError ? 2 : 1);
}

async function run(options: CliOptions): Promise<void> {
  // The port may be any free one and the addresses handed out hold it, so the server comes before the simulator.
  let answer: Simulator['fetch'] = () => Promise.resolve(new Response('Starting', { status: 503 }));
  const server = createAdaptorServer({ fetch: (req) => answer(req) });
  const port = await listen(server, options);
  const origin = options.origin ?? `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`;
  const named = [...options.incoming, ...options.outgoing.map(({ channel }) => channel ?? 'general')];
  const simulator = createSimulator({ origin, channels: [...new Set(['general', ...named])] });
  answer = simulator.fetch;

  const secrets = equip(simulator, options);
  if (options.envFile !== undefined) await writeEnvFile(options.envFile, secrets);
  const table = pasteTable(secrets, options.showTokens);
  process.stdout.write(`${table}\n\n${whereToFind(options)}Chat on ${origin}/ (Ctrl+C stops it)\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      stop(server);
    });
  }
}

function listen(server: ServerType, { host, port }: CliOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const inUse = error.code === 'EADDRINUSE';
      reject(new Error(inUse ? `port ${port} of ${host} is in use; choose another with --port` : error.message));
    });
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

function whereToFind({ envFile, showTokens }: CliOptions): string {
  if (envFile !== undefined) return `The values are in ${envFile}, readable by you alone.\n`;
  return showTokens ? '' : 'To get the values: --write-env FILE writes them to a file, --show-tokens prints them.\n';
}

/** Ends at once, pages that listen and apps that are being waited for included. */
function stop(server: ServerType): void {
  server.close(() => process.exit(0));
  if ('closeAllConnections' in server) server.closeAllConnections();
}

function ownVersion(): string {
  const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
  return manifest.version;
}
