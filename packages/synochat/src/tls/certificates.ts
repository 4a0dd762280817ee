import { X509Certificate } from 'node:crypto';

/** The certificates to trust, or trust in any server. */
export type TrustOptions =
  | {
      /**
       * PEM text with one certificate or several, or a list of such texts: the NAS's own, which is then trusted
       * whatever name the certificate holds (on Deno only for the names in the certificate), or the certificate of the
       * authority that signed the NAS's own.
       */
      readonly ca: string | readonly string[];
      readonly dangerouslyTrustAnyone?: undefined;
    }
  | {
      /** No certificate is checked: any server that answers reads the token and the message. Not on Deno. */
      readonly dangerouslyTrustAnyone: true;
      readonly ca?: undefined;
    };

const begin = '-----BEGIN CERTIFICATE-----';
const end = '-----END CERTIFICATE-----';

/** Each trusted certificate as a PEM text of its own. Throws a `TypeError` that never repeats what was given. */
export function readTrust({ ca, dangerouslyTrustAnyone }: TrustOptions): readonly string[] | 'anyone' {
  if ((ca === undefined) !== (dangerouslyTrustAnyone === true))
    throw new TypeError('trust needs either ca, the certificate to trust, or dangerouslyTrustAnyone: true');
  if (ca === undefined) return 'anyone';
  const texts: unknown = typeof ca === 'string' ? [ca] : ca;
  if (!Array.isArray(texts)) throw new TypeError('ca must be PEM text or a list of such texts: read the file as text');
  if (texts.length === 0) throw new TypeError('ca is an empty list: nobody would be trusted');
  return texts.flatMap((text: unknown, index) => readBundle(text, texts.length > 1 ? `ca[${index}]` : 'ca'));
}

function readBundle(text: unknown, name: string): string[] {
  if (typeof text !== 'string') throw new TypeError(`${name} must be PEM text: read the file as text`);
  const [, ...pieces] = text.split(begin);
  if (pieces.length === 0) {
    const mistake = text.includes('PRIVATE KEY-----') ? '; this is a private key, which never leaves the NAS' : '';
    throw new TypeError(`${name} holds no certificate, which begins with ${begin}${mistake}`);
  }
  return pieces.map((piece, index) => {
    const [body = '', ...after] = piece.split(end);
    // Wrapped anew: spaces from a YAML file and lines joined by an environment variable are no damage.
    const pem = [begin, ...(body.replaceAll(/\s/g, '').match(/.{1,64}/g) ?? []), end, ''].join('\n');
    if (after.length === 0 || !isCertificate(pem))
      throw new TypeError(`Certificate ${index + 1} in ${name} cannot be read: it is damaged or cut off`);
    return pem;
  });
}

/** The runtimes' TLS passes over what it cannot read without a word, or blames the connection later. */
function isCertificate(pem: string): boolean {
  try {
    new X509Certificate(pem);
    return true;
  } catch {
    return false;
  }
}
