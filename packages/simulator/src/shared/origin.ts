import { whyPortRefused } from './refused-ports.ts';

/**
 * Returns why a text cannot be the origin of a server, or undefined. The sentence does not repeat the text, which may
 * hold a token.
 */
export function whyNoOrigin(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) return 'Pass an address that begins with http:// or https://.';
  if (url.href !== `${url.origin}/`)
    return 'Pass an origin such as http://nas.example:5000, without user, path, query and fragment.';
  return whyPortRefused(url.port);
}
