type Constructor = new (object: object) => object;

/** Returns the object that it is given: a subclass adds its private member to that object. */
const ReturnOverride = function (object: object) {
  return object;
} as unknown as Constructor;

/** Adds a private member to an event. */
class TokenHolder extends ReturnOverride {
  readonly #token: string;

  constructor(event: object, token: string) {
    super(event);
    this.#token = token;
  }

  static tokenOf(event: TokenHolder): string {
    return event.#token;
  }
}

/** One getter for all events: with a getter of its own, each event has a hidden class of its own, which fills the memory of V8. */
const tokenProperty = {
  get(this: TokenHolder): string {
    return TokenHolder.tokenOf(this);
  },
};

/**
 * Adds the token to an event and returns the event. The property is not enumerable, so no log, JSON, clone or queue
 * shows the token. A getter hides the token from Bun's console, which prints other properties even if not enumerable.
 */
export function withToken<Event extends object>(event: Event, token: string): Event & { readonly token: string } {
  const holder = new TokenHolder(event, token);
  return Object.defineProperty(holder, 'token', tokenProperty) as object as Event & { readonly token: string };
}
