import { listOf } from '../shared/list.ts';
import { mistakeIn } from '../shared/token-mistakes.ts';
import { hasCodes, indexOrEnd } from './fields.ts';

/**
 * The accepted token: the token that Chat shows for the integration, a list of tokens while one is being replaced, or your
 * own check, which accepts only by returning `true`.
 */
export type TokenSource = string | readonly string[] | ((token: string) => boolean | Promise<boolean>);

/**
 * Returns whether the received token is an accepted one. The time does not depend on how many characters are right.
 *
 * Throws a `TypeError` if an accepted token, alone or in a list, is missing, empty, the text `undefined` or `null`, has
 * blanks at its ends, or holds quotes or control characters: a missing environment variable must accept no request. The
 * token in the body is the only proof of origin, because Chat signs nothing.
 *
 * @param received The `token` of an event that was parsed without the option `token`.
 * @param accepted The token that Chat shows for the integration, or several of them.
 *
 * @example
 * ```ts
 * const event = await parseOutgoing(req);
 * if (!verifyToken(event.token, tokenOf(event.channel.name))) return new Response('unauthorized', { status: 401 });
 * ```
 */
export function verifyToken(received: string, accepted: string | readonly string[]): boolean {
  assertTokens(accepted);
  return matches(received, accepted);
}

/** Returns whether the received token is an accepted one. */
export function matches(received: string, accepted: string | readonly string[]): boolean {
  let right = false;
  // Compare every accepted token, also after a match: the time must not tell which token matched.
  for (const token of listOf(accepted)) right = equal(received, token) || right;
  return right;
}

/** Returns whether the source is a token or a list of tokens, not a function. */
export function isStatic(source: TokenSource): source is Exclude<TokenSource, (...args: never) => unknown> {
  return typeof source !== 'function';
}

/** Throws a `TypeError` unless the source is a function, or holds valid tokens. */
export function assertTokenSource(source: unknown, name?: string): asserts source is TokenSource {
  if (typeof source !== 'function') assertTokens(source, name);
}

/** Returns whether the source accepts the received token. The source was asserted before; an empty token is never accepted. */
export async function accepts(source: TokenSource, received: string): Promise<boolean> {
  if (isStatic(source)) return matches(received, source);
  // A function without types may return anything: only `true` accepts.
  return ((await source(received)) as unknown) === true;
}

/** Returns the token with which a form begins, as Chat's forms do; undefined if the token is empty or encoded. */
export function tokenAtStart(body: string): string | undefined {
  if (!body.startsWith('token=')) return undefined;
  const token = body.slice(6, indexOrEnd(body, '&', 6));
  return token === '' || hasCodes(token) ? undefined : token;
}

/** The last valid token. The check takes 2 % of a request, and most programs have one token. */
let lastValid: string | undefined;

function assertTokens(accepted: unknown, name = 'The accepted token'): asserts accepted is string | readonly string[] {
  const tokens: readonly unknown[] = listOf(accepted);
  // A loop also visits the empty slots of an array, and takes a sixth of the time of `map`.
  for (const token of tokens.length > 0 ? tokens : ['']) {
    if (typeof token !== 'string' || token === '')
      throw new TypeError(`${name} is missing or empty: is an environment variable not set?`);
    if (token === lastValid) continue;
    const mistake = mistakeIn(token);
    if (mistake !== undefined) throw new TypeError(`${name} ${mistake}`);
    lastValid = token;
  }
}

function equal(received: unknown, token: string): boolean {
  if (typeof received !== 'string') return false;
  let difference = received.length ^ token.length;
  // Past the end, charCodeAt is NaN, which the operator converts to 0; `difference` is not 0 then, because of the lengths.
  for (let i = 0; i < token.length; i++) difference |= received.charCodeAt(i) ^ token.charCodeAt(i);
  return difference === 0;
}
