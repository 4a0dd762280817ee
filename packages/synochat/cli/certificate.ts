import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import tls, { connect, rootCertificates } from 'node:tls';
import { judge } from './certificate-verdict.ts';
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
    const given = readGiven(ca);
    // As `trust` of synochat/tls has it.
    const authorities = [...ownAuthorities(), ...given.map(String)];
    const trusted = ca === undefined ? {} : { ca: authorities, allowPartialTrustChain: true };
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
      const error = socket.authorized ? '' : String(socket.authorizationError);
      conclude(judge({ certificate: socket.getPeerCertificate(true), error, host, given, authorities }));
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

/** The certificates in PEM text that `trust` has read before. */
function readGiven(ca = ''): X509Certificate[] {
  const bodies = ca.matchAll(/-----BEGIN CERTIFICATE-----(.*?)-----END CERTIFICATE-----/gs);
  return Array.from(bodies, ([, body = '']) => new X509Certificate(Buffer.from(body, 'base64')));
}

function ownAuthorities(): readonly string[] {
  // Node before 22.15 tells of those that are bundled with it, and of no more.
  return 'getCACertificates' in tls ? tls.getCACertificates('default') : rootCertificates;
}
