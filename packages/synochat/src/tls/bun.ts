import type { Fetch } from '../index.ts';
import { readTrust, type TrustOptions } from './certificates.ts';
import { explain } from './refusal.ts';
import { verification } from './verification.ts';

/** As in node.ts, by the option `tls` of Bun's `fetch`; it keeps connections with other options apart by itself. */
export function trust(options: TrustOptions): Fetch<Response> {
  const trusted = readTrust(options);
  const tls = trusted === 'anyone' ? { rejectUnauthorized: false } : verification(trusted);
  return async (url, init) => {
    // Not `keepalive` as the standard has it: Bun's decides whether a connection is kept for the next request.
    const request: RequestInit & { tls: object } = { ...init, keepalive: false, tls };
    try {
      return await fetch(url, request);
    } catch (error) {
      throw explain(error);
    }
  };
}
