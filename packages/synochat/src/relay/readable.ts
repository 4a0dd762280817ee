import { RequestError } from '../index.ts';
import type { ReceivedNotification } from './format.ts';

/** Throws a `RequestError` `notification_invalid` if the body is neither a JSON object nor a form. */
export function assertReadable({ fields, text }: ReceivedNotification): void {
  if (Object.keys(fields).length > 0 || /^(?:\{\s*\})?$/.test(text.trim())) return;
  throw new RequestError(
    'notification_invalid',
    'The body is neither a JSON object nor a form: check which format the tool sends',
  );
}
