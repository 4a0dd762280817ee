import { networkInterfaces } from 'node:os';

/** All addresses of this machine, those of loopback included. */
export function ownAddresses(): string[] {
  return interfaces().map(({ address }) => address);
}

/** The URLs by which the NAS may reach a server of this machine: the given one, or one for each address it may use. */
export function reachableAt(baseUrl: string | undefined, host: string | undefined, port: number): string[] {
  if (baseUrl !== undefined) return [baseUrl];
  const all = host === undefined || host === '0.0.0.0' || host === '::';
  const outward = interfaces().filter(({ internal, family }) => !internal && family === 'IPv4');
  const hosts = all ? outward.map(({ address }) => address) : [host];
  const names = hosts.length > 0 ? hosts : ['127.0.0.1'];
  return names.map((name) => urlAt(name, port));
}

/** The URL of a port of that host, which may be an address of IPv6. */
export function urlAt(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}/`;
}

function interfaces() {
  return Object.values(networkInterfaces()).flatMap((addresses = []) => addresses);
}
