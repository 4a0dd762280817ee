import { type CallOptions, type ChatUser, findUser, listUsers } from 'synochat';
import type { CheckedAddress } from './address.ts';
import { UsageError } from './exit.ts';

/**
 * The ids of those that `--to` names: an id, or the name or nickname of one user who can be written to. `@7` is a name.
 *
 * Chat is asked only where there is a name. Throws a `UsageError` for one that nobody, or more than one user has.
 */
export async function readRecipients(
  to: readonly string[],
  bot: CheckedAddress,
  options: CallOptions,
): Promise<number[]> {
  const wanted = to.flatMap((each) => each.split(',')).map((each) => each.trim());
  if (wanted.some((each) => each === '' || each === '@')) throw new UsageError('--to is empty: is a variable not set?');
  const users = wanted.every(isId) ? [] : await listUsers(bot.url, options);
  return wanted.map((each) => (isId(each) ? Number(each) : idOf(each.replace(/^@/, ''), users)));
}

function isId(text: string): boolean {
  return /^\d{1,15}$/.test(text);
}

function idOf(name: string, users: readonly ChatUser[]): number {
  const found = findUser(users, { name });
  if (found) return found.id;
  const same = users.filter((user) =>
    [user.name, user.nickname].some((own) => own.toLowerCase() === name.toLowerCase()),
  );
  const active = same.filter(({ deleted, disabled }) => !deleted && !disabled);
  if (active.length > 1)
    throw new UsageError(`Several users are called "${name}": take the id (${active.map(({ id }) => id).join(', ')})`);
  if (same.length > 0) throw new UsageError(`The user "${name}" is deleted or disabled`);
  throw new UsageError(`Nobody whom the bot sees is called "${name}": \`synochat users\` lists them`);
}
