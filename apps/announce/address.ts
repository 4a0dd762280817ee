import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv6 } from 'node:net';
import { WrongUse } from './script.ts';

/** Where a server for the NAS listens, and the address by which the NAS finds it. */
export interface OwnAddress {
  readonly hostname: string;
  /** 0 for any that is free. */
  readonly port: number;
  readonly baseUrl: (port: number) => string;
}

/**
 * The address of this machine on the way to the NAS, or `given`, as `http://10.0.0.7:3000`, where the NAS sees another:
 * from inside a container, for instance. Throws `WrongUse` for what is no such address.
 */
export async function addressTowards(webhook: string, given: string | undefined): Promise<OwnAddress> {
  if (given) {
    if (!/^http:\/\/[^/?#@]+\/?$/.test(given) || !URL.canParse(given))
      throw new WrongUse('FILES_URL must be http, a host and a port: http://10.0.0.7:3000');
    return { hostname: '0.0.0.0', port: Number(new URL(given).port || 80), baseUrl: () => given };
  }
  if (!URL.canParse(webhook)) throw new WrongUse('SYNOCHAT_WEBHOOK is no web address');
  const hostname = await ownAddress(new URL(webhook).hostname.replace(/^\[|\]$/g, ''));
  const host = isIPv6(hostname) ? `[${hostname}]` : hostname;
  return { hostname, port: 0, baseUrl: (port) => `http://${host}:${port}` };
}

/** Connecting a datagram socket sends nothing, but makes the system choose the interface. */
async function ownAddress(host: string): Promise<string> {
  const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4');
  try {
    socket.connect(9, host);
    await once(socket, 'connect');
    return socket.address().address;
  } catch {
    throw new WrongUse('There is no way from here to the host of SYNOCHAT_WEBHOOK: check it, or set FILES_URL');
  } finally {
    socket.close();
  }
}
