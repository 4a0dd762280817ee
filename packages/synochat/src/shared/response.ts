/** The state of a response, readable without its body. A `WeakSet` costs 5 % of a request, because the garbage collector visits it. */
const state = Symbol('state');

interface Marked {
  [state]?: 'new' | 'sent';
}

/** Marks and returns a response that the library has just made: its body is unread. */
export function markNew(response: Response & Marked): Response {
  response[state] = 'new';
  return response;
}

/**
 * Returns the answer, marked as sent. Throws a `TypeError` for an answer that no runtime could send: a value that is no
 * `Response`, and a response whose body was read, locked or sent before.
 */
export function sendable(answer: Response & Marked): Response {
  const isNew = (Object(answer) as Marked)[state] === 'new';
  // Reading the state of a body is cheap on Bun and Deno. On Node it makes @hono/node-server half as fast.
  const isCheap = 'Bun' in globalThis || 'Deno' in globalThis;
  if (!isNew) assertResponse(answer);
  if ((isCheap || !isNew) && (answer.bodyUsed || (!isNew && answer.body?.locked)))
    throw new TypeError('The body of the returned Response was read or sent before: make a new one for each request');
  if (Object.isExtensible(answer)) answer[state] = 'sent';
  return answer;
}

function assertResponse(answer: unknown): void {
  const { [Symbol.toStringTag]: tag, clone, status } = Object(answer) as Partial<Response> & Record<symbol, unknown>;
  // Not `instanceof`: servers for Node have their own Response class, and `fetch` returns the runtime's.
  if (tag !== 'Response' || typeof clone !== 'function' || status === 0)
    throw new TypeError('The handler returned no Response: return respond(…), acknowledge() or a Response');
}
