import type { Output } from '@synochat/command-line';

/** Returns whether only the machine itself reaches a host of a URL. */
export function isLoopback(host: string): boolean {
  return /^(localhost|.*\.localhost|127\.[\d.]+|\[::1\]|\[::ffff:7f.*\])\.?$/.test(host);
}

/** Returns whether a URL leads back to the machine of the caller. */
export function leadsToItself(url: string): boolean {
  return URL.canParse(url) && isLoopback(new URL(url).hostname);
}

/** Prints the URLs to enter in Chat, and a warning if only the machine itself reaches the URLs. */
export function noteUrls(urls: readonly string[], output: Output): void {
  output.note('Enter in Chat (Integration) as the address of an outgoing webhook, slash command or bot:');
  for (const url of urls) output.note(`  ${url}`);
  if (urls.every(leadsToItself))
    output.note(
      'A NAS cannot reach it: --host (or --base-url) must be an address of this machine in the network, unless this machine is the NAS.',
    );
}
