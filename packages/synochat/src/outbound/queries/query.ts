import * as v from 'valibot';
import { type Failure, SendError } from '../../shared/errors.ts';
import { type Method, readAddress, type Webhook } from '../exchange/address.ts';
import { assertCallOptions, type CallOptions, call, type Outcome } from '../exchange/exchange.ts';
import { replyFailure } from '../exchange/failures.ts';
import { readReply } from '../exchange/reply.ts';

/** Bytes of a list at most: some ten thousand users. */
const maxList = 8 * 1024 * 1024;

/**
 * Asks Chat as a bot and lets `read` take the answer in. Throws a `SendError` that says `posted: 'no'`: a question
 * posts nothing, so it may be asked again when the way there or back was what failed.
 *
 * By GET, with the parameters in the query, as all known clients ask.
 */
export async function ask<T>(
  bot: Webhook,
  method: Method,
  parameters: Readonly<Record<string, string>>,
  options: CallOptions,
  read: (response: Response, token: string) => Promise<Outcome<T>>,
): Promise<T> {
  const { url, token } = readAddress(bot, method);
  assertCallOptions(options);
  const query = String(new URLSearchParams(parameters));
  const outcome = await call(query ? `${url}&${query}` : url, {}, options, (response) => read(response, token));
  if (outcome.failure) throw askError(outcome.failure);
  return outcome.data;
}

/**
 * The list that Chat answers with, each entry as the schema makes it. An entry that does not fit is left out: one odd
 * entry of hundreds must not take all others away. Throws `not_chat`, naming the place, if there is no list or if none
 * of its entries fits.
 */
export async function askList<Entry>(
  bot: Webhook,
  method: Method,
  parameters: Readonly<Record<string, string>>,
  options: CallOptions,
  list: string,
  entry: v.GenericSchema<unknown, Entry>,
): Promise<Entry[]> {
  const data = await ask(bot, method, parameters, options, (response, token) =>
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

function unreadable(place: string, message?: string): SendError {
  const failure = replyFailure('not_chat');
  return askError({ ...failure, message: `${message ?? failure.message} (wrong: ${place})` });
}

/** A text that is not needed: empty if it is missing or no text. */
export function looseText() {
  return v.fallback(v.nullish(v.string(), ''), '');
}

/** What an id, or a time, is in an answer. */
export function wholeNumber() {
  return v.pipe(v.number(), v.safeInteger(), v.minValue(0));
}

/** Throws a `TypeError` for a post id that is none. */
export function readPostId(id: string): string {
  if (typeof id !== 'string' || !/^\d+$/.test(id)) throw new TypeError('A post id must be a text of digits');
  return id;
}

/** Returns the failure as the error of a question, which posts nothing, whatever became of it. */
export function askError(failure: Failure): SendError {
  return new SendError({ ...failure, posted: 'no' });
}
