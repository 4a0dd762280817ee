import * as v from 'valibot';

/** A message from a client or an app. */
export interface Message {
  readonly text: string;
  readonly fileUrl: string | undefined;
  readonly attachments: readonly PostedAttachment[];
}

/** A text and buttons beneath a post. */
export interface PostedAttachment {
  /** The key that a button press sends to the app. Empty if `callback_id` was missing. */
  readonly callbackId: string;
  /** Empty if `text` was missing. */
  readonly text: string;
  /** In the order of `actions`. */
  readonly buttons: readonly PostedButton[];
}

/** A button that users can press. */
export interface PostedButton {
  /** The key of the button. A press sends the key to the app. */
  readonly name: string;
  /** A press sends the value to the app. */
  readonly value: string;
  /** The label, which `Simulator.press` takes. */
  readonly text: string;
  /** The colour. Six are known and others were seen in use, so any word is accepted. */
  readonly style: string;
}

const word = v.nullish(v.string(), '');

const buttonSchema = v.object({ name: word, value: word, text: word, style: word });

const attachmentSchema = v.pipe(
  v.object({ callback_id: word, text: word, actions: v.nullish(v.array(buttonSchema), []) }),
  v.transform((wire): PostedAttachment => ({ callbackId: wire.callback_id, text: wire.text, buttons: wire.actions })),
);

const messageSchema = v.pipe(
  v.object({ text: word, file_url: word, attachments: v.nullish(v.array(attachmentSchema), []) }),
  v.transform(({ text, file_url, attachments }): Message => ({ text, fileUrl: file_url || undefined, attachments })),
);

/**
 * Returns the message in a payload or in an app's reply. Both have the same members by the official help. Other members
 * are ignored. If a member has a wrong type, returns the name of the first such member instead.
 */
export function readMessage(payload: object): Message | { readonly wrong: string } {
  const result = v.safeParse(messageSchema, payload);
  return result.success ? result.output : { wrong: String(result.issues[0].path?.[0].key) };
}

export function isEmpty({ text, fileUrl, attachments }: Message): boolean {
  return text === '' && fileUrl === undefined && attachments.length === 0;
}

/** Returns the object that a JSON text holds, or undefined for any other text. */
export function parseObject(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
