/** A shared file as described by a link. */
export interface LinkedFile {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly expires: number;
  /** Bytes. */
  readonly size: number;
  /** In ASCII. */
  readonly type: string;
  readonly name: string;
}

/** Writes and reads links. */
export interface Links {
  /** Returns the link of a file. */
  write(file: LinkedFile): Promise<string>;
  /** Returns the file of a link, or undefined for an address not signed with the secret. */
  read(url: string): Promise<LinkedFile | undefined>;
}

/**
 * Returns the writer and reader of links: `{baseUrl}/{id, expires, size and type}.{signature}/{name}`.
 *
 * A link holds everything about the file under an HMAC-SHA-256 of full length, so every process with the secret can
 * serve the file. Throws a `TypeError` for an invalid base address or secret; the error does not hold the value.
 */
export function createLinks(baseUrl: string | URL, secret: string): Links {
  const base = readBaseUrl(String(baseUrl));
  if (typeof secret !== 'string' || secret.length < 16)
    throw new TypeError('The secret is missing or shorter than 16 characters');
  // Stores the key, not the promise: on Workers a promise belongs to the request that made it.
  let key: CryptoKey | undefined;
  const getKey = async () => (key ??= await importKey(secret));
  return {
    async write({ id, expires, size, type, name }) {
      const claims = toBase64(JSON.stringify([id, expires, size, type]));
      const signature = await crypto.subtle.sign('HMAC', await getKey(), signedText(claims, name));
      return `${base}/${claims}.${toBase64(binary(new Uint8Array(signature)))}/${encodeURIComponent(name)}`;
    },
    async read(url) {
      // Not by `new URL`, which throws: a malformed `Host` gives `http://[/files/…` on Deno, and `/files/…` on Bun.
      const [, claims = '', signature = '', encodedName = ''] = pattern.exec(url.replace(/[?#].*/s, '')) ?? [];
      const name = decodePart(encodedName);
      if (!name) return undefined;
      const sent = Uint8Array.from(fromBase64(signature), (sign) => sign.charCodeAt(0));
      if (!(await crypto.subtle.verify('HMAC', await getKey(), sent, signedText(claims, name)))) return undefined;
      const [id, expires, size, type] = JSON.parse(fromBase64(claims)) as [string, number, number, string];
      return { id, expires, size, type, name };
    },
  };
}

/** Returns 128 random bits as base64url: links cannot be guessed, and no two files share an id. */
export function randomId(): string {
  return toBase64(binary(crypto.getRandomValues(new Uint8Array(16))));
}

// 43 characters of base64url hold 32 bytes and two bits more, which must be zero: there is a single way to write a signature.
const pattern = /\/([\w-]+)\.([\w-]{42}[AEIMQUYcgkosw048])\/([^/]+)$/u;

function readBaseUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '' || /[?#]/.test(text))
    throw new TypeError('baseUrl must be an absolute http or https address without user, query and hash');
  return url.origin + url.pathname.replace(/^(.*[^/])?\/*$/, '$1');
}

function importKey(secret: string): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', utf8(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']);
}

/** Returns the signed text. The text begins with the purpose, because the secret may sign other data too. */
function signedText(claims: string, name: string): Uint8Array<ArrayBuffer> {
  return utf8(`synochat/files ${claims}/${name}`);
}

function decodePart(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function binary(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

/** Encodes a text whose characters are bytes as base64url. */
function toBase64(text: string): string {
  return btoa(text).replace(/[+/=]/g, (sign) => ({ '+': '-', '/': '_' })[sign] ?? '');
}

function fromBase64(text: string): string {
  return atob(text.replaceAll('-', '+').replaceAll('_', '/'));
}
