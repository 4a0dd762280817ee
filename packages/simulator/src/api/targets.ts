import * as v from 'valibot';
import type { Switches } from '../switches/switches.ts';

const numberId = v.pipe(v.number(), v.integer());
const digitsId = v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number));

const idSchemas = { reject: numberId, accept: v.union([numberId, digitsId]) };

/**
 * Returns the ids in the first of `names` found in a payload, without duplicates. Returns the name of the member if the
 * type is wrong. Ids are numbers. Two clients send strings, without evidence of acceptance by Chat: the switch
 * `stringIds` accepts strings.
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
