import { mistakeIn, mistakeInAddress } from '../../shared/token-mistakes.ts';

/** The parts of the address of a webhook or bot; the token as in Chat. */
export interface WebhookAddress {
  /** Host name or IP address of the NAS, without scheme and port. */
  readonly host: string;
  /** With or without the quotes of the copied URL. */
  readonly token: string;
  /** Default: 443 with https, else 80. A NAS without a proxy in front listens on 5001 and 5000. */
  readonly port?: number | undefined;
  /** Default: true. */
  readonly https?: boolean | undefined;
  /** Default: `/webapi/entry.cgi`. With an application alias `/chat/webapi/entry.cgi`. */
  readonly path?: string | undefined;
  /** If set, a function for the other kind throws. Default: the kind that the called function needs. */
  readonly kind?: 'incoming' | 'bot' | undefined;
}

/** The URL of a webhook or bot as copied from Chat, or the parts of the URL. */
export type Webhook = string | URL | WebhookAddress;

/** A checked address with all parts set; the host without brackets, the token without quotes. A `Webhook` itself. */
export type Address = { readonly [Part in keyof WebhookAddress]-?: Exclude<WebhookAddress[Part], undefined> };

/** The URL to call, the token to mask, and the name under which posts queue. */
export interface Endpoint {
  readonly url: string;
  readonly key: string;
  readonly token: string;
}

const api = 'SYNO.Chat.External';

/**
 * Returns the parts of an address, with the checks of every sender.
 *
 * A version and other parameters of the URL are not among the parts. Throws a `TypeError` that names the wrong part,
 * not the value, if the address belongs to no webhook or bot, or to the other kind.
 *
 * @param webhook The URL that Chat shows, or the parts of the URL.
 * @param kind The required kind. Default: the kind that the address names, or `incoming`.
 * @example
 * ```ts
 * const { host, port } = parseAddress(process.env.SYNOCHAT_WEBHOOK!);
 * console.log(`Messages go to ${host}, port ${port}`);
 * ```
 */
export function parseAddress(webhook: Webhook, kind?: 'incoming' | 'bot'): Address {
  const { url, token, copied } = readUrl(webhook, kind && (kind === 'bot' ? 'chatbot' : 'incoming'));
  const https = url.protocol === 'https:';
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    token,
    port: Number(url.port) || (https ? 443 : 80),
    https,
    path: url.pathname,
    kind: copied === 'chatbot' ? 'bot' : 'incoming',
  };
}

/**
 * Returns the endpoint of a method of Chat's external API, from the URL as copied out of Chat (token with `%22`, with
 * quotes or bare) or from the parts.
 *
 * Throws a new `TypeError` that names the wrong part, not the value: the runtimes' own errors print the whole URL.
 */
export function readEndpoint(webhook: Webhook, method: string): Endpoint {
  const { url, token } = readUrl(webhook, method);
  const { searchParams: query, host } = url;
  // The token in quotes, as in Chat's own URLs.
  const required = { api, method, version: query.get('version') ?? '2', token: `"${token}"` };
  url.search = String(new URLSearchParams({ ...required, ...Object.fromEntries(query), ...required }));
  url.hash = '';
  return { url: url.href, key: `${host} ${token}`, token };
}

function readUrl(webhook: Webhook, method?: string) {
  if (!webhook) throw wrong('URL', 'is an environment variable not set?');
  const text = typeof webhook === 'string' || webhook instanceof URL ? String(webhook).trim() : joinParts(webhook);
  // Checked before parsing: the parser drops line breaks and takes a backslash for a slash.
  const damage = mistakeInAddress(text);
  if (damage !== undefined) throw wrong('URL', damage);
  if (!URL.canParse(text)) throw wrong('URL, host or port', 'copy it from Chat again, without quotes');
  const url = new URL(text);
  const { searchParams: query } = url;
  if (!/^https?:$/.test(url.protocol)) throw wrong('scheme');
  if (url.port === '0') throw wrong('port', 'it is a number over 0');
  if (url.username || url.password) throw wrong('user name or password', 'leave them out');
  const twice = ['api', 'method', 'version', 'token'].find((name) => query.getAll(name).length > 1);
  if (twice !== undefined) throw wrong(twice, 'it is there twice');
  if ((query.get('api') ?? api) !== api) throw wrong('api');
  const named = query.get('method');
  const wanted = method ?? (named === 'chatbot' ? named : 'incoming');
  // Chat shows a single URL for a bot, whichever method is called.
  const copied = wanted === 'incoming' ? wanted : 'chatbot';
  if (![null, copied, wanted].includes(named))
    throw wrong('method', `it must be ${copied}: is it the URL of another integration?`);
  const token = unquote(query.get('token') ?? '');
  if (token === '') throw wrong('token', 'in a shell the URL stands in single quotes');
  const mistake = mistakeIn(token);
  if (mistake !== undefined) throw wrong('token', `it ${mistake}`);
  return { url, token, copied };
}

/** Returns the parts as a URL, which parses only if each part is valid. */
function joinParts(parts: Partial<WebhookAddress>): string {
  const { host = '', token = '', port, https = true, path = '/webapi/entry.cgi', kind } = parts;
  if (typeof host !== 'string' || !/^[^/?#@\\\s]+$/.test(host))
    throw wrong('host', 'it stands alone, without scheme and port');
  if (port !== undefined && !/^[1-9]\d*$/.test(String(port))) throw wrong('port', 'it is a number');
  if (typeof token !== 'string') throw wrong('token', 'it is a text');
  if (typeof path !== 'string' || !/^\/[^?#\\\s]*$/.test(path)) throw wrong('path');
  const bracketed = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  const query = new URLSearchParams({ token });
  if (kind) query.set('method', kind === 'bot' ? 'chatbot' : kind);
  return `http${https ? 's' : ''}://${bracketed}:${port ?? ''}${path}?${query}`;
}

function unquote(token: string): string {
  const text = token.replaceAll('%22', '"');
  let end = text.length;
  // Not by a pattern, which would search for the end from each place of a long run.
  while (/[\s"]/.test(text.charAt(end - 1))) end--;
  return text.slice(0, end).replace(/^[\s"]+/, '');
}

function wrong(part: string, advice = 'look at it again'): TypeError {
  return new TypeError(`Missing or wrong in the address of the webhook or bot: ${part} (${advice})`);
}
