import { readFile } from 'node:fs/promises';
import type { Fetch } from 'synochat';

/**
 * Returns a `fetch` that trusts the certificate in the file. Throws an `Error` if the file is not a certificate, or if the
 * package undici is missing on Node. The message is one line for the log.
 */
export async function trustFile(path: string): Promise<Fetch> {
  const ca = await readFile(path, 'utf8').catch(() => {
    throw new Error('NAS_CERTIFICATE is not a readable file: check the path');
  });
  const { trust } = await import('synochat/tls').catch(() => {
    throw new Error('NAS_CERTIFICATE needs the package undici on Node: npm install undici');
  });
  try {
    return trust({ ca });
  } catch (error) {
    // The error names the fault without the text.
    throw new Error(`NAS_CERTIFICATE is not a certificate: ${(error as Error).message}`, { cause: error });
  }
}
