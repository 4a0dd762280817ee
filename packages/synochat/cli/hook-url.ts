import { lookup } from 'node:dns/promises';
import { UsageError } from './exit.ts';
import type { Finding } from './findings.ts';
import { ownAddresses } from './own-addresses.ts';
import { portIn } from './route.ts';
import { isLoopback, leadsToItself } from './where-to-enter.ts';

type Verdict = Omit<Finding, 'check'>;

/** Where this program listens. */
interface Place {
  readonly port: number;
  /** Whether only this machine reaches it. */
  readonly isAlone: boolean;
  /** The URL to enter in Chat. */
  readonly better: string;
}

/** Says of the URL that was entered in Chat why it may not lead here. Throws a `UsageError` for an invalid one. */
export async function judgeEntered(entered: string, place: Place): Promise<Finding> {
  const url = URL.canParse(entered) ? new URL(entered) : undefined;
  if (!url || !/^https?:$/.test(url.protocol))
    throw new UsageError('The URL that is entered in Chat begins with http:// or https://');
  const verdict = judgeLocal(url, place) ?? judgeScheme(url, place) ?? (await judgePlace(url, place));
  return { check: 'entered', ...verdict };
}

function judgeLocal({ hostname }: URL, { better }: Place): Verdict | undefined {
  if (!isLoopback(hostname) && !/^(0\.0\.0\.0|\[::\])$/.test(hostname)) return undefined;
  const remedy = leadsToItself(better) ? `${toListen}, and enter that` : `Enter ${better} instead`;
  return {
    result: 'problem',
    text: `In Chat ${hostname} is the NAS itself, not this machine`,
    advice: `${remedy}, unless this machine is the NAS.`,
  };
}

function judgeScheme(url: URL, { port }: Place): Verdict | undefined {
  if (url.protocol === 'http:') return undefined;
  return {
    result: 'unsure',
    text: 'The URL says https:// but this program speaks http',
    advice: `Change it to http://, unless a proxy speaks https there and forwards to port ${port}.`,
  };
}

async function judgePlace(url: URL, { port, isAlone }: Place): Promise<Verdict> {
  if (portIn(url) !== port)
    return {
      result: 'unsure',
      text: `The URL leads to port ${portIn(url)}, but this program listens on port ${port}`,
      advice: `Change it, or take --port ${portIn(url)}, unless a proxy forwards to port ${port}.`,
    };
  const name = url.hostname.replace(/^\[|\]$/g, '');
  const found = await lookup(name, { all: true }).catch(() => []);
  const own = ownAddresses();
  const addresses = found.map(({ address }) => address);
  if (addresses.length === 0)
    return { result: 'unsure', text: `The name ${name} is not known here`, advice: 'Does the NAS know it?' };
  if (!addresses.some((address) => own.includes(address)))
    return { result: 'unsure', text: `${name} is ${addresses.join(', ')}, which is no address of this machine` };
  const text = `The URL leads to port ${port} of this machine`;
  if (!isAlone) return { result: 'ok', text };
  const advice = `${toListen}, unless a proxy there forwards to this program.`;
  return { result: 'unsure', text: `${text}, but this program listens where only this machine reaches it`, advice };
}

const toListen = 'Start it with --host and an address of this machine in the network';
