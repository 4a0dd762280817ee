import type { Failure } from '../../shared/errors.ts';
import { failed, type Verdict } from './failures.ts';

/** The members that may tell something, of an error and of its causes from the outside in. */
type Chain = readonly Readonly<Record<string, unknown>>[];

/**
 * Returns the meaning of a failed `fetch`, as far as the runtime tells; `unsent` if the body of the request was never read.
 *
 * Node and Bun give a code (Node in the cause), Deno only a sentence, Workers nothing: there it stays unknown whether
 * the message arrived. Only what provably never connected may be sent again.
 */
export function transportFailure(error: unknown, unsent = false): Failure {
  const failures = branches(error).map((chain) => judge(chain, unsent));
  // A name with several addresses: one of them that is in doubt leaves all in doubt.
  return failures.find(({ posted }) => posted !== 'no') ?? failures[0] ?? judge([], unsent);
}

/** Each failed attempt: Node tries the addresses of a name one after the other, and gives all their errors in one. */
function branches(error: unknown, depth = 0): Chain[] {
  const chain: Chain[number][] = [];
  // A caller's own fetch may throw anything, an error that causes itself included.
  for (let link = error; link !== undefined && chain.length < 5; link = chain.at(-1)?.['cause'])
    chain.push(Object(link) as Chain[number]);
  const several = chain.map((link) => link['errors']).find((errors) => Array.isArray(errors) && errors.length > 0);
  if (!several) return [chain];
  return depth < 3 ? (several as unknown[]).slice(0, 99).flatMap((each) => branches(each, depth + 1)) : [[]];
}

const noConnection: Verdict = [
  'connect_failed',
  'No connection to the NAS: check host, port and firewall',
  'no',
  'soon',
];
const lost: Verdict = [
  'connection_lost',
  'The connection broke before the answer: is a proxy in the way?',
  'unknown',
  'later',
];
const noReason: Verdict = [
  'connect_failed',
  'The request failed, and this runtime does not tell why: check the address',
  'unknown',
  'later',
];
const unknownHost = 'The host name is not known here: check its spelling, and DNS';
const noTls = 'There is no https at this port: is it the one for http?';
const brokenTls = 'TLS broke or was refused: is a firewall in the way, or a client certificate or older TLS wanted?';

const never = /(?!)/;

/**
 * The meaning of an error; the first row of which one pattern matches decides.
 *
 * `facts` are the call, the code, the stage (as `trust()` marks it) and the end of Deno's sentence; `sentence` is the
 * innermost message, which may hold the address and so anything.
 */
const rows: readonly (readonly [facts: RegExp, sentence: RegExp, meaning: Verdict])[] = [
  [/^connect |ECONNREFUSED|ConnectionRefused|_CONNECT(ION)?_TIMEOUT|tcp connect error/, never, noConnection],
  [never, /^Requires net access/, ['connect_failed', 'Deno may not connect: run with --allow-net=HOST:PORT', 'no']],
  [
    never,
    /^bad port$|^Fetch failed: Requests to port/,
    ['connect_failed', 'This runtime does not connect to such a port', 'no'],
  ],
  [
    /PROXY_TUNNEL|tunnel|proxy/,
    /^Proxy response \(/,
    ['connect_failed', 'The proxy does not connect: check it, and HTTPS_PROXY', 'no', 'later'],
  ],
  [/ EAI_AGAIN/, never, ['dns_failed', unknownHost, 'no', 'soon']],
  [
    /^(getaddrinfo|query)| EAI_|ENOTFOUND|ENODATA|dns error/,
    /^invalid host '/,
    ['dns_failed', unknownHost, 'no', 'later'],
  ],
  [/WRONG_VERSION|corrupt message/, never, ['tls_failed', noTls, 'no']],
  // Bun says the same of a connection that was broken into after the request had gone.
  [never, /WRONG_VERSION|TLS handshake failed/, ['tls_failed', noTls, 'unknown']],
  // An alert is about the client's certificate and tells nothing about the server's.
  [
    /^(?!.*ALERT).*(CERT|SELF_SIGNED|UNABLE_TO_|peer certificate)/,
    never,
    ['tls_failed', 'The certificate is not trusted here (synochat/tls can), expired or for another name', 'no'],
  ],
  // A server must not have processed such a request: RFC 9113, section 8.7.
  [
    never,
    /NGHTTP2_REFUSED_STREAM$|received: refused stream/,
    ['connection_lost', 'The server refused the request unread: is it starting or too busy?', 'no', 'soon'],
  ],
  // A server that is starting, or the proxy of one that is off, hangs up; another time it may not.
  [
    /(ECONNRESET|EPIPE) +(connect$|\(Connect\))|^[^(]*\(Connect\).*(eof|reset by peer)/,
    /^Client network socket disconnected before secure TLS/,
    ['tls_failed', brokenTls, 'no', 'soon'],
  ],
  [/ connect$|\(Connect\)/, never, ['tls_failed', brokenTls, 'no']],
  [/^\S* \w*(SSL|TLS|EPROTO)/, never, ['tls_failed', brokenTls, 'unknown']],
  // Any code, and what Deno says of a connection that had stood, where it does not say at which stage.
  [
    / \S/,
    /reset by peer|close_notify|peer's message|corrupt message|fatal alert|^(stream|connection) error|^stream closed/,
    lost,
  ],
];

function judge(chain: Chain, unsent: boolean): Failure {
  const first = (name: string) => chain.map((link) => read(link, name)).find(Boolean) ?? '';
  const sentence = read(chain.at(-1), 'message');
  // Deno's sentence holds the address before this.
  const [, end = ''] = sentence.split('client error');
  const facts = `${first('syscall')} ${first('code')} ${first('stage')}${end}`;
  const row = rows.find(([fact, says]) => fact.test(facts) || says.test(sentence));
  const failure = failed(...(row?.[2] ?? noReason));
  // The sentence of synochat/tls, which knows the certificates that were given.
  const refusal = read(
    chain.find(({ name }) => name === 'TrustError'),
    'message',
  );
  if (refusal && failure.code === 'tls_failed' && failure.posted === 'no') return { ...failure, message: refusal };
  if (!unsent || failure.posted === 'no') return failure;
  return failure.code === 'connection_lost' ? failed(...noConnection) : { ...failure, posted: 'no' };
}

/** The connection broke after the request had begun. */
export function connectionLost(): Failure {
  return failed(...lost);
}

function read(link: Chain[number] | undefined, name: string): string {
  const value = link?.[name];
  return typeof value === 'string' ? value : '';
}
