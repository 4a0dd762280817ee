import { describe, expect, it } from 'vitest';
import { transportFailure } from './transport.ts';

/** As Node has it: the sentence outside, the facts in the cause. */
const node = (code: string, syscall?: string) =>
  Object.assign(new TypeError('fetch failed'), { cause: { code, syscall, message: code } });
/** As Node has it where a name has several addresses, all of which it tries. */
const several = (...errors: unknown[]) =>
  new TypeError('fetch failed', { cause: Object.assign(new AggregateError(errors, ''), { code: 'ECONNREFUSED' }) });
const tried = (code: string, syscall = 'connect') => Object.assign(new Error(`${syscall} ${code}`), { code, syscall });
const saying = (code: string, message: string) => Object.assign(new Error(message), { code });
const deno = (message: string) => new TypeError('fetch failed', { cause: new Error(message) });

describe('a failed fetch', () => {
  it.each([
    [node('ECONNREFUSED', 'connect'), 'connect_failed'],
    [node('EHOSTUNREACH', 'connect'), 'connect_failed'],
    [node('UND_ERR_CONNECT_TIMEOUT'), 'connect_failed'],
    [Object.assign(new Error(), { code: 'ConnectionRefused' }), 'connect_failed'],
    [
      deno('error sending request for url (http://x/): client error (Connect): tcp connect error: Connection refused'),
      'connect_failed',
    ],
    [several(tried('EHOSTUNREACH'), tried('ENETUNREACH')), 'connect_failed'],
    [several(tried('ETIMEDOUT'), tried('ECONNREFUSED')), 'connect_failed'],
    [several(new AggregateError([tried('ETIMEDOUT')]), tried('ECONNREFUSED')), 'connect_failed'],
    [new AggregateError([tried('EADDRNOTAVAIL')]), 'connect_failed'],
    [new Error('wrapped', { cause: several(tried('EHOSTUNREACH'), tried('EHOSTUNREACH')) }), 'connect_failed'],
    [node('ERR_SOCKET_CONNECTION_TIMEOUT'), 'connect_failed'],
    ...['EAI_AGAIN', 'EAI_FAIL', 'EAI_MEMORY', 'EAI_NODATA', 'EAI_NONAME', 'ENOTFOUND', 'ENODATA', 'EBUSY'].map(
      (code): [unknown, string] => [node(code, 'getaddrinfo'), 'dns_failed'],
    ),
    [node('ESERVFAIL', 'queryA'), 'dns_failed'],
    [node('ECANCELLED', 'queryAaaa'), 'dns_failed'],
    [new URIError("invalid host 'a..b': empty label found in FQDN"), 'dns_failed'],
    [
      deno('error sending request for url (https://x/): client error (Connect): dns error: no record found'),
      'dns_failed',
    ],
    [
      Object.assign(new Error('Requires net access to "x:443", run again with the --allow-net flag'), {
        name: 'NotCapable',
      }),
      'connect_failed',
    ],
    [new TypeError('Fetch failed: Requests to port 1 are blocked'), 'connect_failed'],
    [
      new TypeError('fetch failed', {
        cause: new Error('Request was cancelled.', {
          cause: saying('UND_ERR_ABORTED', 'Proxy response (407) !== 200 when HTTP Tunneling'),
        }),
      }),
      'connect_failed',
    ],
    [saying('ERR_PROXY_TUNNEL', 'Proxy refused to open a tunnel: 403 Forbidden'), 'connect_failed'],
    [deno('error sending request for url (https://x/): client error (Connect): unsuccessful tunnel'), 'connect_failed'],
    [
      deno('error sending request for url (https://x/): client error (Connect): proxy authentication required'),
      'connect_failed',
    ],
    [
      new TypeError('fetch failed', {
        cause: saying('ECONNRESET', 'Client network socket disconnected before secure TLS connection was established'),
      }),
      'tls_failed',
    ],
    [
      deno(
        'error sending request for url (https://x/): client error (Connect): Connection reset by peer (os error 104)',
      ),
      'tls_failed',
    ],
    // As trust() marks what happened in the handshake.
    [
      new TypeError('fetch failed', { cause: Object.assign(tried('ECONNRESET', 'read'), { stage: 'connect' }) }),
      'tls_failed',
    ],
    [
      new TypeError('fetch failed', {
        cause: saying('ERR_HTTP2_STREAM_ERROR', 'Stream closed with error code NGHTTP2_REFUSED_STREAM'),
      }),
      'connection_lost',
    ],
    [deno('stream error received: refused stream before processing any application logic'), 'connection_lost'],
    [node('CERT_HAS_EXPIRED'), 'tls_failed'],
    [node('ERR_SSL_WRONG_VERSION_NUMBER'), 'tls_failed'],
    [
      deno('error sending request for url (https://x/): client error (Connect): received corrupt message'),
      'tls_failed',
    ],
    [new TypeError('fetch failed', { cause: new Error('bad port') }), 'connect_failed'],
    [node('ERR_TLS_CERT_ALTNAME_INVALID'), 'tls_failed'],
    [node('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), 'tls_failed'],
    [
      deno('error sending request for url (https://x/): client error (Connect): invalid peer certificate: Expired'),
      'tls_failed',
    ],
    [deno('error sending request for url (https://x/): client error (Connect): tls handshake eof'), 'tls_failed'],
  ])('%# that happened before anything was sent posted nothing', (error, code) => {
    expect(transportFailure(error)).toMatchObject({ code, posted: 'no' });
  });

  it.each([
    [node('EHOSTUNREACH', 'read'), 'connection_lost'],
    [node('ECONNRESET', 'read'), 'connection_lost'],
    [node('UND_ERR_SOCKET'), 'connection_lost'],
    [several(tried('ECONNREFUSED'), tried('ECONNRESET', 'read')), 'connection_lost'],
    [several(tried('ECONNREFUSED'), new AggregateError([tried('ECONNRESET', 'read')])), 'connection_lost'],
    [several(tried('ECONNREFUSED'), undefined), 'connect_failed'],
    [node('ERR_HTTP2_STREAM_ERROR'), 'connection_lost'],
    [deno('stream error received: unexpected internal error encountered'), 'connection_lost'],
    [deno('connection error received: not a result of an error'), 'connection_lost'],
    [deno('stream closed because of a broken pipe'), 'connection_lost'],
    // Bun says this too when plain bytes come in the place of the answer.
    [Object.assign(new Error('EPROTO: The TLS handshake failed.'), { code: 'EPROTO' }), 'tls_failed'],
    // The server says this of our certificate, perhaps once it has the request.
    [node('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'), 'tls_failed'],
    [node('ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC'), 'tls_failed'],
    [
      deno(
        'error sending request from 127.0.0.1:1 for http://x/?token=dns+error+SSL+CERT (127.0.0.1:2): client error (SendRequest): connection closed',
      ),
      'connection_lost',
    ],
    [deno('peer closed connection without sending TLS close_notify: https://docs.example/'), 'connection_lost'],
    [deno('received corrupt message of type InvalidContentType'), 'connection_lost'],
    [deno("cannot decrypt peer's message"), 'connection_lost'],
    [deno('received fatal alert: CertificateRequired'), 'connection_lost'],
    [new Error('Network connection lost.'), 'connect_failed'],
    [{ code: Object.create(null) as unknown }, 'connect_failed'],
    [undefined, 'connect_failed'],
  ])('%# that may have happened later leaves it open, and is not tried again', (error, code) => {
    expect(transportFailure(error)).toMatchObject({ code, posted: 'unknown' });
    expect(transportFailure(error).retryable).not.toBe('soon');
  });
});

describe('a failed fetch that did not even read the message', () => {
  it.each([
    [saying('ECONNRESET', 'ECONNRESET: The socket connection was closed unexpectedly.'), 'connect_failed'],
    [saying('EPROTO', 'EPROTO: The TLS handshake failed.'), 'tls_failed'],
    [saying('ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC', ''), 'tls_failed'],
    [new Error('anything'), 'connect_failed'],
  ])('%# posted nothing', (error, code) => {
    expect(transportFailure(error, true)).toMatchObject({ code, posted: 'no' });
  });
});

describe('an error that is the cause of itself, or one of the errors in itself,', () => {
  it('is read to an end, and leaves it open', () => {
    const circle = new Error('x', { cause: undefined });
    circle.cause = circle;
    const ring = new AggregateError([1, 2]);
    ring.errors.fill(ring);
    expect(transportFailure(circle)).toMatchObject({ code: 'connect_failed', posted: 'unknown' });
    expect(transportFailure(ring)).toMatchObject({ code: 'connect_failed', posted: 'unknown' });
  });
});

describe('a failed connection', () => {
  it.each([
    several(tried('EHOSTUNREACH'), tried('ENETUNREACH')),
    saying('ECONNRESET', 'Client network socket disconnected before secure TLS connection was established'),
    deno('error sending request for url (https://x/): client error (Connect): tls handshake eof'),
  ])('%# is tried again soon', (error) => {
    expect(transportFailure(error).retryable).toBe('soon');
  });

  it.each([
    deno('error sending request for url (https://x/): client error (Connect): received fatal alert: HandshakeFailure'),
    new Error('Requires net access to "x:443", run again with the --allow-net flag'),
  ])('%# that would fail again is not', (error) => {
    expect(transportFailure(error).retryable).toBe(false);
  });
});

describe('a failed TLS handshake', () => {
  it.each([
    [node('CERT_HAS_EXPIRED'), /not trusted.*expired/],
    [
      deno('error sending request for url (https://x/): client error (Connect): invalid peer certificate: X'),
      /expired/,
    ],
    [node('ERR_SSL_SSL/TLS_ALERT_BAD_CERTIFICATE'), /refused.*client certificate/],
    [deno('error sending request for url (https://x/): client error (Connect): tls handshake eof'), /firewall/],
  ])('%# is put down to a certificate only where one is the cause', (error, says) => {
    expect(transportFailure(error).message).toMatch(says);
  });

  it('that names a refused certificate, as trust() does, is reported in its words', () => {
    const refused = (name: string) =>
      Object.assign(new Error('It was renewed', { cause: node('DEPTH_ZERO_SELF_SIGNED_CERT') }), { name });
    const message = 'It was renewed';
    expect(transportFailure(refused('TrustError'))).toMatchObject({ code: 'tls_failed', posted: 'no', message });
    // Another may hold the address.
    expect(transportFailure(refused('Error')).message).not.toContain(message);
  });
});
