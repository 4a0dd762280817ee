import { isNameUnit } from './characters.ts';
import { type Choices, type Convert, choicesOf, converterOf } from './conversion.ts';
import type { SomeSchema } from './schema.ts';

/** One entry of an object schema, as a part of the command line. */
export interface Entry extends Choices {
  readonly name: string;
  readonly title: string | undefined;
  readonly description: string | undefined;
  readonly role: 'positional' | 'option' | 'flag' | 'rest';
  /** Converts the word, or returns undefined if the word does not fit. */
  readonly convert: Convert;
  /** The value if the line has no such word; undefined leaves the entry to the schema. */
  readonly whenAbsent: { readonly value: unknown } | undefined;
}

const optionalTypes = new Set(['optional', 'exact_optional', 'nullish', 'undefinedable']);

/** Reads an entry. Throws a `TypeError` for a schema that no word can express. */
export function readEntry(name: string, schema: SomeSchema): Entry {
  // For an absent entry valibot uses the fallback.
  const optional = optionalTypes.has(schema.type) || schema.fallback !== undefined;
  const inner = unwrap(schema);
  const role = inner.type === 'array' ? 'rest' : inner.type === 'boolean' ? 'flag' : optional ? 'option' : 'positional';
  const word = role === 'rest' && inner.item ? inner.item : inner;
  const convert = converterOf(word);
  if (!convert) {
    const without = word.options?.length === 0 ? ' without choices' : '';
    throw new TypeError(`The entry "${name}" cannot be typed as a word: its input is of type ${inner.type}${without}`);
  }
  if ((role === 'flag' || role === 'option') && !isTypeable(name)) {
    throw new TypeError(
      `The entry "${name}" cannot be typed: the name of an option or flag has no space, "=" or quote`,
    );
  }
  return {
    name,
    title: metadataOf(schema, 'title'),
    description: metadataOf(schema, 'description'),
    role,
    ...choicesOf(word),
    convert,
    whenAbsent: whenAbsent(schema, role, optional),
  };
}

function isTypeable(name: string): boolean {
  return name !== '' && Array.from(name, (letter) => letter.charCodeAt(0)).every(isNameUnit);
}

/** Returns the last title or description, also one inside `v.optional(…)`. */
export function metadataOf(schema: SomeSchema, type: 'title' | 'description'): string | undefined {
  if (schema.type === type) return schema[type];
  const parts = [schema.wrapped, ...(schema.pipe ?? [])].reverse();
  return parts.map((part) => part && metadataOf(part, type)).find((text) => text !== undefined);
}

function whenAbsent(schema: SomeSchema, role: Entry['role'], optional: boolean): Entry['whenAbsent'] {
  // The only optional schema that requires its key.
  if (optional) return schema.type === 'undefinedable' ? { value: undefined } : undefined;
  return role === 'flag' ? { value: false } : role === 'rest' ? { value: [] } : undefined;
}

function unwrap(schema: SomeSchema): SomeSchema {
  return schema.wrapped ? unwrap(schema.wrapped) : schema;
}
