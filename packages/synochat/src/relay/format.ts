import type { Message, RequestError } from '../index.ts';

/** How a notification is shown. */
export interface ShowOptions {
  /**
   * How images are shown: as a link, as the file of the post, or not at all. Default: `link`. With `file` the NAS
   * downloads the first image, so let only addresses of your own be files.
   */
  images?: 'link' | 'file' | 'none' | undefined;
  /** Whether a colour becomes 🔴, 🟠 or 🟢 before the first line. Default: true. */
  marks?: boolean | undefined;
  /** Whether a mention such as `<!channel>` stays a mention. Default: true. */
  mentions?: boolean | undefined;
  /** The longest text in code points. Default: 8000. A longer text ends with `… and 12345 more characters`. */
  maxText?: number | undefined;
}

/** How a notification is read and shown. */
export interface NotificationOptions extends ShowOptions {
  /** The largest body in bytes. Default: 1048576. */
  maxBytes?: number | undefined;
  /** Milliseconds in which the body must arrive. Default: 5000. */
  timeout?: number | undefined;
}

/** A notification of a tool, as a message for Chat. */
export interface Notification {
  readonly kind: 'notification';
  /** The name of the format. */
  readonly format: string;
  /** The message, for `sendIncoming`. */
  readonly message: Message;
  /** The id that the tool gives the delivery, the same for each retry; undefined if the tool gives none. */
  readonly id: string | undefined;
  /** Returns a new response, which the tool takes for success. Answer with it only after the message is stored or sent. */
  readonly accepted: () => Response;
}

/** The parts of a request that a format reads. */
export interface ReceivedNotification {
  /** The members of the JSON object, or the fields of the form; empty for any other body. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** The body as text. */
  readonly text: string;
  /** The query of the address. */
  readonly query: URLSearchParams;
  readonly headers: Headers;
}

/** A format of notifications: how a tool's request is read, and which answers the tool expects. */
export interface NotificationFormat {
  readonly name: string;
  /** Returns the message. Throws a `RequestError` `notification_invalid` for a request in another format. */
  read(received: ReceivedNotification, options?: ShowOptions): Message;
  /** Returns the answer that the tool takes for success. */
  accepted(received: ReceivedNotification): Response;
  /** Returns the answer by which the tool sees that the notification was refused. */
  refused(error: RequestError): Response;
}
