import tls, { rootCertificates } from 'node:tls';

/** The certificates beside those that the runtime trusts anyway, which it would forget on being given others. */
export function besideOwn(certificates: readonly string[]): string[] {
  // Node before 22.15 tells of those that are bundled with it, and of no more.
  const own = 'getCACertificates' in tls ? tls.getCACertificates('default') : rootCertificates;
  return [...own, ...certificates];
}
