import { isRecordOf, storedSignal } from '../stored.ts';

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string');

const maxTexts = 30;

/** The last texts that a user sent, oldest first, by the user and the place. */
const sent = storedSignal<Readonly<Record<string, readonly string[]>>>('sent', {}, isRecordOf(isTexts));

/** Remembers a text that was sent. */
export function remember(where: string, text: string): void {
  const others = (sent.peek()[where] ?? []).filter((each) => each !== text);
  sent.value = { ...sent.peek(), [where]: [...others, text].slice(-maxTexts) };
}

/**
 * Returns the text for ArrowUp (`step` -1) or ArrowDown (1) in a field with a text. Returns undefined if the key only
 * moves the caret: the field has a text of its own, or the list has no more texts.
 */
export function recall(where: string, text: string, step: 1 | -1): string | undefined {
  const texts = sent.peek()[where] ?? [];
  const at = text === '' ? texts.length : texts.indexOf(text);
  if (at === -1 || (text === '' && step === 1)) return undefined;
  return at + step === texts.length ? '' : texts[at + step];
}
