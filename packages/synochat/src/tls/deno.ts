import type { Fetch } from '../index.ts';
import { readTrust, type TrustOptions } from './certificates.ts';

declare const Deno: { createHttpClient(options: { caCerts: readonly string[] }): object };

/** As in node.ts, by a client of Deno's `fetch`, which adds to the authorities that Deno trusts anyway. */
export function trust(options: TrustOptions): Fetch {
  const trusted = readTrust(options);
  if (trusted === 'anyone') {
    throw new Error(
      'Deno cannot trust anyone in one request: give ca, or start it with --unsafely-ignore-certificate-errors=HOST',
    );
  }
  const client = Deno.createHttpClient({ caCerts: trusted });
  return (url, init) => {
    const request: RequestInit & { client: object } = { ...init, client };
    return fetch(url, request);
  };
}
