import { SendError } from '../../shared/errors.ts';
import { readEndpoint, type Webhook } from './address.ts';
import { assertCallOptions, type CallOptions, exchange, type Outcome } from './exchange.ts';

/** Bytes of a reply with a list at most: some ten thousand users. */
export const maxList = 8_388_608;

/** The methods that post nothing. */
export type ReadMethod = 'user_list' | 'channel_list' | 'post_list' | 'post_file_get';

/**
 * Calls a read-only method by GET, with the parameters in the query as all known clients do, and returns what `read` makes
 * of the reply. Throws a `SendError` with `posted: 'no'` if the call fails, and as the address and the options are checked.
 */
export async function readChat<T>(
  bot: Webhook,
  method: ReadMethod,
  parameters: Readonly<Record<string, string>>,
  options: CallOptions,
  read: (response: Response, token: string) => Promise<Outcome<T>>,
): Promise<T> {
  const { url, token } = readEndpoint(bot, method);
  assertCallOptions(options);
  const query = String(new URLSearchParams(parameters));
  const { failure, data } = await exchange(query ? `${url}&${query}` : url, {}, options, (response) =>
    read(response, token),
  );
  if (failure) throw new SendError({ ...failure, posted: 'no' });
  return data;
}
