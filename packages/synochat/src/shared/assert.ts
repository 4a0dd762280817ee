/** Throws a `TypeError` that says what was wanted, and of what was given the type alone: a value may be a secret. */
export function assert(isRight: boolean, name: string, wanted: string, given: unknown): void {
  if (!isRight) throw new TypeError(`${name} must be ${wanted}, not ${nameOf(given)}`);
}

/** Throws a `TypeError` unless it is a text. */
export function assertText(name: string, given: unknown): void {
  assert(typeof given === 'string', name, 'a text', given);
}

/** Throws a `TypeError` unless it is a function. */
export function assertFunction(name: string, given: unknown): void {
  assert(typeof given === 'function', name, 'a function', given);
}

/** Throws a `RangeError` unless the value is a number of 0 or more, and finite. */
export function assertMilliseconds(value: unknown, name: string): asserts value is number {
  if (!Number.isFinite(value) || (value as number) < 0)
    throw new RangeError(`${name} must be a number of milliseconds`);
}

/** Throws a `TypeError` unless the options are an object. */
export function assertOptions(options: unknown): void {
  assert(isObject(options), 'The options', 'an object', options);
}

/** Returns whether it is an object, and no function. */
export function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

/** Names the type of a value. */
export function nameOf(value: unknown): string {
  return value === null ? 'null' : typeof value;
}
