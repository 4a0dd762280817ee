import { parseJson } from '../shared/json.ts';
import { type OutgoingMessage, type Received, readThread, readUser, type SlashCommand, WithToken } from './events.ts';
import { dateField, digitsField, type Fields, type Form, readObject, refuse, textField } from './fields.ts';

/** An event of a bot: a message, or the press of a button. */
export type BotEvent = BotMessage | ButtonPress;

/** Whatever Chat sends. */
export type ChatEvent = OutgoingMessage | SlashCommand | BotEvent;

/** What a user wrote to a bot. */
export interface BotMessage extends Received {
  /** Tells a message to a bot from the press of a button. */
  readonly kind: 'bot';
  /** Empty if a file came without a text. */
  readonly text: string;
  /** The name of the file that the user uploaded: `getPostFile` of `postId` fetches the file. Undefined without a file. */
  readonly fileName: string | undefined;
  /** Digits; the conversation's id times 2³² plus the number of the post in it. */
  readonly postId: string;
  /** Undefined outside a thread; older versions of Chat do not tell. */
  readonly threadId: string | undefined;
  /** The time that the server tells. */
  readonly sentAt: Date;
}

/** The press of a button. */
export interface ButtonPress extends Received {
  /** Tells the press of a button from a message to a bot. */
  readonly kind: 'press';
  /** As it was given with the buttons. */
  readonly callbackId: string;
  /** Of the first button pressed, as is `value`. */
  readonly name: string;
  /** The value that was given with the first button pressed. */
  readonly value: string;
  /** All that were pressed. */
  readonly actions: readonly PressedButton[];
  /** The post that holds the buttons. Digits. */
  readonly postId: string;
}

/** A button as it was sent. */
export interface PressedButton {
  /** The name that was given with the button. */
  readonly name: string;
  /** The value that was given with the button. */
  readonly value: string;
  /** The label. Empty if the server does not tell it. */
  readonly text: string;
  /** Its colour. Undefined if the server does not tell it. */
  readonly style: string | undefined;
}

/** Sources: seven implementations for messages, which have no channel and no trigger word; two for files; three for presses. */
export function readBot(raw: Fields, token: string, values: Form['values']): BotEvent {
  return 'callback_id' in raw || 'actions' in raw ? new Press(raw, token, values) : new Message(raw, token);
}

class Message extends WithToken implements BotMessage {
  readonly kind = 'bot';
  readonly user;
  readonly text;
  readonly fileName;
  readonly postId;
  readonly threadId;
  readonly sentAt;
  readonly raw;

  constructor(raw: Fields, token: string) {
    super(token);
    this.fileName = raw['file_name'];
    this.text = this.fileName === undefined ? textField(raw, 'text') : (raw['text'] ?? '');
    this.user = readUser(raw);
    this.postId = digitsField(raw, 'post_id');
    this.threadId = readThread(raw);
    this.sentAt = dateField(raw, 'timestamp');
    this.raw = raw;
  }
}

class Press extends WithToken implements ButtonPress {
  readonly kind = 'press';
  readonly user;
  readonly callbackId;
  readonly name;
  readonly value;
  readonly actions;
  readonly postId;
  readonly raw;

  constructor(raw: Fields, token: string, values: Form['values']) {
    super(token);
    const actions = objects(values, 'actions').map(readButton);
    const [first] = actions;
    if (!first) refuse('field_invalid', 'actions');
    const [user] = objects(values, 'user');
    this.user = readUser(user ?? {});
    this.callbackId = textField(raw, 'callback_id');
    this.name = first.name;
    this.value = first.value;
    this.actions = actions;
    this.postId = digitsField(raw, 'post_id');
    this.raw = raw;
  }
}

function readButton(action: Fields): PressedButton {
  return {
    name: textField(action, 'name'),
    value: textField(action, 'value'),
    text: action['text'] ?? '',
    style: action['style'],
  };
}

/** The object, or each of the objects, that a field holds, maybe as JSON. */
function objects(values: Form['values'], name: string): Fields[] {
  const value = values[name] ?? refuse('field_missing', name);
  try {
    return [typeof value === 'string' ? parseJson(value) : value].flat().map((object) => readObject(object).fields);
  } catch {
    return refuse('field_invalid', name);
  }
}
