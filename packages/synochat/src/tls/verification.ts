import { X509Certificate } from 'node:crypto';
import tls, { checkServerIdentity, type PeerCertificate, rootCertificates } from 'node:tls';

/**
 * Returns the TLS options, for Node and Bun, that trust the certificates beside the runtime's own authorities. A server
 * that shows one of the certificates is trusted whatever name the certificate holds, and without the authority that
 * signed the certificate. Every other server needs a certificate with the host's name that one of the authorities
 * signed. Dates are always checked.
 */
export function verification(certificates: readonly string[]) {
  const pinned = certificates.map((pem) => new X509Certificate(pem).raw);
  return {
    // Set although `true` is the default: NODE_TLS_REJECT_UNAUTHORIZED could say otherwise.
    rejectUnauthorized: true,
    ca: besideOwn(certificates),
    // The chain may end in any trusted certificate, not in a root alone.
    allowPartialTrustChain: true,
    // Called only for a certificate whose chain and dates are valid.
    checkServerIdentity: (host: string, shown: PeerCertificate) =>
      pinned.some((raw) => raw.equals(shown.raw)) ? undefined : checkServerIdentity(host, shown),
  };
}

/**
 * The certificates beside the runtime's own authorities. Without the authorities in the list the runtime would trust
 * the certificates alone.
 */
function besideOwn(certificates: readonly string[]): string[] {
  // Node before 22.15 lists only the bundled authorities.
  const defaults = 'getCACertificates' in tls ? tls.getCACertificates('default') : rootCertificates;
  return [...defaults, ...certificates];
}
