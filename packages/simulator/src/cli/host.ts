import { lookup } from 'node:dns/promises';
import { BlockList, isIPv6 } from 'node:net';
import { networkInterfaces } from 'node:os';

/** Resolves a host to the address to listen on. Throws a `TypeError` if the host is empty or unknown. */
export async function lookUpHost(host: string): Promise<string> {
  if (typeof host !== 'string') throw new TypeError('host: Pass a name or an address of this machine.');
  if (host === '') throw new TypeError('host is empty: is a variable not set?');
  try {
    return (await lookup(host)).address;
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new TypeError(`host: The name "${host}" is not known here (${code}).`, { cause: error });
  }
}

/** Returns a host for printed addresses: the host itself, or the first address of the machine for "all addresses". */
export function hostToPrint(host: string, address: string): string {
  const name = isUnspecified(address) ? (outwardAddress() ?? 'localhost') : host;
  return isIPv6(name) ? `[${name}]` : name;
}

/** Returns whether an address means all addresses of the machine. */
export function isUnspecified(address: string): boolean {
  return ['0.0.0.0', '::', '::ffff:0.0.0.0', '::ffff:0:0'].includes(address);
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');
loopback.addSubnet('::ffff:127.0.0.0', 104, 'ipv6');

/** Returns whether only the machine itself reaches an address. */
export function isLoopback(address: string): boolean {
  return loopback.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

/** Returns an address of the machine in the network. IPv4 comes first: more apps can connect by IPv4. */
function outwardAddress(): string | undefined {
  const others = Object.values(networkInterfaces())
    .flatMap((addresses = []) => addresses)
    .filter(({ internal, address }) => !internal && !/^(fe[89ab]|169\.254\.)/i.test(address));
  return (others.find(({ family }) => family === 'IPv4') ?? others[0])?.address;
}
