import { rendered } from './rendered.ts';
import { everythingIn } from './secrets.ts';

type Kind = 'errors' | 'events' | 'responses' | 'lines' | 'views';
type Anything = (...args: unknown[]) => unknown;

/** Sees what the suite produces, and knows the secrets that must not be in it. */
export class Witness {
  readonly seen: Record<Kind, number> = { errors: 0, events: 0, responses: 0, lines: 0, views: 0 };
  /** Off while steps are counted: to look takes steps too. */
  isLooking = true;
  readonly #secrets = new Set<string>();
  readonly #leaks = new Set<string>();
  readonly #reading: Promise<void>[] = [];

  /** Knows this secret from now on; a short one is no secret but a word. */
  learn(secret: unknown): void {
    if (typeof secret === 'string' && /^\S{12,}$/.test(secret)) this.#secrets.add(secret);
  }

  /** Looks through a text that the suite produced. */
  see(kind: Kind, text: string): void {
    this.seen[kind]++;
    // Those of the test vectors, and what the tests make of them, have this in common.
    const common = /\w{2}a0Bb1Cc2Dd3/.exec(text)?.[0];
    const leaked = common ?? [...this.#secrets].find((secret) => text.includes(secret));
    if (leaked === undefined) return;
    const at = text.indexOf(leaked);
    this.#leaks.add(`${leaked} in ${kind}: ${text.slice(Math.max(0, at - 500), at + 500)}`);
  }

  /** The texts with a secret in them, since this was last asked. */
  async leaks(): Promise<string[]> {
    await Promise.all(this.#reading.splice(0));
    const leaks = [...this.#leaks];
    this.#leaks.clear();
    return leaks;
  }

  /** The class of errors, each of which is seen, with the response that it may bring. */
  makes<Made extends new (...args: never[]) => Error>(original: Made): Made {
    const prototype = original.prototype as { getResponse?: (this: unknown) => Response };
    const { getResponse } = prototype;
    const seeing = (response: Response) => {
      this.#response(response);
    };
    if (getResponse) {
      prototype.getResponse = function () {
        seeing(getResponse.call(this));
        return getResponse.call(this);
      };
    }
    return new Proxy(original, {
      construct: (target, args, newTarget) => {
        const error = Reflect.construct(target, args, newTarget) as Error;
        this.#error(error);
        return error;
      },
    });
  }

  /** The function, whose secrets are learnt, and whose errors, events and responses are seen. */
  calls(original: Anything, name = original.name): Anything {
    const watched: Anything = (...args) => {
      this.#learnFrom(name, args);
      try {
        const result = original(...args);
        return this.#result(name, result, () => original(...args));
      } catch (error) {
        this.#error(error);
        throw error;
      }
    };
    return Object.defineProperty(watched, 'name', { value: original.name });
  }

  #learnFrom(name: string, args: readonly unknown[]): void {
    if (name === 'verifyToken') this.#learnAll(args[1]);
    if (name === 'guard') this.#learnAll(args[0]);
    for (const arg of args) {
      const address = typeof arg === 'string' || arg instanceof URL ? String(arg) : '';
      this.learn(/[?&]token=(?:%22|")?(\w+)/.exec(address)?.[1]);
      if (isPlain(arg)) for (const key of ['token', 'secret']) this.#learnAll(arg[key]);
    }
  }

  #learnAll(secrets: unknown): void {
    for (const secret of Array.isArray(secrets) ? (secrets as unknown[]) : [secrets]) this.learn(secret);
  }

  /** What the caller gets: the result, its own functions watched too. */
  #result(name: string, result: unknown, again: () => unknown): unknown {
    if (name === 'newToken') this.learn(result);
    else if (/^to\w*View$/.test(name)) this.see('views', rendered(result));
    else if (name === 'exchanges') this.see('views', rendered(result));
    else if (typeof result === 'function') return this.calls(result as Anything);
    else if (result instanceof Response) this.#response(again() as Response);
    else if (result instanceof Promise) {
      result.then(
        (value: unknown) => {
          if (isEvent(value)) this.#event(value);
        },
        (error: unknown) => {
          this.#error(error);
        },
      );
    } else if (isPlain(result)) {
      const members = Object.entries(result).map(([key, member]) => [
        key,
        typeof member === 'function' ? this.calls(member as Anything, key) : member,
      ]);
      if (Object.values(result).some((member) => typeof member === 'function')) return Object.fromEntries(members);
    }
    return result;
  }

  #error(error: unknown): void {
    if (this.isLooking && error instanceof Error) this.see('errors', `${rendered(error)}\n${everythingIn(error)}`);
  }

  #event(event: { readonly token: string }): void {
    this.learn(event.token);
    this.see('events', `${rendered(event)}\n${rendered({ ...event })}`);
  }

  #response(response: Response): void {
    const head = `${response.status} ${[...response.headers].join()}`;
    const read = async () => {
      this.see('responses', `${head}\n${await response.text()}`);
    };
    this.#reading.push(read());
  }
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function isEvent(value: unknown): value is { readonly token: string } {
  if (typeof value !== 'object' || value === null || !('raw' in value) || !('kind' in value)) return false;
  return 'token' in value && typeof value.token === 'string';
}
