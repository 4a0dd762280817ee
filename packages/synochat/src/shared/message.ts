/** What Chat posts: a text, a file, buttons, or any of these together. */
export interface Message {
  /** With Chat's markup, not Markdown: `*bold*`, `_italic_`, `<url|label>`. */
  readonly text?: string | undefined;
  /**
   * Where the NAS, not the reader, downloads the file from. http or https; 32 MB at most (Synology's help page). Sent as
   * `new URL(fileUrl).href`, so that it may be typed with blanks and any letters.
   */
  readonly fileUrl?: string | URL | undefined;
  /** Rows of buttons under the text. */
  readonly attachments?: readonly Attachment[] | undefined;
}

/** A row of buttons with a text of its own. */
export interface Attachment {
  /** Comes back with the press, to tell which message was answered. */
  readonly callbackId: string;
  readonly text: string;
  readonly buttons: readonly Button[];
}

/** A button; `name` and `value` come back when it is pressed. */
export interface Button {
  readonly name: string;
  readonly value: string;
  /** The label. */
  readonly text: string;
  /** Other values are passed on: some servers know more. */
  readonly style?: 'green' | 'grey' | 'red' | 'orange' | 'blue' | 'teal' | (string & {}) | undefined;
}

/** Longest text Chat takes, in code points. No official figure: five independent clients agree on 2000. */
export const maxText = 2000;

/** The message as it is now: what is changed in it later is not seen. */
export function copyMessage(message: string | Message): Message {
  if (typeof message === 'string') return { text: message };
  const { text, fileUrl, attachments } = Object(message) as Message;
  return JSON.parse(JSON.stringify({ text, fileUrl, attachments })) as Message;
}

/**
 * The message as Chat's JSON, to the user where there is one. Throws a `TypeError` when there is nothing to post or the
 * file's address is no web address.
 */
export function encodeMessage({ text, fileUrl, attachments }: Message, userId?: number): string {
  if (!text && fileUrl === undefined && !attachments?.length) {
    throw new TypeError('The message is empty: it needs text, fileUrl or attachments');
  }
  return JSON.stringify({
    text,
    file_url: fileUrl === undefined ? undefined : webAddress(fileUrl),
    attachments: attachments?.map(encodeAttachment),
    user_ids: userId === undefined ? undefined : [userId],
  });
}

/** The address as a browser would send it: blanks, umlauts and the like percent-encoded. */
function webAddress(url: string | URL): string {
  const { protocol, href } = URL.canParse(url) ? new URL(url) : { protocol: '', href: '' };
  if (!/^https?:$/.test(protocol)) throw new TypeError('fileUrl must be an absolute http or https URL');
  return href;
}

function encodeAttachment({ callbackId, text, buttons }: Attachment) {
  return {
    callback_id: callbackId,
    text,
    actions: buttons.map(({ name, value, text, style }) => ({ type: 'button', name, value, text, style })),
  };
}
