import { readFileSync } from 'node:fs';
import { UsageError } from '@synochat/command-line';
import type { CallOptions, Fetch } from 'synochat';
import type { Flags } from './flags.ts';
import type { Settings } from './settings.ts';

/** The options of every call of the NAS. */
export interface Network extends CallOptions {
  /** Milliseconds. */
  readonly timeout: number;
  readonly fetch?: Fetch<Response> | undefined;
}

/** Reads the network options from flags and settings. Throws a `UsageError` if a value is invalid. */
export async function readNetwork(flags: Flags, settings: Settings, signal: AbortSignal): Promise<Network> {
  const ca = readCa(settings);
  return { timeout: readTimeout(flags), signal, ...(ca === undefined ? {} : { fetch: await createTrustingFetch(ca) }) };
}

/** Returns milliseconds. Throws a `UsageError` if the timeout is invalid. */
export function readTimeout({ timeout = '30' }: Pick<Flags, 'timeout'>): number {
  const seconds = Number(timeout);
  // A timer fires at once if the time is far longer.
  if (!/^\d+(\.\d+)?$/.test(timeout) || !(seconds > 0 && seconds <= 86_400))
    throw new UsageError('--timeout must be a number of seconds over 0, at most 86400 (a day)');
  return seconds * 1000;
}

/** Returns the certificate to trust as PEM text. Throws a `UsageError` if the file cannot be read. */
export function readCa(settings: Settings): string | undefined {
  const setting = settings.read('ca');
  if (!setting) return undefined;
  try {
    return readFileSync(setting.value, 'utf8');
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new UsageError(
      `The certificate ${setting.value} (from ${setting.from}) cannot be read (${code}): check path and permissions`,
    );
  }
}

async function createTrustingFetch(ca: string): Promise<Fetch<Response>> {
  const { trust } = await import('synochat/tls').catch((error: unknown) => {
    const isMissing = error instanceof Error && error.message.includes('undici');
    throw isMissing ? new UsageError(undiciMissing) : error;
  });
  return trust({ ca });
}

// Only Node needs the optional peer.
const undiciMissing = `For --ca, Node needs the package undici beside synochat:
  npm install --global undici@7
Or leave out --ca: NODE_EXTRA_CA_CERTS=FILE synochat …`;
