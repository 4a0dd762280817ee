import * as v from 'valibot';
import type { Grammar } from './grammar.ts';

/** A mistake that the schema found. */
export interface Issue {
  readonly message: string;
  readonly path?: readonly unknown[] | undefined;
}

/** The value that the schema made, or its issues. */
export interface Validated {
  readonly value?: unknown;
  readonly issues?: readonly Issue[] | undefined;
}

/** Validates in valibot's own language, or in the one given. Only an async schema makes a promise: one costs as much as reading the line. */
export function validate({ schema }: Grammar, input: unknown, lang?: string): Validated | Promise<Validated> {
  // Standard Schema has no place for a language.
  if (lang === undefined) return schema['~standard'].validate(input);
  return schema.async
    ? v.safeParseAsync(schema, input, { lang }).then(toValidated)
    : toValidated(v.safeParse(schema, input, { lang }));
}

function toValidated({ output, issues }: { output: unknown; issues?: readonly Issue[] | undefined }): Validated {
  return { value: output, issues };
}

/** The name of the entry that the issue is about; none for a check over the whole object. */
export function entryOf({ path: [first] = [] }: Issue): string | undefined {
  const item = Object(first) as { key?: unknown };
  return 'key' in item ? String(item.key) : undefined;
}
