import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { judgeCertificate } from './certificate-verdict.ts';
import type { Finding } from './findings.ts';

/** The server whose certificate is checked. */
interface Target {
  readonly host: string;
  readonly port: number;
  /** Milliseconds. */
  readonly timeout: number;
  /** Further trusted certificates as PEM text. */
  readonly ca: string | undefined;
}

/**
 * Checks whether the machine trusts the certificate of a server, and names the certificate to trust. Makes only the
 * handshake.
 */
export function checkCertificate({ host, port, timeout, ca }: Target): Promise<Finding> {
  return new Promise((resolve) => {
    const pinned = readCertificates(ca);
    // The same authorities as `trust` of synochat/tls.
    const authorities = [...defaultAuthorities(), ...pinned.map(String)];
    const trusted = ca === undefined ? {} : { ca: authorities, allowPartialTrustChain: true };
    const name = isIP(host) ? {} : { servername: host };
    // Accept any certificate: the connection sends no data.
    const socket = process
      .getBuiltinModule('node:tls')
      .connect({ host, port, rejectUnauthorized: false, ...name, ...trusted });
    const conclude = (finding: Omit<Finding, 'check'>) => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ check: 'certificate', ...finding });
    };
    const timer = setTimeout(() => {
      conclude({ result: 'later', text: `No TLS handshake within ${timeout / 1000} s`, advice: portAdvice });
    }, timeout);
    socket.on('secureConnect', () => {
      const error = socket.authorized ? '' : String(socket.authorizationError);
      conclude(judgeCertificate({ certificate: socket.getPeerCertificate(true), error, host, pinned, authorities }));
    });
    socket.on('error', ({ code = 'unknown' }: NodeJS.ErrnoException) => {
      conclude({
        result: 'problem',
        text: `Port ${port} does not speak TLS as expected (${code})`,
        advice: portAdvice,
      });
    });
  });
}

const portAdvice = 'Check the port: the defaults of DSM are 5001 for https and 5000 for http.';

/** Returns the certificates of a PEM text. `trust` has already read the same text. */
function readCertificates(ca = ''): X509Certificate[] {
  const bodies = ca.matchAll(/-----BEGIN CERTIFICATE-----(.*?)-----END CERTIFICATE-----/gs);
  return Array.from(bodies, ([, body = '']) => new X509Certificate(Buffer.from(body, 'base64')));
}

function defaultAuthorities(): readonly string[] {
  // Node before 22.15 lists only the bundled authorities.
  const tls = process.getBuiltinModule('node:tls');
  const { rootCertificates } = tls;
  return 'getCACertificates' in tls ? tls.getCACertificates('default') : rootCertificates;
}
