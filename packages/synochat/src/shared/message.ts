import { assert, assertText, isObject } from './assert.ts';

/** A post in Chat: a text, a file, buttons, or several together. */
export interface Message {
  /** With Chat's markup, not Markdown: `*bold*`, `_italic_`, `<url|label>`. */
  text?: string | undefined;
  /**
   * Where the NAS, not the reader, downloads the file from. http or https; 32 MB at most (Synology's help page). Sent
   * as `new URL(fileUrl).href`, so blanks and any letters are allowed.
   */
  fileUrl?: string | URL | undefined;
  /** Rows of buttons under the text. */
  attachments?: readonly Attachment[] | undefined;
}

/** A row of buttons with a text of its own. */
export interface Attachment {
  /** Comes back with the press, to tell which message was answered. */
  callbackId: string;
  /** The row's own text. */
  text: string;
  /** The row, in order. */
  buttons: readonly Button[];
}

/** A button; `name` and `value` come back with the press. */
export interface Button {
  /** Comes back with the press, to tell which question was answered. */
  name: string;
  /** Comes back with the press, to tell the answer. */
  value: string;
  /** The label. */
  text: string;
  /** Other values are passed on: some servers know more. */
  style?: 'green' | 'grey' | 'red' | 'orange' | 'blue' | 'teal' | (string & {}) | undefined;
}

/** Longest text Chat takes, in code points. No official figure: five independent clients agree on 2000. */
export const maxText = 2000;

/** Returns the text as a message. Throws a `TypeError` for an invalid message. */
export function toMessage(message: string | Message): Message {
  if (typeof message === 'string') return { text: message };
  assert(isObject(message), 'A message', 'a text or an object', message);
  const { text = '', attachments = [] } = message;
  assertText("The message's text", text);
  assertList("The message's attachments", attachments);
  return message;
}

/** Returns a copy of the message: later changes by the caller are not seen. */
export function copyMessage(message: string | Message): Message {
  const { text, fileUrl, attachments } = toMessage(message);
  // Checks the members first: JSON leaves out a function, and throws an error without advice for a bigint.
  encodeMessage({ text, fileUrl, attachments });
  return JSON.parse(JSON.stringify({ text, fileUrl, attachments })) as Message;
}

/**
 * Returns the message as Chat's JSON, for the user if there is a user id. Throws a `TypeError` if there is nothing to
 * post, if the file's address is no web address, and if a text, an attachment or a button is invalid.
 */
export function encodeMessage({ text, fileUrl, attachments }: Message, userId?: number): string {
  if (!text && fileUrl === undefined && !attachments?.length) {
    throw new TypeError('The message is empty: it needs text, fileUrl or attachments');
  }
  return JSON.stringify({
    text,
    file_url: fileUrl === undefined ? undefined : webAddress(fileUrl),
    attachments: attachments && Array.from(attachments, encodeAttachment),
    user_ids: userId === undefined ? undefined : [userId],
  });
}

/** Returns the address as a browser would send it: blanks, umlauts and the like percent-encoded. */
function webAddress(url: string | URL): string {
  const isAddress = (typeof url === 'string' || url instanceof URL) && URL.canParse(url);
  const href = isAddress ? new URL(url).href : '';
  if (!/^https?:/.test(href)) throw new TypeError('fileUrl must be an absolute http or https URL');
  return href;
}

function encodeAttachment(attachment: Attachment) {
  const { callbackId, text, buttons } = Object(attachment) as Attachment;
  assertText("An attachment's callbackId", callbackId);
  assertText("An attachment's text", text);
  assertList("An attachment's buttons", buttons);
  return { callback_id: callbackId, text, actions: Array.from(buttons, encodeButton) };
}

function encodeButton(button: Button) {
  const { name, value, text, style } = Object(button) as Button;
  const texts = { name, value, text, ...(style !== undefined && { style }) };
  for (const [member, content] of Object.entries(texts)) assertText(`A button's ${member}`, content);
  return { type: 'button', ...texts };
}

function assertList(name: string, value: unknown): void {
  assert(Array.isArray(value), name, 'a list', value);
}
