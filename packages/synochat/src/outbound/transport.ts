import type { Failure } from '../shared/errors.ts';
import { failed } from './failures.ts';

/**
 * What a failed `fetch` means, as far as the runtime tells.
 *
 * Node and Bun give a code (Node in the cause), Deno only a sentence, Workers nothing: there it stays unknown whether
 * the message arrived. Only what provably never connected may be sent again.
 */
export function transportFailure(error: unknown): Failure {
  const { cause } = Object(error) as { cause?: unknown };
  const code = read(error, 'code') || read(cause, 'code');
  const sentence = read(cause, 'message');
  // Deno's sentence holds the address before this.
  const [, stage = ''] = sentence.split('client error');
  const facts = `${read(cause, 'syscall')} ${code}${stage}`;
  if (/^connect |ECONNREFUSED|ConnectionRefused|UND_ERR_CONNECT_TIMEOUT|tcp connect error/.test(facts)) {
    return failed('connect_failed', 'No connection to the NAS: check host, port and firewall', 'no', 'soon');
  }
  if (sentence === 'bad port') return failed('connect_failed', 'This runtime does not connect to such a port', 'no');
  if (/EAI_AGAIN|ENOTFOUND|dns error/.test(facts)) {
    const message = 'The host name is not known here: check its spelling, and DNS';
    return failed('dns_failed', message, 'no', code === 'EAI_AGAIN' ? 'soon' : 'later');
  }
  if (/WRONG_VERSION|TLS handshake failed|corrupt message/.test(facts + read(error, 'message'))) {
    // Bun says the same of a connection that was broken into after the request had gone.
    const posted = code === 'EPROTO' ? 'unknown' : 'no';
    return failed('tls_failed', 'There is no https at this port: is it the one for http?', posted);
  }
  // What a server says of the client's certificate, an alert, says nothing of its own.
  if (/CERT|SELF_SIGNED|UNABLE_TO_|peer certificate/.test(facts) && !facts.includes('ALERT')) {
    return failed(
      'tls_failed',
      'The certificate is not trusted here (synochat/tls can), expired or for another name',
      'no',
    );
  }
  const early = facts.includes('(Connect)');
  if (early || /SSL|TLS|EPROTO/.test(code)) {
    const message = 'TLS broke or was refused: is a firewall in the way, or a client certificate or older TLS wanted?';
    return failed('tls_failed', message, early ? 'no' : 'unknown');
  }
  return code || stage || brokenOnDeno.test(sentence)
    ? connectionLost()
    : failed('connect_failed', 'The request failed, and this runtime does not tell why: check the address');
}

/** What Deno says of a connection that had stood, where it does not say at which stage. */
const brokenOnDeno = /reset by peer|close_notify|peer's message|corrupt message|fatal alert/;

/** The connection broke after the request had begun. */
export function connectionLost(): Failure {
  return failed('connection_lost', 'The connection broke before the answer: is a proxy in the way?');
}

function read(error: unknown, name: 'code' | 'message' | 'syscall'): string {
  const value = (Object(error) as Record<string, unknown>)[name];
  return typeof value === 'string' ? value : '';
}
