import * as v from 'valibot';
import type { Switches } from '../switches/switches.ts';

const numberId = v.pipe(v.number(), v.integer());
const digitsId = v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number));

const idSchemas = { reject: numberId, accept: v.union([numberId, digitsId]) };

/**
 * The ids in the first of these members of a payload that is there, each once; a string names a member of a wrong type.
 * Ids are numbers. Two clients send strings, and nobody has seen them work: the switch `stringIds` takes them.
 */
export function readIds(
  payload: object,
  names: readonly string[],
  { stringIds }: Pick<Switches, 'stringIds'>,
): number[] | string {
  const members = new Map(Object.entries(payload));
  const name = names.find((each) => members.has(each));
  if (name === undefined) return [];
  const id = idSchemas[stringIds];
  const result = v.safeParse(v.nullish(v.union([v.array(id), id]), []), members.get(name));
  return result.success ? [...new Set([result.output].flat())] : name;
}
