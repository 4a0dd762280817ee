import { lookup } from 'node:dns/promises';
import { BlockList, isIPv6 } from 'node:net';
import { networkInterfaces } from 'node:os';
import { UsageError } from './options.ts';

/**
 * Resolves `--host` to the address to listen on. Throws a `UsageError` for a name that is not known, and for an address
 * beyond loopback unless the network is let in: the address counts, whatever it is called.
 */
export async function addressOfHost(host: string, allowNetwork: boolean): Promise<string> {
  if (host === '') throw new UsageError('--host is empty: is a variable not set?');
  const { address } = await lookup(host).catch((error: unknown) => {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new UsageError(`--host: the name "${host}" is not known here (${code}).`);
  });
  if (allowNetwork || isLoopback(address)) return address;
  throw new UsageError(
    `--host ${host} opens the page, and with it every token and chat, to the network: add --allow-network, and the page asks for a key.`,
  );
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

function isLoopback(address: string): boolean {
  return loopback.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

/** IPv4 first: more apps reach it. */
function ownAddress(): string | undefined {
  const others = Object.values(networkInterfaces())
    .flatMap((addresses = []) => addresses)
    .filter(({ internal, address }) => !internal && !/^(fe[89ab]|169\.254\.)/iu.test(address));
  return (others.find(({ family }) => family === 'IPv4') ?? others[0])?.address;
}
