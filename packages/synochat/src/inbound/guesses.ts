import { RequestError } from '../shared/errors.ts';
import { accepts, assertTokenSource, type TokenSource } from './token.ts';

/** How many wrong tokens are borne. */
export interface GuessBudgetOptions {
  /** Wrong tokens of one client in any `per` milliseconds. Default: 10. */
  guesses?: number | undefined;
  /** Milliseconds after which a wrong token is forgotten. Default: 600000, ten minutes. */
  per?: number | undefined;
  /** Clients whose wrong tokens are remembered, at most. Default: 10000. */
  clients?: number | undefined;
  /** A clock in milliseconds that never jumps back. Default: `performance.now`. */
  now?: (() => number) | undefined;
}

/** A limit to how often a client may guess. One for all integrations of a program is best. */
export interface GuessBudget {
  /**
   * The token for `{ token }` of a parser, for a request of this client: `{ token: budget.guard(token, address) }`.
   *
   * A client that has used up its guesses is refused with `guesses_exceeded` and not compared, the right token
   * included: else the refusal would tell which one it is. `client` is the address that it connected from, as your
   * runtime or your proxy tells it; never a header that the client itself can write, or each request is another client.
   * A missing, empty or long one is a `TypeError`, and so is a missing or empty token.
   *
   * Behind a reverse proxy everybody may come from the proxy's address, and the NAS is one of them: then anybody can
   * have it refused. Take the address that the proxy saw.
   */
  guard(token: TokenSource, client: string | undefined): (token: string) => boolean | Promise<boolean>;
}

/**
 * A budget of wrong tokens for each client, in this process's memory: no client gets more than `guesses` comparisons
 * in any `per` milliseconds that turn out wrong. A right token costs nothing and gives nothing back. A check of your
 * own that takes its time holds one guess meanwhile, and one that throws has cost it.
 *
 * Memory is bounded, and nobody flushes his own record with further addresses: while `clients` records are in use,
 * clients without one are refused. That makes `guesses` times `clients` wrong tokens at most, from however many
 * addresses; who has a network of them, as everybody with IPv6, is held by that number only. A client that brought a
 * right token before has a place of its own, which no such flood takes (the latest `clients` of them have); one that
 * comes first in the middle of a flood is refused for `per` at most after it. Each process counts for itself, and so
 * does each isolate of a Worker.
 *
 * Throws a `RangeError` for a number that is none of 1 or more.
 *
 * @example
 * ```ts
 * const budget = guessBudget();
 * const event = await parseBot(req, { token: budget.guard(token, address) });
 * ```
 */
export function guessBudget(options: GuessBudgetOptions = {}): GuessBudget {
  const { guesses = 10, per = 600_000, clients = 10_000, now = () => performance.now() } = options;
  if (![guesses, clients, Math.ceil(per)].every((number) => Number.isInteger(number) && number >= 1))
    throw new RangeError('guesses, clients and per must be 1 or more, the first two whole numbers');
  // When each guessed, oldest first; the strangers in the order of their latest guess, so that who is over is found at once.
  const strangers = new Map<string, number[]>();
  const known = new Map<string, number[]>();

  /** Counts the guess before it is compared: however many come at once, no more are compared. */
  function charge(client: string, time: number): void {
    const untilOver = (guess = Number.POSITIVE_INFINITY) => guess + per - time;
    const isOver = (guess: number | undefined) => untilOver(guess) <= 0;
    for (const [stranger, times] of strangers) {
      if (!isOver(times.at(-1))) break;
      strangers.delete(stranger);
    }
    const own = known.get(client) ?? strangers.get(client);
    const times = own ?? [];
    if (isOver(times[0])) times.shift();
    const [longest = []] = strangers.values();
    if (times.length >= guesses) throw new GuessesExceeded('this client', untilOver(times[0]));
    if (!own && strangers.size >= clients) throw new GuessesExceeded('too many clients', untilOver(longest.at(-1)));
    times.push(time);
    if (known.has(client)) return;
    strangers.delete(client);
    strangers.set(client, times);
  }

  function giveBack(client: string, time: number): void {
    const times = known.get(client) ?? strangers.get(client) ?? [];
    const charged = times.indexOf(time);
    if (charged >= 0) times.splice(charged, 1);
    strangers.delete(client);
    known.delete(client);
    known.set(client, times);
    for (const oldest of known.keys()) {
      if (known.size <= clients) break;
      known.delete(oldest);
    }
  }

  return {
    guard(token, client) {
      assertTokenSource(token);
      assertClient(client);
      return (received) => {
        const time = now();
        charge(client, time);
        const settle = (right: boolean) => {
          if (right) giveBack(client, time);
          return right;
        };
        const right = accepts(token, received);
        return typeof right === 'boolean' ? settle(right) : right.then(settle);
      };
    },
  };
}

class GuessesExceeded extends RequestError {
  readonly #seconds: number;

  constructor(whose: string, wait: number) {
    super('guesses_exceeded', `Too many wrong tokens of ${whose}`, 'too many wrong tokens');
    this.#seconds = Math.ceil(wait / 1000);
  }

  override getResponse(): Response {
    const response = super.getResponse();
    response.headers.set('retry-after', String(this.#seconds));
    return response;
  }
}

/** The longest address has 45 characters and the name of an interface; anything much longer was made up to fill memory. */
function assertClient(client: unknown): asserts client is string {
  if (typeof client !== 'string' || client === '' || client.length > 100)
    throw new TypeError("The client's address is missing or too long: where does this runtime tell it?");
}
