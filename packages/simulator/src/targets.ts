import * as v from 'valibot';

const id = v.pipe(v.number(), v.integer());

const idsSchema = v.union([
  v.pipe(
    v.nullish(v.array(id), []),
    v.transform((ids) => [...new Set(ids)]),
  ),
  v.pipe(
    id,
    v.transform((one) => [one]),
  ),
]);

/**
 * The ids in the first of these members of a payload that is there, each once; a string names a member of a wrong type.
 * Ids are numbers: two clients send strings, and nobody has seen them work.
 */
export function readIds(payload: object, names: readonly string[]): number[] | string {
  const members = new Map(Object.entries(payload));
  const name = names.find((each) => members.has(each));
  if (name === undefined) return [];
  const result = v.safeParse(idsSchema, members.get(name));
  return result.success ? result.output : name;
}
