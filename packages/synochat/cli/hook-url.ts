import { lookup } from 'node:dns/promises';
import { UsageError } from '@synochat/command-line';
import type { Finding, Verdict } from './findings.ts';
import { ownAddresses } from './own-addresses.ts';
import { portIn } from './route.ts';
import { isLoopback, leadsToItself } from './where-to-enter.ts';

/** The port of the program. */
interface ListeningPort {
  readonly port: number;
  /** Whether only the machine itself reaches the port. */
  readonly isLocal: boolean;
  /** The right URL for Chat. */
  readonly bestUrl: string;
}

/** Checks whether the URL of a hook in Chat leads to the program. Throws a `UsageError` if the URL is invalid. */
export async function judgeHookUrl(text: string, listening: ListeningPort): Promise<Finding> {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol))
    throw new UsageError('The URL is invalid: copy it from Chat, where it begins with http:// or https://');
  const verdict = judgeLocal(url, listening) ?? judgeScheme(url, listening) ?? (await judgeTarget(url, listening));
  return { check: 'entered', ...verdict };
}

function judgeLocal({ hostname }: URL, { bestUrl }: ListeningPort): Verdict | undefined {
  if (!isLoopback(hostname) && !/^(0\.0\.0\.0|\[::\])$/.test(hostname)) return undefined;
  const remedy = leadsToItself(bestUrl) ? `${startElsewhere}, and enter its URL` : `Enter ${bestUrl} instead`;
  return {
    result: 'problem',
    text: `In Chat ${hostname} is the NAS itself, not this machine`,
    advice: `${remedy}, unless this machine is the NAS.`,
  };
}

function judgeScheme(url: URL, { port }: ListeningPort): Verdict | undefined {
  if (url.protocol === 'http:') return undefined;
  return {
    result: 'unsure',
    text: 'The URL says https:// but this program speaks http',
    advice: `Change it to http://, unless a proxy speaks https there and forwards to port ${port}.`,
  };
}

async function judgeTarget(url: URL, { port, isLocal }: ListeningPort): Promise<Verdict> {
  if (portIn(url) !== port)
    return {
      result: 'unsure',
      text: `The URL leads to port ${portIn(url)}, but this program listens on port ${port}`,
      advice: `Change it, or use --port ${portIn(url)}, unless a proxy forwards to port ${port}.`,
    };
  const name = url.hostname.replace(/^\[|\]$/g, '');
  const results = await lookup(name, { all: true }).catch(() => []);
  const local = ownAddresses();
  const addresses = results.map(({ address }) => address);
  if (addresses.length === 0)
    return {
      result: 'unsure',
      text: `The name ${name} is not known here`,
      advice: 'Check whether the NAS knows it.',
    };
  if (!addresses.some((address) => local.includes(address)))
    return { result: 'unsure', text: `${name} is ${addresses.join(', ')}, which is no address of this machine` };
  const text = `The URL leads to port ${port} of this machine`;
  if (!isLocal) return { result: 'ok', text };
  const advice = `${startElsewhere}, unless a proxy there forwards to this program.`;
  return { result: 'unsure', text: `${text}, but this program listens where only this machine reaches it`, advice };
}

const startElsewhere = 'Start it with --host and an address of this machine in the network';
