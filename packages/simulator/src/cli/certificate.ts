import { isIP } from 'node:net';
import { connect } from 'node:tls';
import type { CheckCertificate } from '../shared/world.ts';

/**
 * Checks the certificate of an address against the authorities of Node, `NODE_EXTRA_CA_CERTS` included. Rejects if the
 * address cannot be reached or speaks no TLS.
 */
export const checkCertificate: CheckCertificate = (url, signal) =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const host = hostname.replace(/^\[|\]$/g, '');
    const servername = isIP(host) === 0 ? { servername: host } : {};
    // Finish the handshake with any certificate: an aborted handshake gives no verdict.
    const socket = connect({ host, port: Number(port || 443), rejectUnauthorized: false, ...servername });
    const stop = () => socket.destroy(new Error('the certificate did not arrive in time'));
    signal.addEventListener('abort', stop, { once: true });
    socket.once('error', reject);
    socket.once('close', () => {
      signal.removeEventListener('abort', stop);
    });
    socket.once('secureConnect', () => {
      const { authorized, authorizationError } = socket;
      socket.destroy();
      resolve(authorized ? undefined : String(authorizationError));
    });
  });
