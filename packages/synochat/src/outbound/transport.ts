import type { Failure } from '../shared/errors.ts';

const tls = /CERT|SELF_SIGNED|UNABLE_TO_|TLS|SSL|EPROTO/;

/**
 * What a failed `fetch` means, as far as the runtime tells.
 *
 * Node and Bun give a code (Node in the cause), Deno only a sentence, Workers nothing: there it stays unknown whether
 * the message arrived. Only what provably never connected may be sent again.
 */
export function transportFailure(error: unknown): Failure {
  const { code, said } = inspect(error);
  // Deno names the stage in which it failed; before SendRequest nothing was sent.
  const denoConnect = said.includes('client error (Connect)');
  if (
    /^(ECONNREFUSED|ConnectionRefused|UND_ERR_CONNECT_TIMEOUT|EHOSTUNREACH|ENETUNREACH|FailedToOpenSocket)$/.test(
      code,
    ) ||
    said.includes('tcp connect error')
  ) {
    return {
      code: 'connect_failed',
      message: 'No connection to the NAS: check host, port and firewall, and that it is running',
      posted: 'no',
      retry: 'soon',
    };
  }
  if (code === 'EAI_AGAIN' || code === 'ENOTFOUND' || said.includes('dns error')) {
    const message = 'The host name of the NAS cannot be resolved: check its spelling and the DNS server';
    return { code: 'dns_failed', message, posted: 'no', retry: code === 'EAI_AGAIN' ? 'soon' : 'later' };
  }
  if (tls.test(code) || denoConnect) {
    const message =
      'No secure connection to the NAS: its certificate is not trusted here, has expired or is for another name, or the port does not speak TLS';
    return { code: 'tls_failed', message, posted: 'no', retry: 'never' };
  }
  if (code !== '' || /client error|reset by peer/.test(said)) return connectionLost;
  return {
    code: 'connect_failed',
    message: 'The request failed, and this runtime does not tell why: check host, port, certificate and firewall',
    posted: 'unknown',
    retry: 'never',
  };
}

/** The connection broke after the request had begun. */
export const connectionLost: Failure = {
  code: 'connection_lost',
  message: 'The connection broke before the answer was complete: Chat may have posted the message',
  posted: 'unknown',
  retry: 'never',
};

/** The code of the error or its cause, and what both say. */
function inspect(error: unknown): { code: string; said: string } {
  const outer = read(error);
  const inner = read(outer.cause);
  return { code: outer.code || inner.code, said: `${outer.message} ${inner.message}` };
}

function read(error: unknown): { code: string; message: string; cause: unknown } {
  const { code, message, cause } =
    typeof error === 'object' && error !== null ? (error as Record<string, unknown>) : {};
  return { code: typeof code === 'string' ? code : '', message: typeof message === 'string' ? message : '', cause };
}
