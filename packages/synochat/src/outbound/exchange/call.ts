import { assert, isObject } from '../../shared/assert.ts';
import { SendError } from '../../shared/errors.ts';
import { readEndpoint, type Webhook } from './address.ts';
import { postForm } from './connection.ts';
import { assertCallOptions, type CallOptions, exchange } from './exchange.ts';
import { maxList, type ReadMethod, readChat } from './read.ts';
import { readReply } from './reply.ts';

/** A known method of Chat's external API. */
export type ChatMethod = 'incoming' | 'chatbot' | ReadMethod;

/**
 * Calls one method of Chat's external API once, and returns the `data` of the reply. The call has no queue, no pace and
 * no retry: use `sendIncoming` and `sendBot` for messages.
 *
 * A known method that posts nothing goes by GET with its parameters in the query, as all known clients call it. Any other
 * method goes by POST as a form. A parameter that is a text is sent as it is, any other value as JSON; undefined is left
 * out. The reply may have 8 MiB.
 *
 * Throws a `SendError` if Chat refuses the call or does not answer: `posted` is `no` for a method that posts nothing, else
 * perhaps `unknown`. Throws the signal's reason after an abort, and a `TypeError` or `RangeError` for an invalid argument.
 *
 * @param address The URL of the webhook or bot in Chat, or the parts of the URL.
 * @param method The method, such as `user_list`.
 * @param parameters The parameters of the method.
 * @example
 * ```ts
 * const data = await callChat(process.env.SYNOCHAT_BOT!, 'channel_list');
 * console.log(JSON.stringify(data));
 * ```
 */
export async function callChat(
  address: Webhook,
  method: ChatMethod | (string & {}),
  parameters: Readonly<Record<string, unknown>> = {},
  options: CallOptions = {},
): Promise<unknown> {
  assert(typeof method === 'string' && /^\w+$/.test(method), 'method', 'the name of a method', method);
  assert(isObject(parameters), 'parameters', 'an object', parameters);
  const fields = encodeParameters(parameters);
  if (isReadMethod(method))
    return readChat(address, method, fields, options, (response, token) =>
      readReply(response, { token, maxBytes: maxList }),
    );
  const { url, token } = readEndpoint(address, method);
  assertCallOptions(options);
  const { failure, data } = await exchange(url, postForm(fields), options, (response) =>
    readReply(response, { token, maxBytes: maxList }),
  );
  if (failure) throw new SendError(failure);
  return data;
}

const readMethods: Readonly<Record<ReadMethod, true>> = {
  user_list: true,
  channel_list: true,
  post_list: true,
  post_file_get: true,
};

function isReadMethod(method: string): method is ReadMethod {
  return Object.hasOwn(readMethods, method);
}

function encodeParameters(parameters: Readonly<Record<string, unknown>>): Record<string, string> {
  const fields: [string, string][] = [];
  for (const [name, value] of Object.entries(parameters)) {
    if (/^(api|method|version|token)$/.test(name)) throw new TypeError(`The parameter ${name} is part of the address`);
    if (value !== undefined) fields.push([name, typeof value === 'string' ? value : encodeJson(name, value)]);
  }
  return Object.fromEntries(fields);
}

/** Throws a `TypeError` for a value that JSON cannot hold. The message does not repeat the value, which may be a secret. */
function encodeJson(name: string, value: unknown): string {
  let json: string | undefined;
  try {
    json = JSON.stringify(value);
  } catch {
    // A bigint, a circle, or a `toJSON` that throws.
  }
  if (json === undefined) throw new TypeError(`The parameter ${name} must be a text or a value for JSON.stringify`);
  return json;
}
