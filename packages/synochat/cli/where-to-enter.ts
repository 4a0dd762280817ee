import type { Output } from './output.ts';

/** Whether only the machine itself reaches that host, written as in a URL. */
export function isLoopback(host: string): boolean {
  return /^(localhost|.*\.localhost|127\.[\d.]+|\[::1\]|\[::ffff:7f.*\])\.?$/.test(host);
}

/** Whether that URL leads to the machine of whoever calls it. */
export function leadsToItself(url: string): boolean {
  return URL.canParse(url) && isLoopback(new URL(url).hostname);
}

/** Prints what to enter in Chat, and that a NAS cannot reach it if only this machine can. */
export function noteUrls(urls: readonly string[], output: Output): void {
  output.note('Enter in Chat (Integration) as the address of an outgoing webhook, slash command or bot:');
  for (const url of urls) output.note(`  ${url}`);
  if (urls.every(leadsToItself))
    output.note(
      'A NAS cannot reach it: --host (or --base-url) must be an address of this machine in the network, unless this machine is the NAS.',
    );
}
