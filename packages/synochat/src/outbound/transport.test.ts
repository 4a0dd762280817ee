import { describe, expect, it } from 'vitest';
import { transportFailure } from './transport.ts';

/** As Node has it: the sentence outside, the facts in the cause. */
const node = (code: string, syscall?: string) =>
  Object.assign(new TypeError('fetch failed'), { cause: { code, syscall, message: code } });
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
    [node('EAI_AGAIN', 'getaddrinfo'), 'dns_failed'],
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
    expect(transportFailure(error).retry).toBeUndefined();
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
});
