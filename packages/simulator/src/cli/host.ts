import { lookup } from 'node:dns/promises';
import { BlockList, isIPv6 } from 'node:net';
import { networkInterfaces } from 'node:os';

/** Resolves a host to the address to listen on. Throws a `TypeError` for an empty host and for an unknown name. */
export async function lookUpHost(host: string): Promise<string> {
  if (host === '') throw new TypeError('host is empty: is a variable not set?');
  try {
    return (await lookup(host)).address;
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new TypeError(`host: The name "${host}" is not known here (${code}).`, { cause: error });
  }
}

/** The host for an address that can be opened elsewhere: for "all addresses" the first of this machine. */
export function hostToPrint(host: string, address: string): string {
  const name = isUnspecified(address) ? (ownAddress() ?? 'localhost') : host;
  return isIPv6(name) ? `[${name}]` : name;
}

/** Whether it means all addresses of this machine. */
export function isUnspecified(address: string): boolean {
  return ['0.0.0.0', '::', '::ffff:0.0.0.0', '::ffff:0:0'].includes(address);
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');
loopback.addSubnet('::ffff:127.0.0.0', 104, 'ipv6');

/** Returns whether only this machine reaches the address: the address counts, not the name that led to it. */
export function isLoopback(address: string): boolean {
  return loopback.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

/** IPv4 first: more apps reach it. */
function ownAddress(): string | undefined {
  const others = Object.values(networkInterfaces())
    .flatMap((addresses = []) => addresses)
    .filter(({ internal, address }) => !internal && !/^(fe[89ab]|169\.254\.)/iu.test(address));
  return (others.find(({ family }) => family === 'IPv4') ?? others[0])?.address;
}
