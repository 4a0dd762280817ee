/**
 * Returns whether a URL's host or an IP address is link-local or answers with a cloud's credentials. Anyone who makes
 * this machine send a request reaches such an address without a password. IPv4 inside IPv6 counts as IPv4.
 */
export function isLinkLocal(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '').replace(/%.*$/s, '');
  if (!name.includes(':'))
    return metadataAddresses.has(name.toLowerCase().replace(/\.$/, '')) || /^169\.254\.\d+\.\d+$/.test(name);
  const groups = groupsOf(name);
  // fe80::/10
  if (((groups[0] ?? 0) & 0xffc0) === 0xfe80) return true;
  const inner = embeddedIn(groups);
  return (
    metadataAddresses.has(groups.map((group) => group.toString(16)).join(':')) ||
    (inner !== undefined && isLinkLocal(inner))
  );
}

/**
 * Addresses that are not link-local but answer like 169.254.169.254: Google, Alibaba, Azure, Oracle, Amazon, Google.
 */
const metadataAddresses = new Set([
  'metadata.google.internal',
  '100.100.100.200',
  '168.63.129.16',
  '192.0.0.192',
  'fd00:ec2:0:0:0:0:0:254',
  'fd20:ce:0:0:0:0:0:254',
]);

/** Returns the eight numbers of an IPv6 address, or an empty array for an invalid address. */
function groupsOf(address: string): number[] {
  if (!URL.canParse(`http://[${address}]/`)) return [];
  const [head = '', tail] = new URL(`http://[${address}]/`).hostname.slice(1, -1).split('::');
  const [before, after] = [head, tail ?? ''].map((part) =>
    part.split(':').flatMap((group) => (group === '' ? [] : [Number.parseInt(group, 16)])),
  ) as [number[], number[]];
  return [...before, ...new Array<number>(8 - before.length - after.length).fill(0), ...after];
}

/** Returns the IPv4 address in a mapped, compatible, translated (NAT64) or 6to4 address. */
function embeddedIn(groups: readonly number[]): string | undefined {
  const [first, second, third, fourth] = groups;
  const isTail = (first === 0 && second === 0 && third === 0 && fourth === 0) || (first === 0x64 && second === 0xff9b);
  const pair = first === 0x2002 ? groups.slice(1, 3) : isTail ? groups.slice(6) : undefined;
  return pair?.flatMap((group) => [group >> 8, group & 0xff]).join('.');
}
