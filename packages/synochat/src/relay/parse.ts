import { RequestError } from '../index.ts';
import { readBody } from '../shared/body.ts';
import type { Notification, NotificationFormat, NotificationOptions, ReceivedNotification } from './format.ts';

/** Reads a tool's notification as a message for Chat. */
export async function parseNotification(
  req: Request,
  format: NotificationFormat,
  options: NotificationOptions = {},
): Promise<Notification> {
  const { maxBytes = 1_048_576, timeout = 5_000 } = options;
  const text = await readBody(req, { maxBytes, timeout }, (code, message) => new RequestError(code, message));
  const received: ReceivedNotification = {
    fields: fieldsOf(text),
    text,
    query: new URL(req.url).searchParams,
    headers: req.headers,
  };
  const message = format.read(received, options);
  if (!message.text) throw new RequestError('notification_empty', 'The notification has nothing to show');
  return {
    kind: 'notification',
    format: format.name,
    message,
    id: undefined,
    accepted: () => format.accepted(received),
  };
}

function fieldsOf(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text)) as Record<string, unknown>;
  } catch {
    return {};
  }
}
