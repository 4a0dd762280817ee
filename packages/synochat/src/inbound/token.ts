import { listOf } from '../shared/list.ts';
import { mistakeIn } from '../shared/token-mistakes.ts';

/**
 * What a received token is compared with: the token Chat shows for the integration, several of them while one is
 * being replaced, or your own check, which accepts by exactly `true`.
 */
export type TokenSource = string | readonly string[] | ((token: string) => boolean | Promise<boolean>);

/**
 * Whether the received token is one of the accepted ones, in a time that does not tell how much of it was right.
 *
 * Throws a `TypeError` if an accepted token is missing, empty, the text `undefined` or `null`, has blanks at its ends, or
 * holds quotes or control characters, alone or in a list: a missing environment variable must not open the door. The token in the body is the only proof of origin: Chat signs nothing.
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

/** Compares the received token with every accepted one, also after a hit. */
export function matches(received: string, accepted: string | readonly string[]): boolean {
  let right = false;
  // Every accepted token is compared, also after a hit: the time must not tell which one it was.
  for (const token of listOf(accepted)) right = equal(received, token) || right;
  return right;
}

/** Whether the source is a token or a list of tokens, and no function. */
export function isStatic(source: TokenSource): source is Exclude<TokenSource, (...args: never) => unknown> {
  return typeof source !== 'function';
}

/** Throws a `TypeError` unless the source can refuse: tokens that can be those of Chat, or a function. */
export function assertTokenSource(source: unknown, name?: string): asserts source is TokenSource {
  if (typeof source !== 'function') assertTokens(source, name);
}

/** Whether the source, which was asserted, accepts the received token. An empty one equals nothing. */
export async function accepts(source: TokenSource, received: string): Promise<boolean> {
  if (isStatic(source)) return matches(received, source);
  // A function without types may return anything: only `true` accepts.
  return ((await source(received)) as unknown) === true;
}

/** The last token without a mistake. To look for one takes 2 % of a request, and most programs have one token. */
let sound: string | undefined;

function assertTokens(accepted: unknown, name = 'The accepted token'): asserts accepted is string | readonly string[] {
  const tokens: readonly unknown[] = listOf(accepted);
  // A loop also looks at places that were never filled, and takes a sixth of what a mapped array does.
  for (const token of tokens.length > 0 ? tokens : ['']) {
    if (typeof token !== 'string' || token === '')
      throw new TypeError(`${name} is missing or empty: is an environment variable not set?`);
    if (token === sound) continue;
    const mistake = mistakeIn(token);
    if (mistake !== undefined) throw new TypeError(`${name} ${mistake}`);
    sound = token;
  }
}

function equal(received: unknown, token: string): boolean {
  if (typeof received !== 'string') return false;
  let difference = received.length ^ token.length;
  // Past the end charCodeAt is NaN, which the operator takes as 0; the lengths have differed by then.
  for (let i = 0; i < token.length; i++) difference |= received.charCodeAt(i) ^ token.charCodeAt(i);
  return difference === 0;
}
