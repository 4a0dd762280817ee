/** Everything a value holds as one text: own properties, enumerable or not, their getters, symbols and prototypes' names. */
export function everythingIn(value: unknown, seen = new Set<unknown>()): string {
  if (typeof value === 'string') return value;
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value)) return '';
  seen.add(value);
  const parts = Reflect.ownKeys(value).map((key) => {
    const member: unknown = Reflect.get(value, key);
    return `${String(key)}=${everythingIn(member, seen)}`;
  });
  const iterated =
    value instanceof Map || value instanceof Set ? [...value].map((member) => everythingIn(member, seen)) : [];
  return [...parts, ...iterated, value instanceof Error ? `${value.message} ${value.stack ?? ''}` : ''].join('\n');
}
