import { parseJson } from '../shared/json.ts';
import { withToken } from './event-token.ts';
import { type OutgoingMessage, type Received, readThread, readUser, type SlashCommand } from './events.ts';
import { dateField, digitsField, type Fields, type Form, readObject, refuseField, textField } from './fields.ts';

/** An event of a bot: a message, or the press of a button. */
export type BotEvent = BotMessage | ButtonPress;

/** Any event from Chat. */
export type ChatEvent = OutgoingMessage | SlashCommand | BotEvent;

/** A user's message to a bot. */
export interface BotMessage extends Received {
  /** Tells a message to a bot from the press of a button. */
  readonly kind: 'bot';
  /** Empty if a file came without a text. */
  readonly text: string;
  /** The name of the file that the user uploaded: `getPostFile` of `postId` fetches the file. Undefined without a file. */
  readonly fileName: string | undefined;
  /** Digits; the conversation's id times 2³² plus the number of the post. */
  readonly postId: string;
  /** Undefined outside a thread. Older versions of Chat send no thread. */
  readonly threadId: string | undefined;
  /** The time of the post, by the server's clock. */
  readonly sentAt: Date;
}

/** The press of a button. */
export interface ButtonPress extends Received {
  /** Tells the press of a button from a message to a bot. */
  readonly kind: 'press';
  /** The `callbackId` of the attachment with the buttons. */
  readonly callbackId: string;
  /** The name of the first button pressed. */
  readonly name: string;
  /** The value of the first button pressed. */
  readonly value: string;
  /** All pressed buttons. */
  readonly actions: readonly PressedButton[];
  /** The id of the post with the buttons. Digits. */
  readonly postId: string;
}

/** A button as Chat sends it back. */
export interface PressedButton {
  /** The name that the program chose for the button. */
  readonly name: string;
  /** The value that the program chose for the button. */
  readonly value: string;
  /** The label. Empty if the server sends no label. */
  readonly text: string;
  /** The button's colour. Undefined if the server sends no colour. */
  readonly style: string | undefined;
}

/**
 * Reads an event of a bot. Sources: seven implementations for messages, which have no channel and no trigger word; two
 * for files; three for presses.
 */
export function readBotEvent({ fields, values }: Form, token: string): BotEvent {
  const isPress = 'callback_id' in fields || 'actions' in fields;
  return isPress ? readPress(fields, token, values) : readMessage(fields, token);
}

function readMessage(raw: Fields, token: string): BotMessage {
  const fileName = raw['file_name'];
  return withToken(
    {
      kind: 'bot' as const,
      text: fileName === undefined ? textField(raw, 'text') : (raw['text'] ?? ''),
      user: readUser(raw),
      fileName,
      postId: digitsField(raw, 'post_id'),
      threadId: readThread(raw),
      sentAt: dateField(raw, 'timestamp'),
      raw,
    },
    token,
  );
}

function readPress(raw: Fields, token: string, values: Form['values']): ButtonPress {
  const actions = objectsIn(values, 'actions').map(readPressedButton);
  const [first = refuseField('field_invalid', 'actions')] = actions;
  const [user = {}] = objectsIn(values, 'user');
  return withToken(
    {
      kind: 'press' as const,
      user: readUser(user),
      callbackId: textField(raw, 'callback_id'),
      name: first.name,
      value: first.value,
      actions,
      postId: digitsField(raw, 'post_id'),
      raw,
    },
    token,
  );
}

function readPressedButton(action: Fields): PressedButton {
  return {
    name: textField(action, 'name'),
    value: textField(action, 'value'),
    text: action['text'] ?? '',
    style: action['style'],
  };
}

/** Returns the object, or each of the objects, in a field, plain or as JSON. */
function objectsIn(values: Form['values'], name: string): Fields[] {
  const value = values[name] ?? refuseField('field_missing', name);
  try {
    return [typeof value === 'string' ? parseJson(value) : value].flat().map((object) => readObject(object).fields);
  } catch {
    return refuseField('field_invalid', name);
  }
}
