#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { createSecureContext } from 'node:tls';
import { createAdaptorServer, type ServerType } from '@hono/node-server';
import type { NewIntegration } from '../room/integration.ts';
import { RestoreError } from '../shared/check.ts';
import { createSimulator, type Simulator } from '../simulator.ts';
import { describeSwitches } from '../switches/table.ts';
import { checkCertificate } from './certificate.ts';
import { readConfig } from './config.ts';
import { equip } from './equip.ts';
import { fetchFromNetwork } from './fetch.ts';
import { addressOfHost, hostToPrint, isUnspecified } from './host.ts';
import { type Key, readKey } from './key.ts';
import { openPage } from './open.ts';
import { type CliOptions, HELP, readOptions, UsageError } from './options.ts';
import { pasteTable, writeEnvFile } from './paste.ts';
import { complain, say } from './say.ts';
import { openSnapshot, type Snapshot } from './snapshot.ts';
import { leftAlone } from './snapshot-file.ts';

// A page takes one or two; more than this is something gone wild.
const MAX_CONNECTIONS = 500;

try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) process.stdout.write(HELP);
  else if (options.version) process.stdout.write(`${ownVersion()}\n`);
  else if (options.listSwitches) process.stdout.write(switchTable());
  else await run(options);
} catch (error) {
  complain(error instanceof Error ? error.message : String(error));
  process.exit(error instanceof UsageError ? 2 : 1);
}

async function run(options: CliOptions): Promise<void> {
  const address = await addressOfHost(options.host, options.allowNetwork);
  const key = readKey(options.allowNetwork, process.env);
  const config = await readConfig(options.configFile);
  // The port may be any free one and the addresses handed out hold it, so the server comes before the simulator.
  let answer: Simulator['fetch'] = () => Promise.resolve(new Response('Starting', { status: 503 }));
  const server = createAdaptorServer({ fetch: (req, env) => answer(req, env), ...encryption(options) });
  server.maxConnections = MAX_CONNECTIONS;
  const port = await listen(server, options, address);
  const scheme = options.certificate ? 'https' : 'http';
  const origin = options.origin ?? `${scheme}://${hostToPrint(options.host, address)}:${port}`;
  const snapshot = options.dataFile === undefined ? undefined : openSnapshot(options.dataFile, complain);

  const integrations = [...options.integrations, ...config.integrations];
  const simulator = restoring(options.dataFile, () =>
    createSimulator({
      ...{ ...config.switches, ...options.switches },
      ...{ origin, storage: snapshot, users: config.users, checkCertificate },
      ...(key && { key: key.value, fetch: fetchFromNetwork }),
      channels: [...config.channels, ...missingChannels(config.channels, integrations)],
    }),
  );
  const secrets = equip(simulator, integrations);
  await snapshot?.start();
  answer = simulator.fetch;

  // Before it says that it can be stopped.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      stop(server, snapshot);
    });
  }
  if (options.envFile !== undefined) await writeEnvFile(options.envFile, secrets);
  const table = pasteTable(secrets, options.showTokens);
  say(`${table}\n\n${whereToFind(options)}${invitation(origin, key)}`);
  if (isUnspecified(address)) say(`On this machine also ${scheme}://localhost:${port}/, with the same key`);
  // Without the key: the list of processes shows the address to everybody on this machine.
  if (options.open) openPage(`${origin}/`);
}

/** Says of which file it is when something in it is not what was kept. */
function restoring(dataFile: string | undefined, create: () => Simulator): Simulator {
  try {
    return create();
  } catch (error) {
    throw dataFile !== undefined && error instanceof RestoreError ? leftAlone(dataFile, error) : error;
  }
}

/** How the server is to speak https, where it is to. */
function encryption({ certificate }: CliOptions) {
  if (!certificate) return {};
  const { certFile, keyFile } = certificate;
  try {
    const pair = { cert: readFileSync(certFile), key: readFileSync(keyFile) };
    createSecureContext(pair);
    return { createServer, serverOptions: pair };
  } catch (error) {
    const why = error instanceof Error ? error.message : 'unreadable';
    throw new Error(`${certFile} and ${keyFile} are no certificate with its key: ${why}`, { cause: error });
  }
}

/** A channel that an integration names is there, without being asked for. */
function missingChannels(
  known: readonly (string | { readonly name: string })[],
  integrations: readonly NewIntegration[],
): string[] {
  const names = new Set(known.map((each) => (typeof each === 'string' ? each : each.name)));
  const named = integrations.flatMap((each) => ('channel' in each ? (each.channel ?? []) : []));
  return [...new Set(['general', ...named])].filter((name) => !names.has(name));
}

function switchTable(): string {
  return describeSwitches()
    .map(({ name, kind, options, min, max, default: byDefault, description }) => {
      const range = kind === 'number' ? `${min} to ${max}` : (options ?? ['false', 'true']).join(' | ');
      return `${name} = ${byDefault}  (${range})\n  ${description}\n`;
    })
    .join('\n');
}

function listen(server: ServerType, { host, port }: CliOptions, address: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const inUse = error.code === 'EADDRINUSE';
      reject(new Error(inUse ? `port ${port} of ${host} is in use; choose another with --port` : error.message));
    });
    server.listen(port, address, () => {
      const bound = server.address();
      resolve(typeof bound === 'object' && bound ? bound.port : port);
    });
  });
}

function whereToFind({ envFile, showTokens }: CliOptions): string {
  if (envFile !== undefined) return `The values are in ${envFile}, readable by you alone.\n`;
  return showTokens ? '' : 'To get the values: --write-env FILE writes them to a file, --show-tokens prints them.\n';
}

/** Where to open the page. A key that was made now is printed here and nowhere else. */
function invitation(origin: string, key: Key | undefined): string {
  if (key?.from === undefined) return `Chat on ${origin}/${key ? `?key=${key.value}` : ''} (Ctrl+C stops it)`;
  return `Chat on ${origin}/ (Ctrl+C stops it); the key is that of ${key.from}`;
}

/** Ends open pages and requests that wait for an app, saves, and exits. */
function stop(server: ServerType, snapshot: Snapshot | undefined): void {
  server.close(() => void (snapshot?.close() ?? Promise.resolve()).then(() => process.exit(0)));
  if ('closeAllConnections' in server) server.closeAllConnections();
}

function ownVersion(): string {
  const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
  return manifest.version;
}
