import { X509Certificate } from 'node:crypto';
import type { DetailedPeerCertificate } from 'node:tls';
import type { Verdict } from './findings.ts';
import { isDeno } from './runtime.ts';

/** The certificate of a server, with everything that decides on trust. */
export interface ServerCertificate {
  readonly certificate: DetailedPeerCertificate;
  /** The first objection of the runtime as a code; empty if the runtime accepts the certificate. */
  readonly error: string;
  /** The host of the URL. */
  readonly host: string;
  /** The certificates of --ca. */
  readonly pinned: readonly X509Certificate[];
  /** The trusted certificates, as PEM texts. */
  readonly authorities: readonly string[];
}

/** Lists all faults of a certificate, and names the certificate to trust. */
export function judgeCertificate(server: ServerCertificate): Verdict {
  const { certificate, host, pinned } = server;
  const dates = dateProblem(certificate);
  const isPinned = pinned.some(({ raw }) => raw.equals(certificate.raw));
  // Deno trusts a certificate of --ca only as an authority, if need be of itself.
  const isUntrusted = !(isPinned && !isDeno) && lacksTrust(server, dates !== undefined);
  // Deno checks the name even for a certificate of --ca: see synochat/tls.
  const isMisnamed =
    !(isPinned && !isDeno) && process.getBuiltinModule('node:tls').checkServerIdentity(host, certificate) !== undefined;
  const problems = [
    dates?.text,
    isUntrusted && `is not trusted ${pinned.length > 0 ? 'by --ca' : 'here'} (${server.error})`,
    isRefusedAuthority(certificate) && 'is of an authority, which Deno refuses for a server',
    isMisnamed && `is for another name than ${host}`,
  ].filter((problem) => typeof problem === 'string');
  if (problems.length === 0)
    return { result: 'ok', text: `The certificate is trusted, until ${day(certificate.valid_to)}` };
  const text = `The certificate ${problems.join(', and ')}`;
  if (dates) return { result: 'problem', text, advice: dates.advice };
  return { result: 'problem', text, ...remedy(server, isUntrusted, isMisnamed) };
}

function isRefusedAuthority({ raw }: DetailedPeerCertificate): boolean {
  return isDeno && new X509Certificate(raw).ca;
}

function dateProblem({ valid_from: from, valid_to: to }: DetailedPeerCertificate) {
  if (Date.parse(to) < Date.now())
    return {
      text: `expired on ${day(to)}`,
      advice: 'Renew the certificate in DSM, then run doctor again: the new certificate must be trusted too.',
    };
  if (Date.parse(from) > Date.now())
    return { text: `is valid from ${day(from)} on`, advice: 'Check the clocks of this machine and of the NAS.' };
  return undefined;
}

/**
 * Returns whether the issuer is not trusted. A runtime names only the first objection: an objection to the dates hides
 * an untrusted issuer.
 */
function lacksTrust({ certificate, error, authorities }: ServerCertificate, isOutdated: boolean): boolean {
  if (error === '' || /ALTNAME|HOSTNAME/i.test(error)) return false;
  if (!isOutdated) return true;
  const last = lastOf(certificate);
  return !authorities
    .map((pem) => new X509Certificate(pem))
    .some(
      (authority) =>
        authority.raw.equals(last.raw) || (last.checkIssued(authority) && last.verify(authority.publicKey)),
    );
}

function remedy(
  { certificate, pinned }: ServerCertificate,
  isUntrusted: boolean,
  isMisnamed: boolean,
): Pick<Verdict, 'advice' | 'certificate'> {
  const leaf = new X509Certificate(certificate.raw);
  const last = lastOf(certificate);
  const authority = last.checkIssued(last) || last.issuer === last.subject ? last : undefined;
  const advice: string[] = [];
  if (isRefusedAuthority(certificate))
    return { advice: 'Make a certificate with CA:FALSE for the NAS, and pass it with --ca.' };
  if (isUntrusted && pinned.length > 0) advice.push(whyPinningFails(leaf, pinned));
  if (isMisnamed) {
    const names = (certificate.subjectaltname ?? '').replaceAll(/(DNS|IP Address):/g, '');
    const use = names && `Use one of its names in the address (by DNS or the file hosts): ${names}; or `;
    advice.push(use ? `${use}get a certificate for this name.` : 'Get a certificate for this name.');
  }
  if (isUntrusted && !authority)
    advice.push(
      'The NAS does not send the certificate of its authority: export it in DSM (Control Panel › Security › Certificate), then pass --ca FILE.',
    );
  // The certificate of the server is trusted by any name. The certificate of the authority is valid longer.
  const toTrust = isDeno ? (isUntrusted ? authority : undefined) : isMisnamed ? leaf : (authority ?? leaf);
  if (!toTrust) return { advice: advice.join('\n') };
  const start = !isDeno && (isMisnamed || !authority) ? 'Or, if' : 'If';
  advice.push(
    `${start} the certificate is yours, that is if DSM shows the same SHA-256 fingerprint, save the certificate below and pass it with --ca FILE:`,
    toTrust.fingerprint256,
  );
  return { advice: advice.join('\n'), certificate: toTrust.toString() };
}

/** On Deno trust may fail although --ca holds the very certificate of the server. */
function whyPinningFails(leaf: X509Certificate, pinned: readonly X509Certificate[]): string {
  if (!pinned.some(({ raw }) => raw.equals(leaf.raw)))
    return 'The NAS shows another certificate than --ca holds, perhaps a renewed one.';
  return 'The NAS shows the certificate of --ca, but Deno needs the certificate of its authority.';
}

/** Returns the last certificate of the chain: the root, or the last certificate from the server. */
function lastOf(certificate: DetailedPeerCertificate): X509Certificate {
  let last = certificate;
  // The last certificate is self-issued or has no issuer.
  while (
    Object.hasOwn(last, 'issuerCertificate') &&
    (last.issuerCertificate as unknown) &&
    last.issuerCertificate !== last
  )
    last = last.issuerCertificate;
  return new X509Certificate(last.raw);
}

function day(date: string): string {
  return new Date(date).toISOString().slice(0, 10);
}
