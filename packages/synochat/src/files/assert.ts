/** Throws a `TypeError` that says what was wanted, and of what was given the type alone. */
export function assert(isRight: boolean, name: string, wanted: string, given: unknown): void {
  if (!isRight) throw new TypeError(`${name} must be ${wanted}, not ${given === null ? 'null' : typeof given}`);
}

/** Throws a `TypeError` unless the options are an object. */
export function assertOptions(options: unknown): void {
  assert(Object(options) === options, 'The options', 'an object', options);
}

/** Throws a `TypeError` unless it is something that keeps files, by its `put`. */
export function assertKeeper(name: string, wanted: string, given: unknown): void {
  assert(typeof (Object(given) as { put?: unknown }).put === 'function', name, wanted, given);
}
