import { readFile } from 'node:fs/promises';
import type { Fetch } from 'synochat';

/**
 * Returns a `fetch` that trusts the certificate in the file. Throws an `Error` with a line for the log if the file is not
 * a certificate, or if the package undici is missing on Node.
 */
export async function trustFile(path: string): Promise<Fetch> {
  const ca = await readFile(path, 'utf8').catch(() => {
    throw new Error('NAS_CERTIFICATE is not a file that can be read');
  });
  const { trust } = await import('synochat/tls').catch(() => {
    throw new Error('NAS_CERTIFICATE needs the package undici on Node: npm install undici');
  });
  try {
    return trust({ ca });
  } catch (error) {
    // It complains of the text without repeating it.
    throw new Error(`NAS_CERTIFICATE is no certificate: ${(error as Error).message}`, { cause: error });
  }
}
