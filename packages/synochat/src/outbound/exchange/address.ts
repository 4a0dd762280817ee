import { mistakeIn, mistakeInAddress } from '../../shared/token-mistakes.ts';

/** A webhook or bot by its parts; the token as Chat shows it. */
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
}

/** The URL of a webhook or bot as copied from Chat, or its parts. */
export type Webhook = string | URL | WebhookAddress;

/** The methods of Chat's external API: those that post have a kind of token each, those that ask take a bot's. */
export type Method = 'incoming' | 'chatbot' | 'user_list' | 'channel_list' | 'post_list' | 'post_file_get';

/** What to call, and under which name its posts queue up. */
export interface Endpoint {
  readonly url: string;
  readonly key: string;
  readonly token: string;
  /** The key as a shared limiter sees it, once there is one: no store of keys is to hold a token. */
  hash?: string;
}

const api = 'SYNO.Chat.External';

/**
 * The endpoint of a method of Chat's external API, from the URL as copied out of Chat (token with `%22`, with quotes
 * or bare) or from its parts.
 *
 * Throws a fresh `TypeError` that names the wrong part without its value: the runtimes' own errors print the whole URL.
 */
export function readAddress(webhook: Webhook, method: Method): Endpoint {
  if (!webhook) throw wrong('URL', 'is an environment variable not set?');
  const text = typeof webhook === 'string' || webhook instanceof URL ? String(webhook).trim() : joinParts(webhook);
  const name = `${method} ${text}`;
  const known = endpoints.get(name);
  if (known) return known;
  // Looked for first: the parser drops line breaks and takes a backslash for a slash.
  const mistake = mistakeInAddress(text);
  if (mistake !== undefined) throw wrong('URL', mistake);
  if (!URL.canParse(text)) throw wrong('URL, host or port', 'copy it from Chat, without quotes around it');
  const endpoint = readUrl(new URL(text), method);
  // A program has a handful of addresses; one that has thousands reads them again.
  if (endpoints.size >= 1000) endpoints.clear();
  endpoints.set(name, endpoint);
  return endpoint;
}

/** Those that were read: reading takes longer than all else that is done when a message is sent, and many may wait. */
const endpoints = new Map<string, Endpoint>();

/** The parts as a URL, which parses only if each of them is what it should be. */
function joinParts({ host = '', token = '', port, https = true, path = '/webapi/entry.cgi' }: Partial<WebhookAddress>) {
  if (typeof host !== 'string' || !/^[^/?#@\\\s]+$/.test(host))
    throw wrong('host', 'it stands alone, without scheme and port');
  if (port !== undefined && !/^[1-9]\d*$/.test(String(port))) throw wrong('port', 'it is a number');
  if (typeof token !== 'string') throw wrong('token', 'it is a text');
  if (typeof path !== 'string' || !/^\/[^?#\\\s]*$/.test(path)) throw wrong('path');
  const bracketed = host.replace(/^[^[:]*:.*$/, '[$&]');
  return `http${https ? 's' : ''}://${bracketed}:${port ?? ''}${path}?${new URLSearchParams({ token })}`;
}

function readUrl(url: URL, method: Method): Endpoint {
  const { searchParams: query } = url;
  if (!/^https?:$/.test(url.protocol)) throw wrong('scheme');
  if (url.username || url.password) throw wrong('user name or password', 'leave them out');
  const twice = ['api', 'method', 'version', 'token'].find((name) => query.getAll(name).length > 1);
  if (twice !== undefined) throw wrong(twice, 'it is there twice: copy the URL from Chat again');
  if ((query.get('api') ?? api) !== api) throw wrong('api');
  // A bot has one URL to copy, whatever is asked of it.
  const copied = method === 'incoming' ? method : 'chatbot';
  if (![null, copied, method].includes(query.get('method')))
    throw wrong('method', `it must be ${copied}; is it the URL of another kind of integration?`);
  const token = unquote(query.get('token') ?? '');
  if (token === '') throw wrong('token', 'in a shell the URL stands in single quotes');
  const mistake = mistakeIn(token);
  if (mistake !== undefined) throw wrong('token', `it ${mistake}`);
  // Quoted, as Chat itself writes it.
  const own = { api, method, version: query.get('version') ?? '2', token: `"${token}"` };
  const rest = [...query].filter(([name]) => !Object.hasOwn(own, name));
  url.search = String(new URLSearchParams([...Object.entries(own), ...rest]));
  url.hash = '';
  return { url: url.href, key: `${url.host} ${token}`, token };
}

function unquote(token: string): string {
  const text = token.replaceAll('%22', '"');
  let end = text.length;
  // Not by a pattern: it would look for the end from each place of a long run.
  while (/[\s"]/.test(text.charAt(end - 1))) end--;
  return text.slice(0, end).replace(/^[\s"]+/, '');
}

function wrong(part: string, advice = 'look at it again'): TypeError {
  return new TypeError(`Missing or wrong in the address of the webhook or bot: ${part} (${advice})`);
}
