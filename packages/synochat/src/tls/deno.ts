/**
 * A `fetch` that trusts the certificate of your NAS.
 *
 * @module
 */
import type { Fetch } from '../index.ts';
import { readTrust, type TrustOptions } from './certificates.ts';
import { explain } from './refusal.ts';

declare const Deno: { createHttpClient(options: { caCerts: readonly string[]; poolMaxIdlePerHost: number }): object };

export type { TrustOptions };

/**
 * Returns a `fetch` that trusts the certificate of your NAS, for the option `fetch` of every function that calls Chat.
 *
 * Deno's own authorities stay trusted beside `ca`. Host name and dates are always checked, also of a certificate that
 * is in `ca` itself: the name must be among the certificate's alternative names. Deno refuses an authority's
 * certificate as a server's. A `SendError` says why a certificate was refused. No connection is kept for the next
 * request.
 *
 * Throws a `TypeError` if `ca` is not a certificate, and an `Error` for `dangerouslyTrustAnyone`, which Deno can only do
 * for the whole process.
 *
 * @example
 * ```ts
 * import { sendIncoming } from '@synochat/synochat';
 * import { trust } from '@synochat/synochat/tls';
 *
 * const fetch = trust({ ca: await Deno.readTextFile('nas.pem') });
 * await sendIncoming(Deno.env.get('SYNOCHAT_WEBHOOK')!, 'Hello', { fetch });
 * ```
 */
export function trust(options: TrustOptions): Fetch<Response> {
  const trusted = readTrust(options);
  if (trusted === 'anyone') {
    throw new Error(
      'Deno cannot trust anyone in one request: give ca, or start it with --unsafely-ignore-certificate-errors=HOST',
    );
  }
  const client = Deno.createHttpClient({ caCerts: trusted, poolMaxIdlePerHost: 0 });
  return async (url, init) => {
    const request: RequestInit & { client: object } = { ...init, client };
    try {
      return await fetch(url, request);
    } catch (error) {
      throw explain(error);
    }
  };
}
