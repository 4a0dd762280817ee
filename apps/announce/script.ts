import { readFile } from 'node:fs/promises';
import { type Fetch, type Message, SendError, type SendOptions, sendIncoming } from 'synochat';
import { trust } from 'synochat/tls';

/** What its user did wrong: exit code 2. */
export class WrongUse extends Error {}

/** Posts into the channel; rejects with a `SendError`, or with `WrongUse` for an address or a message that is none. */
export type Post = (message: string | Message, options?: SendOptions) => Promise<void>;

/**
 * Runs a script with the channel of the incoming webhook `SYNOCHAT_WEBHOOK`, over the certificate `NAS_CERTIFICATE` if there
 * is one. The exit code is 0, 1 when a message was not sent, 2 for wrong use, with one line on stderr for both.
 */
export async function runScript(script: (post: Post, webhook: string) => Promise<void>): Promise<void> {
  try {
    const { SYNOCHAT_WEBHOOK: webhook, NAS_CERTIFICATE } = process.env;
    if (!webhook?.trim())
      throw new WrongUse('SYNOCHAT_WEBHOOK is not set: copy the URL of an incoming webhook out of Chat');
    const connection = NAS_CERTIFICATE ? { fetch: trusting(await readCertificate(NAS_CERTIFICATE)) } : {};
    await script((message, options) => post(webhook, message, { ...connection, ...options }), webhook);
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
    // That is how the address and the message are complained of, without their values.
    throw error instanceof TypeError ? new WrongUse(error.message) : error;
  }
}

async function readCertificate(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => {
    throw new WrongUse('NAS_CERTIFICATE is not a file that can be read');
  });
}

function trusting(ca: string): Fetch {
  try {
    return trust({ ca });
  } catch (error) {
    // It complains of the text without repeating it.
    throw error instanceof TypeError ? new WrongUse(`NAS_CERTIFICATE is no certificate: ${error.message}`) : error;
  }
}
