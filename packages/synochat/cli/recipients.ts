import { UsageError } from '@synochat/command-line';
import { type CallOptions, type ChatUser, findUser, listUsers } from 'synochat';
import type { CheckedAddress } from './address.ts';

/**
 * Returns the ids of the users of `--to`. A user is an id, or the name or nickname of an active user. `@7` is a name.
 *
 * If every user is an id, Chat is not called. Throws a `UsageError` unless exactly one user has a name.
 */
export async function readRecipients(
  to: readonly string[],
  bot: CheckedAddress,
  options: CallOptions,
): Promise<number[]> {
  const recipients = to.flatMap((each) => each.split(',')).map((each) => each.trim());
  if (recipients.some((each) => each === '' || each === '@'))
    throw new UsageError('--to is empty: is a variable not set?');
  const users = recipients.every(isId) ? [] : await listUsers(bot.url, options);
  return recipients.map((each) => (isId(each) ? Number(each) : idOf(each.replace(/^@/, ''), users)));
}

function isId(text: string): boolean {
  return /^\d{1,15}$/.test(text);
}

function idOf(name: string, users: readonly ChatUser[]): number {
  const user = findUser(users, { name });
  if (user) return user.id;
  const same = users.filter((each) =>
    [each.name, each.nickname].some((eachName) => eachName.toLowerCase() === name.toLowerCase()),
  );
  const active = same.filter(({ deleted, disabled }) => !deleted && !disabled);
  if (active.length > 1)
    throw new UsageError(`Several users are called "${name}": use the id (${active.map(({ id }) => id).join(', ')})`);
  if (same.length > 0)
    throw new UsageError(`The user "${name}" is deleted or disabled: choose another, or enable the user in DSM`);
  throw new UsageError(`The bot sees no user "${name}": \`synochat users\` lists the users`);
}
