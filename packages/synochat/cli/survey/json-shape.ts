/** Returns a JSON text without its values: texts are empty, numbers and the digits of names are 0. */
export function shapeOfJson(json: string): string {
  const empty = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.slice(0, 1).map(empty);
    if (typeof value !== 'object' || value === null) return typeof value === 'string' ? '' : emptied(value);
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name.replace(/\d/g, '0'), empty(each)]));
  };
  return JSON.stringify(empty(JSON.parse(json)));
}

function emptied(value: unknown): unknown {
  return typeof value === 'number' ? 0 : value;
}
