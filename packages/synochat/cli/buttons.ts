import { nearest, UsageError } from '@synochat/command-line';
import type { Attachment, Button } from 'synochat';
import type { Flags } from './flags.ts';

const styles = ['green', 'grey', 'red', 'orange', 'blue', 'teal'] as const;
const withStyle = new RegExp(`^(.*):(${styles.join('|')})$`, 's');

/** Returns the row of buttons of the flags. Throws a `UsageError` if a button is invalid. */
export function readButtons({ button = [], callback }: Flags): readonly Attachment[] {
  if (button.length === 0 && callback !== undefined) throw new UsageError('--callback needs a --button');
  if (button.length === 0) return [];
  return [{ callbackId: callback ?? 'synochat', text: '', buttons: button.map(readButton) }];
}

function readButton(text: string): Button {
  const equals = text.indexOf('=');
  const label = text.slice(0, equals).trim();
  if (equals < 1 || label === '')
    throw new UsageError('--button must be LABEL=VALUE or LABEL=VALUE:STYLE, such as "Yes=yes:green"');
  const rest = text.slice(equals + 1);
  const [, value = rest, style] = withStyle.exec(rest) ?? [];
  const [, unknown] = style === undefined ? (/:([a-z]+)$/i.exec(rest) ?? []) : [];
  if (unknown !== undefined) throw new UsageError(unknownStyle(label, unknown));
  if (value === '')
    throw new UsageError(`The button "${label}" has no value: add one after =, for your bot to tell the buttons apart`);
  return { name: label, value, text: label, style };
}

/** A slip in a style would arrive as a part of the value, and the bot would not know the value. */
function unknownStyle(label: string, style: string): string {
  const near = nearest(style, styles);
  const hint = near === undefined ? '' : `did you mean ${near}? `;
  return `The button "${label}" has an unknown style "${style}": ${hint}The styles are ${styles.join(', ')}. If it belongs to the value, add a style after it, such as :grey`;
}
