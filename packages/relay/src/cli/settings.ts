import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { UsageError } from '@synochat/command-line';
import { readShowing, type Showing } from './showing.ts';
import type { StorePlace } from './store.ts';
import { type RelayedWebhook, readWebhooks } from './webhooks.ts';

/** The checked settings of the relay. */
export interface Settings {
  /** The webhooks by their names, in lower case. */
  readonly webhooks: ReadonlyMap<string, RelayedWebhook>;
  /** The beginning of the printed addresses, without a slash at the end. */
  readonly origin: string | undefined;
  readonly showing: Showing;
  readonly port: number;
  /** Undefined for all addresses of the machine. */
  readonly host: string | undefined;
  readonly place: StorePlace;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Returns the settings of the environment. Rejects with a `UsageError` that names the variable, never the value of a secret. */
export async function readSettings(env: Environment, data: string | undefined): Promise<Settings> {
  return {
    webhooks: await readWebhooks(env),
    origin: readOrigin(env['SYNOCHAT_RELAY_URL']),
    showing: readShowing(env),
    port: readPort(env['PORT']),
    host: env['HOST'] === '' ? undefined : env['HOST'],
    place: readStorePlace(env, data),
  };
}

/** Returns the place of the stored messages. Throws a `UsageError` that names the variable or flag. */
export function readStorePlace(env: Environment, data: string | undefined): StorePlace {
  return { redisUrl: readRedisUrl(env['REDIS_URL']), data: dataFolder(data, env) };
}

/** Returns the folder of the stored messages: the flag, the variable, or a folder of its own in the user's state folder. */
function dataFolder(flag: string | undefined, env: Environment): string {
  if (flag === '') throw new UsageError('--data is empty: pass a folder, or leave out the flag');
  const chosen = flag ?? env['SYNOCHAT_RELAY_DATA'];
  if (chosen) return chosen;
  // The XDG specification says to ignore a relative path.
  const { XDG_STATE_HOME: state = '' } = env;
  return join(isAbsolute(state) ? state : join(homedir(), '.local', 'state'), 'synochat-relay');
}

function readOrigin(text: string | undefined): string | undefined {
  if (!text) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.search || url.hash)
    throw new UsageError(
      'SYNOCHAT_RELAY_URL must be an address such as http://192.168.1.5:8080, without user and query',
    );
  return url.href.replace(/(?<!\/)\/+$/, '');
}

function readRedisUrl(text: string | undefined): string | undefined {
  if (!text) return undefined;
  if (!URL.canParse(text) || !/^rediss?:$/.test(new URL(text).protocol))
    throw new UsageError('REDIS_URL must be an address such as redis://127.0.0.1:6379');
  return text;
}

function readPort(text: string | undefined): number {
  const chosen = text === undefined || text === '' ? '8080' : text;
  const port = Number(chosen);
  if (!/^\d+$/.test(chosen) || port > 65_535)
    throw new UsageError('PORT must be a whole number from 0 to 65535; 0 takes any free port');
  return port;
}
