import { isIPv6 } from 'node:net';
import { networkInterfaces } from 'node:os';
import { columns } from '@synochat/command-line';
import { relayAddresses } from '../addresses.ts';
import type { RelayedWebhook } from './webhooks.ts';

/** Returns the lines that say what to paste into which tool. The lines hold keys, but no address of Chat. */
export function addressTable(webhooks: ReadonlyMap<string, RelayedWebhook>, origin: string): string {
  const parts = Array.from(webhooks, ([name, { key }]) => {
    const rows = relayAddresses(origin, key).map(({ kind, tools, paste }) => [kind, paste, `(${tools}, …)`]);
    return `For the webhook ${name}:\n${columns(rows)
      .map((line) => `  ${line}`)
      .join('\n')}`;
  });
  return `Paste one of these into your tool. A person with an address can post: keep it as secret as a password.

${parts.join('\n\n')}
`;
}

/** Returns the beginning of addresses if the user sets none: the chosen host, or the first IPv4 address of this machine. */
export function guessOrigin({ host, port }: { readonly host: string | undefined; readonly port: number }): string {
  return `http://${hostToPrint(host)}:${port}`;
}

function hostToPrint(host: string | undefined): string {
  if (host !== undefined && !['0.0.0.0', '::'].includes(host)) return isIPv6(host) ? `[${host}]` : host;
  const addresses = Object.values(networkInterfaces()).flatMap((each = []) => each);
  return addresses.find(({ internal, family }) => !internal && family === 'IPv4')?.address ?? 'localhost';
}
