import type { Failure } from '../shared/errors.ts';

/**
 * What a failed `fetch` means, as far as the runtime tells.
 *
 * Node and Bun give a code (Node in the cause), Deno only a sentence, Workers nothing: there it stays unknown whether
 * the message arrived. Only what provably never connected may be sent again.
 */
export function transportFailure(error: unknown): Failure {
  const said = `${signs(error)} ${signs((Object(error) as { cause?: unknown }).cause)}`;
  if (/ECONNREFUSED|ConnectionRefused|CONNECT_TIMEOUT|EHOSTUNREACH|ENETUNREACH|tcp connect error/.test(said)) {
    return {
      code: 'connect_failed',
      message: 'No connection to the NAS: check host, port and firewall',
      posted: 'no',
      retry: 'soon',
    };
  }
  if (/EAI_AGAIN|ENOTFOUND|dns error/.test(said)) {
    const retry = said.includes('EAI_AGAIN') ? 'soon' : 'later';
    return {
      code: 'dns_failed',
      message: 'The host name of the NAS is not known here: check its spelling, and DNS',
      posted: 'no',
      retry,
    };
  }
  // Deno names the stage: where it still connects, nothing was sent.
  if (/CERT|SELF_SIGNED|UNABLE_TO_|TLS|SSL|EPROTO|\(Connect\)/.test(said)) {
    return {
      code: 'tls_failed',
      message: 'No secure connection: the certificate is not trusted here, expired or for another name',
      posted: 'no',
    };
  }
  if (/ECONN|EPIPE|UND_ERR|HPE_|client error|reset by peer/.test(said)) return connectionLost;
  return {
    code: 'connect_failed',
    message: 'The request failed, and this runtime does not tell why: check the address',
    posted: 'unknown',
  };
}

/** The connection broke after the request had begun. */
export const connectionLost: Failure = {
  code: 'connection_lost',
  message: 'The connection broke: Chat may have posted the message',
  posted: 'unknown',
};

function signs(error: unknown): string {
  const { code, message } = Object(error) as { code?: unknown; message?: unknown };
  return `${String(code)} ${String(message)}`;
}
