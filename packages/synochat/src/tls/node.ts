/**
 * A `fetch` that trusts the certificate of your NAS, on Node, Bun and Deno.
 *
 * @module synochat/tls
 */
import { createSecureContext } from 'node:tls';
import { Agent, buildConnector, fetch } from 'undici';
import type { Fetch } from '../index.ts';
import { besideOwn } from './authorities.ts';
import { readTrust, type TrustOptions } from './certificates.ts';

export type { TrustOptions };

/**
 * A `fetch` that trusts the certificate of your NAS, for the option `fetch` of what sends.
 *
 * The authorities that the runtime trusts anyway stay trusted beside `ca`, on Node, Bun and Deno alike (on Node before
 * 22.15 without those of `NODE_EXTRA_CA_CERTS`). Host name and dates are always checked, whatever the environment says,
 * unless anyone is trusted. On Deno the name must be among the certificate's alternative names, and an authority's
 * certificate is refused as a server's. On Node it needs the package `undici`: version 7 before Node 22.19, where
 * later ones do not load.
 *
 * Call it once and keep what it gives: that has connections of its own, which let the process end.
 *
 * Throws a `TypeError` for what is not a certificate, and an `Error` where the runtime cannot do it: on Deno for
 * `dangerouslyTrustAnyone`, on Workers always.
 */
export function trust(options: TrustOptions): Fetch {
  const trusted = readTrust(options);
  // Said both ways: NODE_TLS_REJECT_UNAUTHORIZED could say otherwise.
  const rejectUnauthorized = trusted !== 'anyone';
  // Made once, not per connection: to read some 150 authorities takes a while.
  const secureContext = trusted === 'anyone' ? undefined : createSecureContext({ ca: besideOwn(trusted) });
  const connect = staged(buildConnector({ rejectUnauthorized, secureContext }));
  // Without pipelining a connection ends with its answer: one that is kept may be closed as the next message leaves.
  const dispatcher = new Agent({ pipelining: 0, connect });
  return (url, init) => {
    // The package's own fetch: those that are built into Node take the agents of one version of it only.
    const request = { ...init, dispatcher } as Parameters<typeof fetch>[1];
    return fetch(url, request) as unknown as Promise<Response>;
  };
}

/** Marks errors of the handshake: undici gives the same error for a connection that breaks after the request. */
function staged(connect: buildConnector.connector): buildConnector.connector {
  return (options, callback) => {
    connect(options, (...result) => {
      if (result[0]) Object.assign(result[0], { stage: 'connect' });
      callback(...result);
    });
  };
}
