import { lookup } from 'node:dns/promises';
import { UsageError } from './exit.ts';
import type { Finding } from './findings.ts';
import { ownAddresses } from './own-addresses.ts';
import { portIn } from './route.ts';

type Verdict = Omit<Finding, 'check'>;

/** Says of the URL that was entered in Chat why it may not lead here. Throws a `UsageError` for an invalid one. */
export async function judgeEntered(entered: string, port: number, better: string): Promise<Finding> {
  const url = URL.canParse(entered) ? new URL(entered) : undefined;
  if (!url || !/^https?:$/.test(url.protocol))
    throw new UsageError('The URL that is entered in Chat begins with http:// or https://');
  const verdict = judgeLocal(url, better) ?? judgeScheme(url, port) ?? (await judgePlace(url, port));
  return { check: 'entered', ...verdict };
}

function judgeLocal({ hostname }: URL, better: string): Verdict | undefined {
  if (!/^(localhost|.*\.localhost|127\.[\d.]+|0\.0\.0\.0|\[::1?\]|\[::ffff:7f.*\])\.?$/.test(hostname))
    return undefined;
  return {
    result: 'problem',
    text: `In Chat ${hostname} is the NAS itself, not this machine`,
    advice: `Enter ${better} instead, unless this machine is the NAS.`,
  };
}

function judgeScheme(url: URL, port: number): Verdict | undefined {
  if (url.protocol === 'http:') return undefined;
  return {
    result: 'unsure',
    text: 'The URL says https:// but this program speaks http',
    advice: `Change it to http://, unless a proxy speaks https there and forwards to port ${port}.`,
  };
}

async function judgePlace(url: URL, port: number): Promise<Verdict> {
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
  return { result: 'ok', text: `The URL leads to port ${port} of this machine` };
}
