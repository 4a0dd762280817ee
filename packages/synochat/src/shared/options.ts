/** Throws a `TypeError` unless the options are an object: null and a token in their place would be raw errors later. */
export function assertOptions(options: unknown): void {
  if (typeof options !== 'object' || options === null)
    throw new TypeError('The options must be an object, such as { token }');
}
