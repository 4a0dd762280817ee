/** Returns the list itself, or a list of the one value. `flat` would do, and takes ten times as long. */
export function listOf<Value>(given: Value | readonly Value[]): readonly Value[] {
  return Array.isArray(given) ? (given as readonly Value[]) : [given as Value];
}
