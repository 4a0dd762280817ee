import { parseArgs } from 'node:util';
import type { NewIntegration } from '../room/integration.ts';
import { whyNoOrigin } from '../shared/origin.ts';
import { whyPortRefused } from '../shared/refused-ports.ts';
import type { SwitchOptions } from '../switches/switches.ts';
import { readSwitches, switchValue } from '../switches/table.ts';

/** What was asked for on the command line. */
export interface CliOptions {
  readonly host: string;
  /** Whether others than this machine may reach the server. */
  readonly allowNetwork: boolean;
  readonly port: number;
  readonly origin: string | undefined;
  /** Files in PEM; both, or http is spoken. */
  readonly certificate: { readonly certFile: string; readonly keyFile: string } | undefined;
  readonly integrations: readonly NewIntegration[];
  readonly switches: SwitchOptions;
  readonly dataFile: string | undefined;
  readonly configFile: string | undefined;
  readonly open: boolean;
  readonly listSwitches: boolean;
  readonly showTokens: boolean;
  readonly envFile: string | undefined;
  readonly help: boolean;
  readonly version: boolean;
}

/** A mistake on the command line: its message is one line for whoever typed it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const HELP = `Usage: synochat-simulator [options]

A Synology Chat server to develop against, with a page to chat on.

  --slash NAME=URL       a slash command: typing /NAME calls URL
  --outgoing WORD=URL    an outgoing webhook: a message whose first word is WORD calls URL;
                         several words with commas between them
  --outgoing '#CHAN=URL' the same for every message in a channel
  --bot NAME=URL         a bot: writing to @NAME calls URL
  --incoming CHANNEL     an incoming webhook that posts into a channel (default: general)
                         The four above may be given several times.

  --config FILE          users, channels, integrations and switches from a JSON file
  --data FILE            keep everything in FILE over a restart, readable by you alone
  --switch NAME=VALUE    a disputed behaviour or a fault; may be given several times
  --list-switches        name and explain all of them

  --write-env FILE       write the addresses and tokens to FILE, readable by you alone
  --show-tokens          print them

  --port PORT            default: 5050; 0 takes any free port
  --host HOST            default: 127.0.0.1
  --allow-network        let a HOST beyond this machine be used: page and /api want a
                         key then, printed at the start or from SYNOCHAT_SIMULATOR_KEY
  --cert FILE, --key FILE
                         speak https with this certificate and its key (PEM)
  --origin URL           what the printed addresses begin with (default: http://HOST:PORT)
  --open                 open the page in a browser
  --help, --version
`;

export function readOptions(args: readonly string[]): CliOptions {
  const values = parse(args);
  return {
    host: values.host,
    allowNetwork: values['allow-network'],
    port: portOf(values.port),
    origin: values.origin === undefined ? undefined : originOf(values.origin),
    certificate: certificateOf(values.cert, values.key),
    integrations: [
      ...values.incoming.map((channel) => ({ kind: 'incoming' as const, channel })),
      ...values.outgoing.map((given) => {
        const [what, url] = split(given, '--outgoing');
        const when = what.startsWith('#') ? { channel: what.slice(1) } : { triggerWords: wordsOf(what) };
        return { kind: 'outgoing' as const, ...when, url };
      }),
      ...values.slash.map((given) => {
        const [what, url] = split(given, '--slash');
        return { kind: 'slash' as const, command: what.replace(/^\//u, ''), url };
      }),
      ...values.bot.map((given) => {
        const [what, url] = split(given, '--bot');
        return { kind: 'bot' as const, name: what.replace(/^@/u, ''), url };
      }),
    ],
    switches: switchesOf(values.switch),
    dataFile: values.data,
    configFile: values.config,
    open: values.open,
    listSwitches: values['list-switches'],
    showTokens: values['show-tokens'],
    envFile: values['write-env'],
    help: values.help,
    version: values.version,
  };
}

/** The trigger words, as the dialog of Chat takes them. */
function wordsOf(what: string): string[] {
  const words = what.split(',').map((word) => word.trim());
  if (words.includes('')) throw new UsageError(`--outgoing needs a word before each comma, not "${what}".`);
  return words;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        slash: { type: 'string', multiple: true, default: [] },
        outgoing: { type: 'string', multiple: true, default: [] },
        bot: { type: 'string', multiple: true, default: [] },
        incoming: { type: 'string', multiple: true, default: ['general'] },
        config: { type: 'string' },
        data: { type: 'string' },
        switch: { type: 'string', multiple: true, default: [] },
        'list-switches': { type: 'boolean', default: false },
        open: { type: 'boolean', default: false },
        // Not "--env-file": Node 20 takes an option of that name for its own, wherever it stands.
        'write-env': { type: 'string' },
        'show-tokens': { type: 'boolean', default: false },
        port: { type: 'string', default: '5050' },
        'allow-network': { type: 'boolean', default: false },
        host: { type: 'string', default: '127.0.0.1' },
        origin: { type: 'string' },
        cert: { type: 'string' },
        key: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
        version: { type: 'boolean', short: 'v', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? (error.message.split('. ')[0] ?? '') : 'The options cannot be read.');
  }
}

function switchesOf(given: readonly string[]): SwitchOptions {
  const values = given.map((each) => {
    const [, name, text] = /^([^=]+)=(.*)$/su.exec(each) ?? [];
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

function portOf(given: string): number {
  const port = Number(given);
  if (!/^\d+$/u.test(given) || port > 65_535)
    throw new UsageError(`--port must be a number from 0 to 65535, not "${given}".`);
  const why = whyPortRefused(port);
  if (why !== undefined) throw new UsageError(`--port: ${why}`);
  return port;
}

function certificateOf(certFile: string | undefined, keyFile: string | undefined): CliOptions['certificate'] {
  if (certFile !== undefined && keyFile !== undefined) return { certFile, keyFile };
  if (certFile === undefined && keyFile === undefined) return undefined;
  throw new UsageError('--cert and --key are given together.');
}

/** `NAME=URL`, cut at the first equals sign: a URL may hold more of them. */
function split(given: string, option: string): [what: string, url: string] {
  const [, what, url] = /^([^=]+)=(.+)$/su.exec(given) ?? [];
  if (what === undefined || url === undefined) throw new UsageError(`${option} needs NAME=URL, not "${given}".`);
  return [what, addressOf(url, option)];
}

function originOf(given: string): string {
  const why = whyNoOrigin(given);
  if (why !== undefined) throw new UsageError(`--origin: ${why}`);
  return new URL(given).origin;
}

function addressOf(given: string, option: string): string {
  const protocol = URL.canParse(given) ? new URL(given).protocol : '';
  if (protocol === 'http:' || protocol === 'https:') return given;
  throw new UsageError(`${option} needs a URL that begins with http:// or https://, not "${given}".`);
}
