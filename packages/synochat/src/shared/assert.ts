/** Throws a `TypeError` unless `isRight`. The message names the type of the value, not the value, which may be a secret. */
export function assert(isRight: boolean, name: string, expected: string, value: unknown): void {
  if (!isRight) throw new TypeError(`${name} must be ${expected}, not ${value === null ? value : typeof value}`);
}

/** Throws a `TypeError` unless the value is a text. */
export function assertText(name: string, value: unknown): void {
  assert(typeof value === 'string', name, 'a text', value);
}

/** Throws a `TypeError` unless the value is a function. */
export function assertFunction(name: string, value: unknown): void {
  assert(typeof value === 'function', name, 'a function', value);
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

/** Returns whether the value is an object, not a function. */
export function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
