import { isIP } from 'node:net';
import { connect } from 'node:tls';
import type { CheckCertificate } from '../shared/world.ts';

/**
 * Shakes hands with the address and looks at its certificate as a client with Node's authorities would, those of
 * `NODE_EXTRA_CA_CERTS` among them. Rejects if the address
 * cannot be reached or speaks no TLS.
 */
export const checkCertificate: CheckCertificate = (url, signal) =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const host = hostname.replace(/^\[|\]$/gu, '');
    const servername = isIP(host) === 0 ? { servername: host } : {};
    // Not refused during the handshake: only what was received to the end can be judged.
    const socket = connect({ host, port: Number(port || 443), rejectUnauthorized: false, ...servername });
    const stop = () => socket.destroy(new Error('the certificate did not come in time'));
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
