#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { commonExitCodes, readVersion, UsageError, wrapHelp } from '@synochat/command-line';
import { type SimulatorServer, startSimulator } from '../node.ts';
import type { NewIntegration } from '../room/integration.ts';
import { RestoreError } from '../shared/check.ts';
import { realWorld } from '../shared/world.ts';
import { readLikeness } from '../switches/profile.ts';
import { describeSwitches } from '../switches/table.ts';
import { readConfig, readProfileFile } from './config.ts';
import { createDemo, demoLines } from './demo.ts';
import { equip } from './equip.ts';
import { fetchFromNetwork } from './fetch.ts';
import { help } from './flags.ts';
import { isLoopback, isUnspecified, lookUpHost } from './host.ts';
import { type Key, readKey } from './key.ts';
import { openPage } from './open.ts';
import { type CliOptions, readOptions } from './options.ts';
import { pasteTable, writeEnvFile } from './paste.ts';
import { complain, say } from './say.ts';
import { openSnapshot, type Snapshot } from './snapshot.ts';
import { leftAlone } from './snapshot-file.ts';
import { withTokens } from './tokens.ts';

try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) process.stdout.write(wrapHelp(help));
  else if (options.version) process.stdout.write(`${readVersion(import.meta.url)}\n`);
  else if (options.listSwitches) process.stdout.write(switchTable());
  else await serve(options);
} catch (error) {
  complain(error instanceof Error ? error.message : String(error));
  process.exit(error instanceof UsageError ? commonExitCodes.usage : commonExitCodes.failed);
}

async function serve(options: CliOptions): Promise<void> {
  const { dataFile, host, port, allowNetwork, origin } = options;
  const address = await addressOfHost(options);
  const key = readKey(allowNetwork, process.env);
  const config = await readConfig(options.configFile);
  const profile = await readProfileFile(options.profileFile);
  const certificate = readCertificate(options);
  const integrations = withTokens([...options.integrations, ...config.integrations], options.tokens);
  const network = key === undefined ? realWorld.fetch : fetchFromNetwork;
  const demo = options.demo ? createDemo(network) : undefined;
  const snapshot = dataFile === undefined ? undefined : openSnapshot(dataFile, complain);
  const server = await withDataFile(dataFile, () =>
    startSimulator({
      ...{ ...config.switches, ...options.switches, profile },
      fetch: demo?.fetch,
      ...{ host, port, allowNetwork, certificate, origin, key: key?.value, storage: snapshot, users: config.users },
      channels: [...config.channels, ...missingChannels(config.channels, integrations)],
    }),
  );
  const secrets = equip(server, integrations);
  equip(server, demo?.integrations ?? []);
  await snapshot?.start();

  // Listen for signals first: a reader of the printed address may stop the server at once.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => void stop(server, snapshot));
  if (options.envFile !== undefined) await writeEnvFile(options.envFile, secrets);
  const table = pasteTable(secrets, options.showTokens);
  if (profile) say(`As ${readLikeness(profile).title}\n`);
  say(`${table}\n\n${valuesHint(options)}${demo ? `${demoLines}\n` : ''}${invitation(origin ?? server.url, key)}`);
  if (isUnspecified(address)) {
    const { protocol, port: listening } = new URL(server.url);
    say(`On this machine also ${protocol}//localhost:${listening}/, with the same key`);
  }
  // Leave out the key: the list of processes shows the address to every user of the machine.
  if (options.open) openPage(`${origin ?? server.url}/`);
}

/** Resolves `--host`. Throws a `UsageError` if the name is unknown, or if the network reaches the address without `--allow-network`. */
async function addressOfHost({ host, allowNetwork }: CliOptions): Promise<string> {
  const address = await lookUpHost(host).catch((error: unknown) => {
    throw new UsageError(`--${error instanceof Error ? error.message : 'host'}`);
  });
  if (allowNetwork || isLoopback(address)) return address;
  throw new UsageError(
    `--host ${host} opens the page, and with it every token and chat, to the network: add --allow-network, and the page asks for a key.`,
  );
}

/** Adds the name of the data file to an error about restored state. */
async function withDataFile<T>(dataFile: string | undefined, start: () => Promise<T>): Promise<T> {
  try {
    return await start();
  } catch (error) {
    throw dataFile !== undefined && error instanceof RestoreError ? leftAlone(dataFile, error) : error;
  }
}

function readCertificate({ certificate }: CliOptions) {
  if (!certificate) return undefined;
  const { certFile, keyFile } = certificate;
  try {
    const pair = { cert: readFileSync(certFile, 'utf8'), key: readFileSync(keyFile, 'utf8') };
    createSecureContext(pair);
    return pair;
  } catch (error) {
    const why = error instanceof Error ? error.message : 'unreadable';
    throw new Error(`${certFile} and ${keyFile} are no certificate with its key: ${why}`, { cause: error });
  }
}

/** Returns the channels of integrations without an entry in the configuration. */
function missingChannels(
  channels: readonly (string | { readonly name: string })[],
  integrations: readonly NewIntegration[],
): string[] {
  const names = new Set(channels.map((each) => (typeof each === 'string' ? each : each.name)));
  const ofIntegrations = integrations.flatMap((each) => ('channel' in each ? (each.channel ?? []) : []));
  return [...new Set(['general', ...ofIntegrations])].filter((name) => !names.has(name));
}

function switchTable(): string {
  return describeSwitches()
    .map(({ name, kind, options, min, max, default: byDefault, description }) => {
      const range = kind === 'number' ? `${min} to ${max}` : (options ?? ['false', 'true']).join(' | ');
      return `${name} = ${byDefault}  (${range})\n  ${description}\n`;
    })
    .join('\n');
}

function valuesHint({ envFile, showTokens }: CliOptions): string {
  if (envFile !== undefined) return `The values are in ${envFile}, readable by you alone.\n`;
  return showTokens ? '' : 'To get the values: --write-env FILE writes them to a file, --show-tokens prints them.\n';
}

/** Returns the line with the address of the page. A new key is printed only in the line. */
function invitation(origin: string, key: Key | undefined): string {
  if (key?.from === undefined) return `Chat on ${origin}/${key ? `?key=${key.value}` : ''} (Ctrl+C stops it)`;
  return `Chat on ${origin}/ (Ctrl+C stops it); the key is in ${key.from}`;
}

/** Closes pages and waiting requests, saves the state, and exits. */
async function stop(server: SimulatorServer, snapshot: Snapshot | undefined): Promise<void> {
  await server.close();
  await snapshot?.close();
  process.exit(0);
}
