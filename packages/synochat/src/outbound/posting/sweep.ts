/**
 * Adds an entry to a map whose entries expire. Each call also checks the two oldest entries and deletes the expired ones,
 * so the map cannot grow without bound.
 */
export function putAndSweep<Value>(
  map: Map<string, Value>,
  key: string,
  value: Value,
  isExpired: (value: Value) => boolean,
): void {
  map.delete(key);
  map.set(key, value);
  let checks = 2;
  for (const [oldest, each] of map) {
    if (checks-- === 0) break;
    // An entry that has not expired moves to the end, so that the next call checks others.
    map.delete(oldest);
    if (!isExpired(each)) map.set(oldest, each);
  }
}
