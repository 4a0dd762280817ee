import { parseAddress, verifyToken, type Webhook } from 'synochat';

/** 26 letters and digits of five bits each: 130 bits. */
const keyLength = 26;
const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/**
 * Returns the key of a webhook for addresses of the relay: 26 lower-case letters and digits.
 *
 * The key is the beginning of an HMAC-SHA-256 of the name, with the token of the webhook as secret. The key does not
 * lead back to the token, and ends when Chat regenerates the token. Sonarr and ntfy accept the key, because the key has
 * no other characters. Throws a `TypeError` if the webhook is no address of an incoming webhook.
 *
 * @param webhook The URL that Chat shows, or the parts of the URL.
 * @param name The name of the webhook, in any case. Default: `default`.
 * @example
 * ```ts
 * const key = await relayKey(process.env.SYNOCHAT_WEBHOOK!);
 * console.log(`Paste into a Slack field: http://relay.example:8080/slack/${key}`);
 * ```
 */
export async function relayKey(webhook: Webhook, name = 'default'): Promise<string> {
  const { token } = parseAddress(webhook, 'incoming');
  const encoder = new TextEncoder();
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const secret = await crypto.subtle.importKey('raw', encoder.encode(token), algorithm, false, ['sign']);
  const text = encoder.encode(`synochat relay ${name.toLowerCase()}`);
  return base32(new Uint8Array(await crypto.subtle.sign('HMAC', secret, text))).slice(0, keyLength);
}

/** Returns the name of the webhook with this key. The time does not depend on which key matches, or on how much of it. */
export function nameOf(received: string, keys: ReadonlyMap<string, string>): string | undefined {
  let found: string | undefined;
  for (const [name, key] of keys) if (verifyToken(received, key)) found = name;
  return found;
}

/** Encodes bytes in base32 of RFC 4648, in lower case and without padding. */
function base32(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xfff;
    bits += 8;
    for (; bits >= 5; bits -= 5) text += alphabet.charAt((value >> (bits - 5)) & 31);
  }
  return bits > 0 ? text + alphabet.charAt((value << (5 - bits)) & 31) : text;
}
