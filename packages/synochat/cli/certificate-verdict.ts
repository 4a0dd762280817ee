import { X509Certificate } from 'node:crypto';
import { checkServerIdentity, type DetailedPeerCertificate } from 'node:tls';
import type { Finding } from './findings.ts';

/** A certificate that a server showed, and the circumstances. */
export interface Shown {
  readonly certificate: DetailedPeerCertificate;
  /** The first thing that the runtime has against it, as a code; empty if it accepts it. */
  readonly error: string;
  /** The host of the URL. */
  readonly host: string;
  /** The certificates of --ca. */
  readonly given: readonly X509Certificate[];
  /** The trusted certificates, as PEM texts. */
  readonly authorities: readonly string[];
}

type Verdict = Omit<Finding, 'check'>;

/** Names everything that is wrong with the certificate at once, and the one to trust instead. */
export function judge(shown: Shown): Verdict {
  const { certificate, host, given } = shown;
  const dates = dateProblem(certificate);
  const isGiven = given.some(({ raw }) => raw.equals(certificate.raw));
  // Deno trusts a given certificate only as the one that signed: itself, or others.
  const isUntrusted = !(isGiven && !onDeno) && lacksTrust(shown, dates !== undefined);
  // Deno checks the name even of a certificate that was given: see synochat/tls.
  const isMisnamed = !(isGiven && !onDeno) && checkServerIdentity(host, certificate) !== undefined;
  const problems = [
    dates?.text,
    isUntrusted && `is not trusted ${given.length > 0 ? 'by --ca' : 'here'} (${shown.error})`,
    isRefusedAuthority(certificate) && "is an authority's, which Deno refuses as a server's",
    isMisnamed && `is for another name than ${host}`,
  ].filter((problem) => typeof problem === 'string');
  if (problems.length === 0)
    return { result: 'ok', text: `The certificate is trusted, until ${day(certificate.valid_to)}` };
  const text = `The certificate ${problems.join(', and ')}`;
  if (dates) return { result: 'problem', text, advice: dates.advice };
  return { result: 'problem', text, ...remedy(shown, isUntrusted, isMisnamed) };
}

const onDeno = 'Deno' in globalThis;

function isRefusedAuthority({ raw }: DetailedPeerCertificate): boolean {
  return onDeno && new X509Certificate(raw).ca;
}

function dateProblem({ valid_from: from, valid_to: to }: DetailedPeerCertificate) {
  if (Date.parse(to) < Date.now())
    return {
      text: `expired on ${day(to)}`,
      advice: 'Renew it in DSM, then look again: the new one has to be trusted.',
    };
  if (Date.parse(from) > Date.now())
    return { text: `is valid from ${day(from)} on`, advice: 'Check the clocks here and there.' };
  return undefined;
}

/** The runtimes tell one thing of several: what they have against the dates hides whether the issuer is trusted. */
function lacksTrust({ certificate, error, authorities }: Shown, isOutdated: boolean): boolean {
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
  { certificate, given }: Shown,
  isUntrusted: boolean,
  isMisnamed: boolean,
): Pick<Finding, 'advice' | 'certificate'> {
  const own = new X509Certificate(certificate.raw);
  const last = lastOf(certificate);
  const authority = last.checkIssued(last) || last.issuer === last.subject ? last : undefined;
  const advice: string[] = [];
  if (isRefusedAuthority(certificate))
    return { advice: 'Make one with CA:FALSE for the NAS, and give that with --ca.' };
  if (isUntrusted && given.length > 0) advice.push(whyGivenFails(own, given));
  if (isMisnamed) {
    const names = (certificate.subjectaltname ?? '').replaceAll(/(DNS|IP Address):/g, '');
    const use = names && `Use one of its names in the address (by DNS or the file hosts): ${names}; or `;
    advice.push(use ? `${use}get a certificate for this name.` : 'Get a certificate for this name.');
  }
  if (isUntrusted && !authority)
    advice.push(
      'The NAS does not send the one of its authority: export it in DSM (Control Panel › Security › Certificate), then --ca FILE.',
    );
  // The server's own is trusted by any name, its authority's outlives it.
  const saved = onDeno ? (isUntrusted ? authority : undefined) : isMisnamed ? own : (authority ?? own);
  if (!saved) return { advice: advice.join('\n') };
  const start = !onDeno && (isMisnamed || !authority) ? 'Or, if' : 'If';
  advice.push(
    `${start} it is yours, that is if DSM shows the same SHA-256 fingerprint, save what follows and give it with --ca FILE:`,
    saved.fingerprint256,
  );
  return { advice: advice.join('\n'), certificate: saved.toString() };
}

/** On Deno the given certificate may be the very one. */
function whyGivenFails(own: X509Certificate, given: readonly X509Certificate[]): string {
  if (!given.some(({ raw }) => raw.equals(own.raw)))
    return 'The NAS shows another certificate than --ca holds: was it renewed?';
  return 'The NAS shows the certificate that --ca holds, but Deno needs that of its authority.';
}

/** The last certificate of the chain: its root, or the last one that the server sends. */
function lastOf(certificate: DetailedPeerCertificate): X509Certificate {
  let last = certificate;
  // The last one is its own issuer, or has none.
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
