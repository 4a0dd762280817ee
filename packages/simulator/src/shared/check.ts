import * as v from 'valibot';

/** Returns the value as the schema reads it. Throws a `TypeError` naming every invalid and every unknown member. */
export function check<Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
  what: string,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  throw new TypeError(result.issues.map((issue) => `${v.getDotPath(issue) ?? what}: ${issue.message}`).join('; '));
}

/** A storage holds an invalid entry. */
export class RestoreError extends TypeError {
  override readonly name = 'RestoreError';
}

/** Returns a stored value as the schema reads it. Throws a `RestoreError` whose message begins with the key. */
export function checkStored<Schema extends v.GenericSchema>(
  schema: Schema,
  key: string,
  value: unknown,
): v.InferOutput<Schema> {
  try {
    return check(schema, value, 'value');
  } catch (error) {
    const why = error instanceof Error ? error.message : '';
    throw new RestoreError(`${key} is stored with an invalid value: ${why}`, { cause: error });
  }
}
