import type { Failure } from '../../shared/failure.ts';
import { connectionLost, type FailureRow, failureOf } from './failures.ts';

/** The members of an error and of the causes, from the outside in. */
type CauseChain = readonly Readonly<Record<string, unknown>>[];

/**
 * Returns the failure that an error of `fetch` means; `isUnread` if the body of the request was never read.
 *
 * Node and Bun give a code (Node in the cause), Deno only a sentence, Workers no reason: there it stays unknown whether
 * the message arrived. A request is safe to retry only if provably no connection was made.
 */
export function transportFailure(error: unknown, isUnread = false): Failure {
  const failures = chainsOf(error).map((chain) => judgeChain(chain, isUnread));
  // If the name has several addresses, an attempt in doubt leaves the request in doubt.
  return failures.find(({ posted }) => posted !== 'no') ?? failures[0] ?? judgeChain([], isUnread);
}

/** Returns the chain of each failed attempt: Node tries the addresses of a name in turn and throws all errors as a single error. */
function chainsOf(error: unknown, depth = 0): CauseChain[] {
  const chain: CauseChain[number][] = [];
  // A caller's own fetch may throw anything, even an error that is its own cause.
  for (let link = error; link !== undefined && chain.length < 5; link = chain.at(-1)?.['cause'])
    chain.push(Object(link) as CauseChain[number]);
  const several = chain.map((link) => link['errors']).find((errors) => Array.isArray(errors) && errors.length > 0);
  if (!several) return [chain];
  return depth < 3 ? (several as unknown[]).slice(0, 99).flatMap((each) => chainsOf(each, depth + 1)) : [[]];
}

const never = /(?!)/;

const noConnection: FailureRow = [
  'connect_failed',
  'no',
  'No connection to the NAS: check host, port and firewall',
  'soon',
];
const noReason: FailureRow = [
  'connect_failed',
  'unknown',
  'The request failed, this runtime does not say why: check the address',
  'later',
];
const unknownHost = 'Unknown host name: check its spelling, and DNS';
const noTls = 'There is no https at this port: is it for http?';
const brokenTls = 'TLS broke or was refused: check firewall, client certificate and TLS version';

/**
 * The patterns of each failure; the first row with a matching pattern decides.
 *
 * `facts` are the call, the code, the stage (as `trust()` marks it) and the end of Deno's sentence. `sentence` is the
 * innermost message, which may hold the address and so any text.
 */
const patterns: readonly (readonly [facts: RegExp, sentence: RegExp, row: FailureRow])[] = [
  [/^connect |ECONNREFUSED|ConnectionRefused|_CONNECT(ION)?_TIMEOUT|tcp connect error/, never, noConnection],
  [never, /^Requires net access/, ['connect_failed', 'no', 'Deno may not connect: run with --allow-net=HOST:PORT']],
  [
    never,
    /^bad port$|^Fetch failed: Requests to port/,
    ['connect_failed', 'no', 'This runtime does not connect to such a port: use another'],
  ],
  [
    /PROXY_TUNNEL|tunnel|proxy/,
    /^Proxy response \(/,
    ['connect_failed', 'no', 'The proxy does not connect: check it, and HTTPS_PROXY', 'later'],
  ],
  [/ EAI_AGAIN/, never, ['dns_failed', 'no', unknownHost, 'soon']],
  [
    /^(getaddrinfo|query)| EAI_|ENOTFOUND|ENODATA|dns error/,
    /^invalid host '/,
    ['dns_failed', 'no', unknownHost, 'later'],
  ],
  [/WRONG_VERSION|corrupt message/, never, ['tls_failed', 'no', noTls]],
  // Bun says the same of a connection that was broken into after the request had gone.
  [never, /WRONG_VERSION|TLS handshake failed/, ['tls_failed', 'unknown', noTls]],
  [
    // A TLS alert is about the client's certificate, not the server's.
    /^(?!.*ALERT).*(CERT|SELF_SIGNED|UNABLE_TO_|peer certificate)/,
    never,
    ['tls_failed', 'no', 'The certificate is not trusted here (synochat/tls can), expired or for another name'],
  ],
  // A server must not have processed such a request: RFC 9113, section 8.7.
  [
    never,
    /NGHTTP2_REFUSED_STREAM$|received: refused stream/,
    ['connection_lost', 'no', 'The server refused the request unread: it may be starting or busy', 'soon'],
  ],
  // A starting server, or a proxy whose server is off, hangs up; the next attempt may succeed.
  [
    /(ECONNRESET|EPIPE) +(connect$|\(Connect\))|^[^(]*\(Connect\).*(eof|reset by peer)/,
    /^Client network socket disconnected before secure TLS/,
    ['tls_failed', 'no', brokenTls, 'soon'],
  ],
  [/ connect$|\(Connect\)/, never, ['tls_failed', 'no', brokenTls]],
  [/^\S* \w*(SSL|TLS|EPROTO)/, never, ['tls_failed', 'unknown', brokenTls]],
  // Any code, and Deno's sentences about an established connection without the stage.
  [
    / \S/,
    /reset by peer|close_notify|peer's message|corrupt message|fatal alert|^(stream|connection) error|^stream closed/,
    connectionLost,
  ],
];

function judgeChain(chain: CauseChain, isUnread: boolean): Failure {
  const first = (name: string) => chain.map((link) => textIn(link, name)).find(Boolean) ?? '';
  const sentence = textIn(chain.at(-1), 'message');
  // Deno's sentence holds the address before "client error".
  const [, end = ''] = sentence.split('client error');
  const facts = `${first('syscall')} ${first('code')} ${first('stage')}${end}`;
  const [, , row = noReason] = patterns.find(([fact, says]) => fact.test(facts) || says.test(sentence)) ?? [];
  const failure = failureOf(row);
  // The sentence of synochat/tls, which knows the trusted certificates.
  const refusal = textIn(
    chain.find(({ name }) => name === 'TrustError'),
    'message',
  );
  if (refusal && failure.code === 'tls_failed' && failure.posted === 'no') return { ...failure, message: refusal };
  if (!isUnread || failure.posted === 'no') return failure;
  return row === connectionLost ? failureOf(noConnection) : { ...failure, posted: 'no' };
}

function textIn(link: CauseChain[number] | undefined, name: string): string {
  const value = link?.[name];
  return typeof value === 'string' ? value : '';
}
