import { lookup } from 'node:dns/promises';
import { connect } from 'node:net';
import { checkCertificate } from './certificate.ts';
import type { Finding } from './findings.ts';

/** Checks each step of the way to the NAS until a step fails. Sends no request. */
export async function* checkRoute(url: URL, timeout: number, ca: string | undefined): AsyncGenerator<Finding> {
  // Brackets belong to the URL, not to the address.
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = portIn(url);
  const name = await checkName(host);
  yield name;
  if (name.result !== 'ok') return;
  const connection = await checkConnection(host, port, timeout);
  yield connection;
  if (connection.result === 'ok' && url.protocol === 'https:') yield checkCertificate({ host, port, timeout, ca });
}

export function portIn({ port, protocol }: URL): number {
  return Number(port) || (protocol === 'https:' ? 443 : 80);
}

async function checkName(host: string): Promise<Finding> {
  try {
    const results = await lookup(host, { all: true });
    const addresses = results.map(({ address }) => address).join(', ');
    return {
      check: 'name',
      result: 'ok',
      text: addresses === host ? `${host} is an address` : `${host} is ${addresses}`,
    };
  } catch (error) {
    const isTemporary = (error as NodeJS.ErrnoException).code === 'EAI_AGAIN';
    return {
      check: 'name',
      result: isTemporary ? 'later' : 'problem',
      text: isTemporary ? `DNS does not answer for ${host}` : `The name ${host} is not known here`,
      advice:
        'Check the spelling, or use the IP address of the NAS. A .local name works only in the network of the NAS.',
    };
  }
}

function checkConnection(host: string, port: number, timeout: number): Promise<Finding> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const conclude = (finding: Omit<Finding, 'check'>) => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ check: 'connection', ...finding });
    };
    const timer = setTimeout(() => {
      const advice = 'A firewall may drop the connection: check the port, and the firewall in DSM and the router.';
      conclude({ result: 'later', text: `No answer from port ${port} within ${timeout / 1000} s`, advice });
    }, timeout);
    socket.on('connect', () => {
      conclude({ result: 'ok', text: `Port ${port} is open` });
    });
    socket.on('error', ({ code = 'unknown' }: NodeJS.ErrnoException) => {
      const advice = 'Check whether the NAS is on, and the port: the defaults of DSM are 5001 (https) and 5000 (http).';
      conclude({ result: 'later', text: `No connection to port ${port} (${code})`, advice });
    });
  });
}
