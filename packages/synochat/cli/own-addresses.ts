import { networkInterfaces } from 'node:os';

/** Returns all addresses of the machine, loopback included. */
export function ownAddresses(): string[] {
  return interfaces().map(({ address }) => address);
}

/** Returns the URLs by which the NAS may reach a port: the base URL, or a URL for each address of the machine. */
export function reachableAt(baseUrl: string | undefined, host: string | undefined, port: number): string[] {
  if (baseUrl !== undefined) return [baseUrl];
  const all = host === undefined || host === '0.0.0.0' || host === '::';
  const outward = interfaces().filter(({ internal, family }) => !internal && family === 'IPv4');
  const hosts = all ? outward.map(({ address }) => address) : [host];
  const names = hosts.length > 0 ? hosts : ['127.0.0.1'];
  return names.map((name) => urlAt(name, port));
}

/** Returns the URL of a port of a host. The host may be an IPv6 address. */
export function urlAt(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}/`;
}

function interfaces() {
  return Object.values(networkInterfaces()).flatMap((addresses = []) => addresses);
}
