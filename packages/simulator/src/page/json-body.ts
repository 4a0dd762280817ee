import { HTTPException } from 'hono/http-exception';
import type * as v from 'valibot';
import { readText } from '../shared/body.ts';
import { check } from '../shared/check.ts';

const maxJsonBytes = 64 * 1024;

/** Returns the JSON body of a request as the schema reads it. Throws an error that the API answers with 400 or 413. */
export async function readBody<Schema extends v.GenericSchema>(
  req: Request,
  schema: Schema,
  limit = maxJsonBytes,
): Promise<v.InferOutput<Schema>> {
  const text = await readText(req, limit);
  if (text === undefined) throw new HTTPException(413, { message: 'The body is too large.' });
  return check(schema, JSON.parse(text), 'body');
}
