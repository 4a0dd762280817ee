import * as v from 'valibot';

/** What a client or an app wants posted. */
export interface Message {
  readonly text: string;
  readonly fileUrl: string | undefined;
  readonly attachments: readonly PostedAttachment[];
}

/** Buttons beneath a post, with a text. */
export interface PostedAttachment {
  /** The key that a press tells the app; empty if `callback_id` was missing. */
  readonly callbackId: string;
  /** Empty if it was missing. */
  readonly text: string;
  /** In the order of `actions`. */
  readonly buttons: readonly PostedButton[];
}

/** A button that users can press. */
export interface PostedButton {
  /** The key of the button; a press tells it to the app. */
  readonly name: string;
  /** A press tells it to the app. */
  readonly value: string;
  /** The label. `Simulator.press` takes it. */
  readonly text: string;
  /** Six colours are known, others were seen in use; any word is kept. */
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
 * The message in a payload or in an app's reply, which have the same members by the official help. Members of other
 * names are ignored. The name of the first member that is of a wrong type comes back in place of the message.
 */
export function readMessage(payload: object): Message | { readonly wrong: string } {
  const result = v.safeParse(messageSchema, payload);
  return result.success ? result.output : { wrong: String(result.issues[0].path?.[0].key) };
}

export function isEmpty({ text, fileUrl, attachments }: Message): boolean {
  return text === '' && fileUrl === undefined && attachments.length === 0;
}

/** The object that the text holds as JSON; undefined for anything else. */
export function parseObject(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
