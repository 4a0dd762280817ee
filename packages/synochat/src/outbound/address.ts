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

/** The methods of Chat's external API: those that post have a kind of token each, those that ask take a bot's. */
export type Method = 'incoming' | 'chatbot' | 'user_list' | 'channel_list' | 'post_list' | 'post_file_get';

/** What to call, and under which name its posts queue up. */
export interface Endpoint {
  readonly url: string;
  readonly key: string;
  readonly token: string;
}

const api = 'SYNO.Chat.External';

/**
 * The endpoint of a method of Chat's external API, from the URL as copied out of Chat (token with `%22`, with quotes
 * or bare) or from its parts.
 *
 * Throws a fresh `TypeError` that names the wrong part without its value: the runtimes' own errors print the whole URL.
 */
export function readAddress(webhook: string | URL | WebhookAddress, method: Method): Endpoint {
  if (!webhook) throw wrong('URL', 'is an environment variable not set?');
  const text = typeof webhook === 'string' || webhook instanceof URL ? String(webhook) : buildUrl(webhook).href;
  const name = `${method} ${text}`;
  const known = endpoints.get(name);
  if (known) return known;
  const endpoint = readUrl(parseUrl(text.trim(), 'URL'), method);
  // A program has a handful of addresses; one that has thousands reads them again.
  if (endpoints.size >= 1000) endpoints.clear();
  endpoints.set(name, endpoint);
  return endpoint;
}

/** Those that were read: reading takes longer than all else that is done when a message is sent, and many may wait. */
const endpoints = new Map<string, Endpoint>();

function readUrl(url: URL, method: Method): Endpoint {
  const { searchParams: query } = url;
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw wrong('scheme');
  if (url.username !== '' || url.password !== '') throw wrong('user name or password, which it must not have,');
  if ((query.get('api') ?? api) !== api) throw wrong('api');
  // A bot has one URL to copy, whatever is asked of it.
  const copied = method === 'incoming' ? method : 'chatbot';
  if (![null, copied, method].includes(query.get('method')))
    throw wrong(`method, which must be ${copied},`, 'is it the URL of another kind of integration?');
  const token = unquote(query.get('token') ?? '');
  if (token === '') throw wrong('token', 'in a shell the URL stands in single quotes');
  const rest = [...query].filter(([name]) => !['api', 'method', 'version', 'token'].includes(name));
  // Quoted, as Chat itself writes it.
  url.search = String(
    new URLSearchParams([
      ['api', api],
      ['method', method],
      ['version', query.get('version') ?? '2'],
      ['token', `"${token}"`],
      ...rest,
    ]),
  );
  url.hash = '';
  return { url: url.href, key: `${url.host} ${token}`, token };
}

function parseUrl(text: string, part: string): URL {
  if (!URL.canParse(text)) throw wrong(part, 'copy it from Chat, without quotes around it');
  return new URL(text);
}

function buildUrl({ host, token, port, https = true, path = '/webapi/entry.cgi' }: WebhookAddress): URL {
  if (typeof host !== 'string' || !/^([^\s/?#@\\%:]+|\[?[\da-f:.]+]?)$/i.test(host))
    throw wrong('host', 'it stands alone, without scheme and port');
  if (port !== undefined && !(port > 0 && port < 65_536 && Number.isInteger(port)))
    throw wrong('port', 'it is a number');
  if (!/^\/[^?#]*$/.test(path)) throw wrong('path');
  const url = parseUrl(
    `${https ? 'https' : 'http'}://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${port ?? ''}${path}`,
    'host',
  );
  if (typeof token === 'string') url.searchParams.set('token', token);
  return url;
}

function unquote(token: string): string {
  return token.replace(/^(\s|"|%22)+|(\s|"|%22)+$/g, '');
}

function wrong(part: string, advice = ''): TypeError {
  return new TypeError(
    `In the address of the webhook or bot the ${part} is missing or wrong${advice && `: ${advice}`}`,
  );
}
