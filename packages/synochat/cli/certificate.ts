import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { connect, type DetailedPeerCertificate, rootCertificates, type TLSSocket } from 'node:tls';
import type { Finding } from './findings.ts';

interface Place {
  readonly host: string;
  readonly port: number;
  /** Milliseconds. */
  readonly timeout: number;
  /** Trusted beside the usual ones; PEM text. */
  readonly ca: string | undefined;
}

/** Whether the server's certificate is trusted here, and if not which one to trust. Only the handshake is made. */
export function readCertificate({ host, port, timeout, ca }: Place): Promise<Finding> {
  return new Promise((resolve) => {
    const trusted = ca === undefined ? {} : { ca: [...rootCertificates, ca] };
    const name = isIP(host) ? {} : { servername: host };
    // Whoever it is: nothing is said to it.
    const socket = connect({ host, port, rejectUnauthorized: false, ...name, ...trusted });
    const conclude = (finding: Omit<Finding, 'check'>) => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ check: 'certificate', ...finding });
    };
    const timer = setTimeout(() => {
      conclude({ result: 'later', text: `No TLS handshake within ${timeout / 1000} s`, advice: plainAdvice });
    }, timeout);
    socket.on('secureConnect', () => {
      conclude(judge(socket, ca !== undefined));
    });
    socket.on('error', ({ code = 'unknown' }: NodeJS.ErrnoException) => {
      conclude({
        result: 'problem',
        text: `Port ${port} does not speak TLS as expected (${code})`,
        advice: plainAdvice,
      });
    });
  });
}

const plainAdvice = 'Is it the port for http? DSM has 5001 for https and 5000 for http unless somebody changed it.';

function judge(socket: TLSSocket, withCa: boolean): Omit<Finding, 'check'> {
  const certificate = socket.getPeerCertificate(true);
  const until = new Date(certificate.valid_to);
  if (socket.authorized) return { result: 'ok', text: `The certificate is trusted, until ${day(until)}` };
  const why = String(socket.authorizationError);
  const from = new Date(certificate.valid_from);
  if (until.getTime() < Date.now())
    return { result: 'problem', text: `The certificate expired on ${day(until)}`, advice: 'Renew it in DSM.' };
  if (from.getTime() > Date.now())
    return {
      result: 'problem',
      text: `The certificate is valid from ${day(from)} on`,
      advice: 'Check the clocks here and there.',
    };
  if (/ALTNAME|HOSTNAME/i.test(why)) {
    const names = (certificate.subjectaltname ?? '').replaceAll(/(DNS|IP Address):/g, '');
    const advice = `Use one of its names in the address${names && `: ${names}`}; or get a certificate for this name.`;
    return { result: 'problem', text: 'The certificate is for another name', advice };
  }
  return untrusted(certificate, why, withCa);
}

function untrusted(certificate: DetailedPeerCertificate, why: string, withCa: boolean): Omit<Finding, 'check'> {
  const text = `The certificate is not trusted ${withCa ? 'by --ca' : 'here'} (${why})`;
  const authority = topOf(certificate);
  if (!authority)
    return {
      result: 'problem',
      text,
      advice:
        'The NAS does not send the one of its authority: export it in DSM (Control Panel › Security › Certificate), then --ca FILE.',
    };
  return {
    result: 'problem',
    text,
    advice: `If it is yours, that is if DSM shows the same SHA-256 fingerprint, save what follows and give it with --ca FILE:
${authority.fingerprint256}`,
    certificate: authority.toString(),
  };
}

/** The certificate that the others are signed by; undefined where the server leaves it out. */
function topOf(certificate: DetailedPeerCertificate): X509Certificate | undefined {
  let top = certificate;
  // The last one is its own issuer, or has none.
  while (Object.hasOwn(top, 'issuerCertificate') && (top.issuerCertificate as unknown) && top.issuerCertificate !== top)
    top = top.issuerCertificate;
  const found = new X509Certificate(top.raw);
  return found.checkIssued(found) || found.issuer === found.subject ? found : undefined;
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}
