import { X509Certificate } from 'node:crypto';
import tls, { checkServerIdentity, type PeerCertificate, rootCertificates } from 'node:tls';

/**
 * Returns the TLS options, for Node and Bun, that trust these certificates beside the runtime's own authorities. A server
 * that shows one of these very certificates is trusted whatever name the certificate holds, and without the authority that
 * signed it. Every other server needs a certificate that one of the authorities signed and that holds the host's name.
 * Dates are always checked.
 */
export function verification(certificates: readonly string[]) {
  const given = certificates.map((pem) => new X509Certificate(pem).raw);
  return {
    // Said though it is the default: NODE_TLS_REJECT_UNAUTHORIZED could say otherwise.
    rejectUnauthorized: true,
    ca: besideOwn(certificates),
    // The chain may end in any certificate that was given, not in a root alone.
    allowPartialTrustChain: true,
    // Called only for a certificate whose chain and dates are valid.
    checkServerIdentity: (host: string, shown: PeerCertificate) =>
      given.some((raw) => raw.equals(shown.raw)) ? undefined : checkServerIdentity(host, shown),
  };
}

/** The certificates beside those that the runtime trusts anyway, which it would forget on being given others. */
function besideOwn(certificates: readonly string[]): string[] {
  // Node before 22.15 tells of those that are bundled with it, and of no more.
  const own = 'getCACertificates' in tls ? tls.getCACertificates('default') : rootCertificates;
  return [...own, ...certificates];
}
