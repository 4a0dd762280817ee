import type { Failure } from '../shared/errors.ts';
import { failed } from './failures.ts';

/** The members that may tell something, of an error and of its causes from the outside in. */
type Chain = readonly Readonly<Record<string, unknown>>[];

/**
 * What a failed `fetch` means, as far as the runtime tells; `unsent` if the body of the request was never read.
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

function judge(chain: Chain, unsent: boolean): Failure {
  const first = (name: string) => chain.map((link) => read(link, name)).find(Boolean) ?? '';
  const code = first('code');
  const sentence = read(chain.at(-1), 'message');
  // Deno's sentence holds the address before this.
  const [, stage = ''] = sentence.split('client error');
  const facts = `${first('syscall')} ${code}${stage}`;
  if (/^connect |ECONNREFUSED|ConnectionRefused|_CONNECT(ION)?_TIMEOUT|tcp connect error/.test(facts))
    return noConnection();
  if (sentence.startsWith('Requires net access'))
    return failed('connect_failed', 'Deno may not connect: run with --allow-net=HOST:PORT', 'no');
  if (/^bad port$|^Fetch failed: Requests to port/.test(sentence))
    return failed('connect_failed', 'This runtime does not connect to such a port', 'no');
  if (/PROXY_TUNNEL|tunnel|proxy/.test(facts) || sentence.startsWith('Proxy response ('))
    return failed('connect_failed', 'The proxy does not connect: check it, and HTTPS_PROXY', 'no', 'later');
  if (/^(getaddrinfo|query)| EAI_|ENOTFOUND|ENODATA|dns error/.test(facts) || sentence.startsWith("invalid host '")) {
    const message = 'The host name is not known here: check its spelling, and DNS';
    return failed('dns_failed', message, 'no', code === 'EAI_AGAIN' ? 'soon' : 'later');
  }
  if (/WRONG_VERSION|TLS handshake failed|corrupt message/.test(facts + read(chain[0], 'message'))) {
    // Bun says the same of a connection that was broken into after the request had gone.
    const posted = code === 'EPROTO' && !unsent ? 'unknown' : 'no';
    return failed('tls_failed', 'There is no https at this port: is it the one for http?', posted);
  }
  // What a server says of the client's certificate, an alert, says nothing of its own.
  if (/CERT|SELF_SIGNED|UNABLE_TO_|peer certificate/.test(facts) && !facts.includes('ALERT')) {
    // As synochat/tls says it, which knows the certificates that were given.
    const refusal = read(
      chain.find(({ name }) => name === 'TrustError'),
      'message',
    );
    const message = refusal || 'The certificate is not trusted here (synochat/tls can), expired or for another name';
    return failed('tls_failed', message, 'no');
  }
  // A server must not have processed such a request: RFC 9113, section 8.7.
  if (/NGHTTP2_REFUSED_STREAM$|received: refused stream/.test(sentence))
    return failed(
      'connection_lost',
      'The server refused the request unread: is it starting or too busy?',
      'no',
      'soon',
    );
  const hungUp = sentence.startsWith('Client network socket disconnected before secure TLS');
  const early = hungUp || stage.includes('(Connect)') || first('stage') === 'connect';
  if (early || /SSL|TLS|EPROTO/.test(code)) {
    const message = 'TLS broke or was refused: is a firewall in the way, or a client certificate or older TLS wanted?';
    // A server that is starting, or the proxy of one that is off, hangs up; another time it may not.
    const passing = hungUp || /ECONNRESET|EPIPE|eof|reset by peer/.test(facts);
    return failed('tls_failed', message, early || unsent ? 'no' : 'unknown', early && passing ? 'soon' : undefined);
  }
  if (code || stage || brokenOnDeno.test(sentence)) return unsent ? noConnection() : connectionLost();
  const message = 'The request failed, and this runtime does not tell why: check the address';
  return failed('connect_failed', message, unsent ? 'no' : 'unknown');
}

/** What Deno says of a connection that had stood, where it does not say at which stage. */
const brokenOnDeno =
  /reset by peer|close_notify|peer's message|corrupt message|fatal alert|^(stream|connection) error|^stream closed/;

function noConnection(): Failure {
  return failed('connect_failed', 'No connection to the NAS: check host, port and firewall', 'no', 'soon');
}

/** The connection broke after the request had begun. */
export function connectionLost(): Failure {
  return failed('connection_lost', 'The connection broke before the answer: is a proxy in the way?');
}

function read(link: Chain[number] | undefined, name: string): string {
  const value = link?.[name];
  return typeof value === 'string' ? value : '';
}
