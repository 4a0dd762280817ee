import { RequestError } from 'synochat';
import { type Outbox, OutboxError } from 'synochat/outbox';
import { type NotificationFormat, type NotificationOptions, parseNotification } from 'synochat/relay';
import { unavailable } from './answers.ts';
import { keepFilesOf } from './images.ts';

/** The settings for reading and storing notifications. */
export interface Receiver {
  readonly outbox: Pick<Outbox, 'put'>;
  /** How notifications are shown. */
  readonly shown: NotificationOptions;
  readonly imageHosts: readonly string[];
  /** Returns the name of the webhook with this key. */
  readonly nameOf: (key: string) => string | undefined;
  /** Called after each attempt to store a message, with the reason if the store has not stored the message. */
  readonly onStored: (problem: string | undefined) => void;
}

/**
 * Reads a notification, stores its message for the webhook, and returns the answer for the tool. Without a name the key
 * is the topic in the body. Never rejects.
 */
export async function receive(
  req: Request,
  format: NotificationFormat,
  name: string | undefined,
  { outbox, shown, imageHosts, nameOf, onStored }: Receiver,
): Promise<Response> {
  let webhook = name;
  const reading: NotificationFormat = {
    ...format,
    read(received, options) {
      const { topic } = received.fields;
      webhook ??= typeof topic === 'string' ? nameOf(topic) : undefined;
      if (webhook === undefined) throw wrongKey();
      return format.read(received, options);
    },
  };
  try {
    const notification = await parseNotification(req, reading, shown);
    const { id, message } = notification;
    // An id of one tool is no id of another.
    const deliveryId = id === undefined ? undefined : `${format.name} ${id}`;
    await outbox.put(webhook ?? '', keepFilesOf(imageHosts, message), { id: deliveryId });
    onStored(undefined);
    return notification.accepted();
  } catch (error) {
    if (error instanceof RequestError) return format.refused(error);
    if (error instanceof TypeError)
      return format.refused(new RequestError('notification_invalid', 'Chat has no such message'));
    // Only the message of an `OutboxError` is known to hold no text of a notification.
    onStored(error instanceof OutboxError ? error.message : 'The notification could not be stored');
    return unavailable(format);
  }
}

/** Returns the refusal of a wrong key. */
export function wrongKey(): RequestError {
  return new RequestError('token_wrong', 'The key in the address is wrong');
}
