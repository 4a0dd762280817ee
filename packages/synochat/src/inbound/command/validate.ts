import * as v from 'valibot';
import type { Grammar } from './grammar.ts';

/** A problem that the schema found. */
export interface Issue {
  readonly message: string;
  readonly path?: readonly unknown[] | undefined;
}

/** The output of the schema, or its issues. */
export interface Validation {
  readonly value?: unknown;
  readonly issues?: readonly Issue[] | undefined;
}

/** Validates the input. Without `lang`, the messages are in the language of valibot's configuration. */
export async function validate({ schema }: Grammar, input: unknown, lang?: string): Promise<Validation> {
  // Standard Schema has no place for a language.
  if (lang === undefined) return schema['~standard'].validate(input);
  const { output, issues } = await v.safeParseAsync(schema, input, { lang });
  return { value: output, issues };
}

/** Returns the name of the entry that has the issue, or undefined for a check over the whole object. */
export function entryOf({ path: [first] = [] }: Issue): string | undefined {
  const item = Object(first) as { key?: unknown };
  return 'key' in item ? String(item.key) : undefined;
}
