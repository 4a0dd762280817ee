import type { Fetch } from '../index.ts';
import { besideOwn } from './authorities.ts';
import { readTrust, type TrustOptions } from './certificates.ts';

/** As in node.ts, by the option `tls` of Bun's `fetch`; it keeps connections with other options apart by itself. */
export function trust(options: TrustOptions): Fetch {
  const trusted = readTrust(options);
  // Said both ways: NODE_TLS_REJECT_UNAUTHORIZED could say otherwise.
  const tls =
    trusted === 'anyone' ? { rejectUnauthorized: false } : { rejectUnauthorized: true, ca: besideOwn(trusted) };
  return (url, init) => {
    // Not `keepalive` as the standard has it: Bun's decides whether a connection is kept for the next request.
    const request: RequestInit & { tls: object } = { ...init, keepalive: false, tls };
    return fetch(url, request);
  };
}
