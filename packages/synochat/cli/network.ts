import { readFileSync } from 'node:fs';
import type { CallOptions, Fetch } from 'synochat';
import type { Flags } from './arguments.ts';
import { UsageError } from './exit.ts';
import type { Settings } from './settings.ts';

/** How the NAS is called: for how long, and trusting whom. */
export interface Network extends CallOptions {
  /** Milliseconds. */
  readonly timeout: number;
  readonly fetch?: Fetch<Response> | undefined;
}

/** What flags and settings say of it. Throws a `UsageError`. */
export async function readNetwork(flags: Flags, settings: Settings, signal: AbortSignal): Promise<Network> {
  const ca = readCa(settings);
  return { timeout: readTimeout(flags), signal, ...(ca === undefined ? {} : { fetch: await trusting(ca) }) };
}

/** Milliseconds. */
export function readTimeout({ timeout = '30' }: Pick<Flags, 'timeout'>): number {
  const seconds = Number(timeout);
  // What is longer, timers take for none.
  if (!/^\d+(\.\d+)?$/.test(timeout) || !(seconds > 0 && seconds <= 86_400))
    throw new UsageError('--timeout is a number of seconds over 0, of a day at most');
  return seconds * 1000;
}

/** The certificate to trust, as PEM text. */
export function readCa(settings: Settings): string | undefined {
  const setting = settings('ca');
  if (!setting) return undefined;
  try {
    return readFileSync(setting.value, 'utf8');
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new UsageError(`The certificate ${setting.value} (from ${setting.from}) cannot be read (${code})`);
  }
}

async function trusting(ca: string): Promise<Fetch<Response>> {
  const { trust } = await import('synochat/tls').catch((error: unknown) => {
    const isMissing = error instanceof Error && error.message.includes('undici');
    throw isMissing ? new UsageError(withoutUndici) : error;
  });
  return trust({ ca });
}

// The package's one optional part that a command needs, and on Node alone.
const withoutUndici = `To trust a certificate of your own, Node needs the package undici beside synochat:
  npx -p synochat -p undici@7 synochat …     or     NODE_EXTRA_CA_CERTS=FILE npx synochat … without --ca`;
