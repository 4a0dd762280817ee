/**
 * Puts the entry last in a map of what is over some day, and takes what is from its front: two looks for each entry, so
 * that those that are over go sooner than others come, and none stays at the front.
 */
export function putAndSweep<Value>(
  map: Map<string, Value>,
  key: string,
  value: Value,
  isOver: (value: Value) => boolean,
): void {
  map.delete(key);
  map.set(key, value);
  let looks = 2;
  for (const [old, each] of map) {
    if (looks-- === 0) break;
    map.delete(old);
    if (!isOver(each)) map.set(old, each);
  }
}
