import * as v from 'valibot';
import { SendError } from '../../shared/errors.ts';
import type { Webhook } from '../exchange/address.ts';
import type { CallOptions } from '../exchange/exchange.ts';
import { type FailureRow, failureOf, notChat } from '../exchange/failures.ts';
import { maxList, type ReadMethod, readChat } from '../exchange/read.ts';
import { readReply } from '../exchange/reply.ts';

/**
 * Returns the list of that name in Chat's reply, each entry as the schema makes it. An entry that does not fit is left
 * out: one odd entry must not hide hundreds of others. Throws `not_chat` with the path of the mistake if the reply has no
 * list, or if none of its entries fits.
 */
export async function queryList<Entry>(
  bot: Webhook,
  method: ReadMethod,
  parameters: Readonly<Record<string, string>>,
  options: CallOptions,
  list: string,
  entry: v.GenericSchema<unknown, Entry>,
): Promise<Entry[]> {
  const data = await readChat(bot, method, parameters, options, (response, token) =>
    readReply(response, { token, maxBytes: maxList }),
  );
  const result = v.safeParse(v.object({ [list]: v.nullable(v.array(v.unknown()), []) }), data);
  if (!result.success) throw unreadable(v.getDotPath(result.issues[0]) ?? 'data');
  const entries = (result.output[list] ?? []).map((each) => v.safeParse(entry, each));
  const fitting = entries.flatMap((each) => (each.success ? [each.output] : []));
  const issue = entries[0]?.issues?.[0];
  if (issue && fitting.length === 0)
    throw unreadable(
      [list, 0, v.getDotPath(issue) ?? []].flat().join('.'),
      'None of the entries that Chat lists can be read: is its version newer?',
    );
  return fitting;
}

function unreadable(path: string, message?: string): SendError {
  const failure = failureOf(notChat);
  return new SendError({ ...failure, posted: 'no', message: `${message ?? failure.message} (wrong: ${path})` });
}

/** Returns the schema of an optional text: empty if it is missing or no text. */
export function looseText() {
  return v.fallback(v.nullish(v.string(), ''), '');
}

/** Returns the schema of an id or a time. */
export function wholeNumber() {
  return v.pipe(v.number(), v.safeInteger(), v.minValue(0));
}

/** Returns the post id. Throws a `TypeError` if it is not a text of digits. */
export function checkPostId(id: string): string {
  if (typeof id !== 'string' || !/^\d+$/.test(id)) throw new TypeError('A post id must be a text of digits');
  return id;
}

/** Returns the error of a row. A query posts nothing, however it ended. */
export function queryError(row: FailureRow): SendError {
  return new SendError({ ...failureOf(row), posted: 'no' });
}
