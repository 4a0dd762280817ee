import type { Attachment, Button } from 'synochat';
import type { Flags } from './arguments.ts';
import { UsageError } from './exit.ts';

const styles = ['green', 'grey', 'red', 'orange', 'blue', 'teal'] as const;
const withStyle = new RegExp(`^(.*):(${styles.join('|')})$`, 's');

/** The row of buttons that the flags ask for. Throws a `UsageError`. */
export function readButtons({ button = [], callback }: Flags): readonly Attachment[] {
  if (button.length === 0 && callback !== undefined) throw new UsageError('--callback belongs to a --button');
  if (button.length === 0) return [];
  return [{ callbackId: callback ?? 'synochat', text: '', buttons: button.map(readButton) }];
}

function readButton(given: string): Button {
  const equals = given.indexOf('=');
  const label = given.slice(0, equals).trim();
  if (equals < 1 || label === '')
    throw new UsageError('A --button is LABEL=VALUE or LABEL=VALUE:STYLE, as "Yes=yes:green"');
  const rest = given.slice(equals + 1);
  const [, value = rest, style] = withStyle.exec(rest) ?? [];
  if (value === '') throw new UsageError(`The button "${label}" has no value, by which it is known when pressed`);
  return { name: label, value, text: label, style };
}
