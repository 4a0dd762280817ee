import { readArguments, readPort, UsageError } from '@synochat/command-line';
import type { NewIntegration } from '../room/integration.ts';
import { whyNoToken } from '../room/token.ts';
import { whyNoOrigin } from '../shared/origin.ts';
import { whyPortRefused } from '../shared/refused-ports.ts';
import type { SwitchOptions } from '../switches/switches.ts';
import { readSwitches, switchValue } from '../switches/table.ts';
import { flags as table } from './flags.ts';

/** The options of the command line. */
export interface CliOptions {
  readonly host: string;
  /** Whether other machines may reach the server. */
  readonly allowNetwork: boolean;
  readonly port: number;
  readonly origin: string | undefined;
  /** Files in PEM. Without a certificate the server speaks http. */
  readonly certificate: { readonly certFile: string; readonly keyFile: string } | undefined;
  readonly demo: boolean;
  readonly integrations: readonly NewIntegration[];
  /** The chosen tokens by their variables. */
  readonly tokens: readonly (readonly [variable: string, token: string])[];
  readonly switches: SwitchOptions;
  readonly profileFile: string | undefined;
  readonly dataFile: string | undefined;
  readonly configFile: string | undefined;
  readonly open: boolean;
  readonly listSwitches: boolean;
  readonly showTokens: boolean;
  readonly envFile: string | undefined;
  readonly help: boolean;
  readonly version: boolean;
}

/** Returns the options of a command line. Throws a `UsageError` if a flag or a value is invalid. */
export function readOptions(args: readonly string[]): CliOptions {
  const { flags } = readArguments(args, table, { command: 'synochat-simulator', words: '', count: [0, 0] });
  const { slash = [], outgoing = [], bot = [], incoming = [] } = flags;
  return {
    host: flags.host ?? '127.0.0.1',
    allowNetwork: flags['allow-network'] ?? false,
    port: portOf(flags.port ?? '5050'),
    origin: flags.origin === undefined ? undefined : originOf(flags.origin),
    certificate: certificateOf(flags.cert, flags.key),
    demo: flags.demo ?? false,
    integrations: [
      ...(incoming.length === 0 ? ['general'] : incoming).map((channel) => ({ kind: 'incoming' as const, channel })),
      ...outgoing.map(outgoingOf),
      ...slash.map((text) => {
        const [name, url] = split(text, '--slash');
        return { kind: 'slash' as const, command: name.replace(/^\//, ''), url };
      }),
      ...bot.map((text) => {
        const [name, url] = split(text, '--bot');
        return { kind: 'bot' as const, name: name.replace(/^@/, ''), url };
      }),
    ],
    tokens: (flags.token ?? []).map(tokenOf),
    switches: switchesOf(flags.switch ?? []),
    profileFile: flags.profile,
    dataFile: flags.data,
    configFile: flags.config,
    open: flags.open ?? false,
    listSwitches: flags['list-switches'] ?? false,
    showTokens: flags['show-tokens'] ?? false,
    envFile: flags['write-env'],
    help: flags.help ?? false,
    version: flags.version ?? false,
  };
}

function outgoingOf(text: string) {
  const [trigger, url] = split(text, '--outgoing');
  const when = trigger.startsWith('#') ? { channel: trigger.slice(1) } : { triggerWords: wordsOf(trigger) };
  return { kind: 'outgoing' as const, ...when, url };
}

/** Returns trigger words with commas between the words, as in the dialog of Chat. */
function wordsOf(text: string): string[] {
  const words = text.split(',').map((word) => word.trim());
  if (words.includes('')) throw new UsageError(`--outgoing needs a word before and after each comma, not "${text}".`);
  return words;
}

function tokenOf(text: string): [variable: string, token: string] {
  const [, variable, token] = /^([A-Z0-9_]+)=(.*)$/s.exec(text) ?? [];
  // No message repeats the text: a token may stand anywhere in the text.
  if (variable === undefined || token === undefined)
    throw new UsageError('--token needs VARIABLE=TOKEN, such as SYNOCHAT_SLASH_TOKEN_PING=TOKEN.');
  const why = whyNoToken(token);
  if (why !== undefined) throw new UsageError(`--token ${variable}: ${why}`);
  return [variable, token];
}

function switchesOf(texts: readonly string[]): SwitchOptions {
  const values = texts.map((each) => {
    const [, name, text] = /^([^=]+)=(.*)$/s.exec(each) ?? [];
    if (name === undefined || text === undefined) throw new UsageError(`--switch needs NAME=VALUE, not "${each}".`);
    return [name, switchValue(name, text)] as const;
  });
  try {
    readSwitches(Object.fromEntries(values));
    return Object.fromEntries(values);
  } catch (error) {
    throw new UsageError(`--switch: ${error instanceof Error ? error.message : ''}`);
  }
}

function portOf(text: string): number {
  const port = readPort(text);
  const why = whyPortRefused(port);
  if (why !== undefined) throw new UsageError(`--port: ${why}`);
  return port;
}

function certificateOf(certFile: string | undefined, keyFile: string | undefined): CliOptions['certificate'] {
  if (certFile !== undefined && keyFile !== undefined) return { certFile, keyFile };
  if (certFile === undefined && keyFile === undefined) return undefined;
  throw new UsageError('Pass --cert and --key together.');
}

/** Splits `NAME=URL` at the first equals sign: a URL may hold further equals signs. */
function split(text: string, flag: string): [name: string, url: string] {
  const [, name, url] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
  if (name === undefined || url === undefined) throw new UsageError(`${flag} needs NAME=URL, not "${text}".`);
  return [name, urlOf(url, flag)];
}

function originOf(text: string): string {
  const why = whyNoOrigin(text);
  if (why !== undefined) throw new UsageError(`--origin: ${why}`);
  return new URL(text).origin;
}

function urlOf(text: string, flag: string): string {
  const protocol = URL.canParse(text) ? new URL(text).protocol : '';
  if (protocol === 'http:' || protocol === 'https:') return text;
  throw new UsageError(`${flag} needs a URL that begins with http:// or https://, not "${text}".`);
}
