import type { Failure } from '../shared/errors.ts';

/**
 * What a failed `fetch` means, as far as the runtime tells.
 *
 * Node and Bun give a code (Node in the cause), Deno only a sentence, Workers nothing: there it stays unknown whether
 * the message arrived. Only what provably never connected may be sent again.
 */
export function transportFailure(error: unknown): Failure {
  const { cause } = Object(error) as { cause?: unknown };
  const code = read(error, 'code') || read(cause, 'code');
  // Deno's sentence holds the address before this.
  const [, stage = ''] = read(cause, 'message').split('client error');
  const refused = /^(ECONNREFUSED|ConnectionRefused|UND_ERR_CONNECT_TIMEOUT)$/.test(code);
  if (refused || read(cause, 'syscall') === 'connect' || stage.includes('tcp connect error')) {
    return {
      code: 'connect_failed',
      message: 'No connection to the NAS: check host, port and firewall',
      posted: 'no',
      retry: 'soon',
    };
  }
  if (read(cause, 'message') === 'bad port') {
    return { code: 'connect_failed', message: 'This runtime does not connect to such a port', posted: 'no' };
  }
  if (/^(EAI_AGAIN|ENOTFOUND)$/.test(code) || stage.includes('dns error')) {
    const retry = code === 'EAI_AGAIN' ? 'soon' : 'later';
    return {
      code: 'dns_failed',
      message: 'The host name of the NAS is not known here: check its spelling, and DNS',
      posted: 'no',
      retry,
    };
  }
  if (code.includes('WRONG_VERSION') || /TLS handshake failed|corrupt message/.test(read(error, 'message') + stage)) {
    const message = 'There is no https at this port: is it the one for http?';
    // Bun says the same of a connection that was broken into after the request had gone.
    return { code: 'tls_failed', message, posted: code === 'EPROTO' ? 'unknown' : 'no' };
  }
  const early = /CERT|SELF_SIGNED|UNABLE_TO_/.test(code) || stage.startsWith(' (Connect)');
  if (early || /SSL|TLS|EPROTO/.test(code)) {
    const message = 'The certificate is not trusted here (synochat/tls can), expired or for another name';
    return { code: 'tls_failed', message, posted: early ? 'no' : 'unknown' };
  }
  if (code !== '' || stage !== '' || read(cause, 'message').includes('reset by peer')) return connectionLost;
  return {
    code: 'connect_failed',
    message: 'The request failed, and this runtime does not tell why: check the address',
    posted: 'unknown',
  };
}

/** The connection broke after the request had begun. */
export const connectionLost: Failure = {
  code: 'connection_lost',
  message: 'The connection broke before the answer was there: is a proxy in the way?',
  posted: 'unknown',
};

function read(error: unknown, name: 'code' | 'message' | 'syscall'): string {
  const value = (Object(error) as Record<string, unknown>)[name];
  return typeof value === 'string' ? value : '';
}
