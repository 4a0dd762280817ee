/** The state of a response, known without a look at its body. A `WeakSet` costs 5 % of a request: the garbage collector walks it. */
const state = Symbol('state');

interface Marked {
  [state]?: 'new' | 'sent';
}

/** Marks a response that the library has just made: its body is whole. */
export function fresh(response: Response & Marked): Response {
  response[state] = 'new';
  return response;
}

/** Bun and Deno know without cost whether a body was read. On Node the first look makes @hono/node-server half as fast. */
const isCheap = 'Bun' in globalThis || 'Deno' in globalThis;

/**
 * Returns the answer, marked as sent. Throws a `TypeError` for an answer that no runtime could send: a value that is no
 * `Response`, and a response whose body was read, locked or sent before.
 */
export function sendable(answer: Response & Marked): Response {
  const { [Symbol.toStringTag]: tag, clone } = Object(answer) as { [Symbol.toStringTag]?: unknown; clone?: unknown };
  // Not `instanceof`: servers for Node have a Response of their own, and `fetch` returns the runtime's.
  if (tag !== 'Response' || typeof clone !== 'function' || answer.status === 0)
    throw new TypeError('The handler returned no Response: return respond(…), acknowledge() or a Response');
  const isNew = answer[state] === 'new';
  if ((isCheap || !isNew) && (answer.bodyUsed || (!isNew && answer.body?.locked)))
    throw new TypeError('The body of the returned Response was read or sent before: make a new one for each request');
  if (Object.isExtensible(answer)) answer[state] = 'sent';
  return answer;
}
