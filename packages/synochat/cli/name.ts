import { UsageError } from '@synochat/command-line';

/**
 * Checks the name of an address. A name can be the end of a variable, so that `backup` is also SYNOCHAT_WEBHOOK_BACKUP.
 *
 * Throws a `UsageError` if the name is invalid. The message repeats no name: it may be a URL in the wrong place.
 */
export function checkAddressName(name: string, source: string): void {
  if (!/^[a-z0-9][a-z0-9_-]{0,39}$/i.test(name))
    throw new UsageError(`A name of ${source} is invalid: use letters, digits, - and _, such as backup`);
}

/** Returns whether two names are the same. Names differ neither by case nor by `-` and `_`, as a variable has only capitals and `_`. */
export function isSameName(one: string, other: string): boolean {
  return one.toUpperCase().replaceAll('-', '_') === other.toUpperCase().replaceAll('-', '_');
}
