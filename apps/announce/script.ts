import { readFile } from 'node:fs/promises';
import { type Fetch, type Message, SendError, type SendOptions, sendIncoming } from 'synochat';
import { trust } from 'synochat/tls';

/** A mistake of the user: exit code 2. */
export class WrongUse extends Error {}

/** Posts into the channel. Rejects with a `SendError`, or with `WrongUse` for an invalid address or message. */
export type Post = (message: string | Message, options?: SendOptions) => Promise<void>;

/**
 * Runs a script that posts through the incoming webhook `SYNOCHAT_WEBHOOK`. If `NAS_CERTIFICATE` is set, the script trusts
 * the certificate in the file. The exit code is 0, or 1 if a message was not sent, or 2 for wrong use. 1 and 2 come with
 * one line on stderr.
 */
export async function runScript(script: (post: Post) => Promise<void>): Promise<void> {
  try {
    const { SYNOCHAT_WEBHOOK: webhook, NAS_CERTIFICATE } = process.env;
    if (!webhook?.trim())
      throw new WrongUse('SYNOCHAT_WEBHOOK is not set: copy the URL of an incoming webhook from Chat');
    const connection = NAS_CERTIFICATE ? { fetch: trusting(await readCertificate(NAS_CERTIFICATE)) } : {};
    await script((message, options) => post(webhook, message, { ...connection, ...options }));
  } catch (error) {
    if (!(error instanceof WrongUse || error instanceof SendError || error instanceof RangeError)) throw error;
    console.error(error.message);
    process.exitCode = error instanceof WrongUse ? 2 : 1;
  }
}

async function post(webhook: string, message: string | Message, options: SendOptions): Promise<void> {
  try {
    await sendIncoming(webhook, message, options);
  } catch (error) {
    // A `TypeError` names the fault of the address or the message, without the value.
    throw error instanceof TypeError ? new WrongUse(error.message) : error;
  }
}

async function readCertificate(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => {
    throw new WrongUse('NAS_CERTIFICATE is not a readable file: check the path');
  });
}

function trusting(ca: string): Fetch {
  try {
    return trust({ ca });
  } catch (error) {
    // The error names the fault without the text.
    throw error instanceof TypeError ? new WrongUse(`NAS_CERTIFICATE is not a certificate: ${error.message}`) : error;
  }
}
