/**
 * A `fetch` that trusts the certificate of your NAS, on Node, Bun and Deno.
 *
 * @module synochat/tls
 */
import { createSecureContext } from 'node:tls';
import { Agent, buildConnector, fetch } from 'undici';
import type { Fetch } from '../index.ts';
import { readTrust, type TrustOptions } from './certificates.ts';
import { explain } from './refusal.ts';
import { verification } from './verification.ts';

export type { TrustOptions };

/**
 * Returns a `fetch` that trusts the certificate of your NAS, for the option `fetch` of every function that calls Chat.
 *
 * If the NAS shows one of the certificates in `ca` itself, any name and address will do. If `ca` holds the authority
 * that signed the certificate, the certificate must hold the host's name. Dates are always checked, whatever the
 * environment says. The runtime's own authorities stay trusted beside `ca` (on Node before 22.15 without the
 * certificates of `NODE_EXTRA_CA_CERTS`). A `SendError` says why a certificate was refused.
 *
 * Deno always checks the name, which must be among the certificate's alternative names. Deno refuses an authority's
 * certificate as a server's, and in `ca` a server's certificate that an authority signed does not help.
 *
 * Node needs the package `undici`: version 7 before Node 22.19, where later versions do not load.
 *
 * Call the function once and keep the result: each result has separate connections, which let the process end.
 *
 * Throws a `TypeError` if `ca` is not a certificate, and an `Error` if the runtime does not support the option: on Deno
 * for `dangerouslyTrustAnyone`, on Workers always.
 *
 * @example
 * ```ts
 * import { readFile } from 'node:fs/promises';
 * import { sendIncoming } from 'synochat';
 * import { trust } from 'synochat/tls';
 *
 * const fetch = trust({ ca: await readFile('nas.pem', 'utf8') });
 * await sendIncoming(process.env['SYNOCHAT_WEBHOOK'] ?? '', 'Hello', { fetch });
 * ```
 */
export function trust(options: TrustOptions): Fetch<Response> {
  const trusted = readTrust(options);
  const connect = staged(buildConnector(trusted === 'anyone' ? { rejectUnauthorized: false } : verifying(trusted)));
  // Without pipelining a connection ends with the answer. A kept connection may be closed as the next message leaves.
  const dispatcher = new Agent({ pipelining: 0, connect });
  return async (url, init) => {
    // The package's own fetch: those that are built into Node take the agents of one version of it only.
    const request = { ...init, dispatcher } as Parameters<typeof fetch>[1];
    try {
      return (await fetch(url, request)) as unknown as Response;
    } catch (error) {
      throw explain(error);
    }
  };
}

function verifying(certificates: readonly string[]): buildConnector.BuildOptions {
  const { ca, allowPartialTrustChain, ...checks } = verification(certificates);
  // Made once, not per connection: to read some 150 authorities takes a while.
  return { ...checks, secureContext: createSecureContext({ ca, allowPartialTrustChain }) };
}

/** Marks errors of the handshake: undici gives the same error for a connection broken after the request. */
function staged(connect: buildConnector.connector): buildConnector.connector {
  return (options, callback) => {
    connect(options, (...result) => {
      if (result[0]) Object.assign(result[0], { stage: 'connect' });
      callback(...result);
    });
  };
}
