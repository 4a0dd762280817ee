import { isOfName } from './characters.ts';
import { type Choices, type Convert, choicesOf, converter } from './conversion.ts';
import type { SomeSchema } from './schema.ts';

/** One entry of an object schema as a place on the command line. */
export interface Entry extends Choices {
  readonly name: string;
  readonly title: string | undefined;
  readonly about: string | undefined;
  readonly role: 'positional' | 'option' | 'flag' | 'rest';
  /** Converts the word, or returns undefined if the word does not fit. */
  readonly convert: Convert;
  /** The value for a word that is absent; undefined leaves it to the schema. */
  readonly absent: { readonly value: unknown } | undefined;
}

const optionals = new Set(['optional', 'exact_optional', 'nullish', 'undefinedable']);

/** The entry's place on the line. Throws a `TypeError` for what no word can express. */
export function readEntry(name: string, schema: SomeSchema): Entry {
  // valibot takes the fallback for an entry that is absent.
  const optional = optionals.has(schema.type) || schema.fallback !== undefined;
  const bare = unwrap(schema);
  const role = bare.type === 'array' ? 'rest' : bare.type === 'boolean' ? 'flag' : optional ? 'option' : 'positional';
  const word = role === 'rest' && bare.item ? bare.item : bare;
  const convert = converter(word);
  if (!convert) {
    const without = word.options?.length === 0 ? ' without choices' : '';
    throw new TypeError(`The entry "${name}" cannot be typed as a word: its input is of type ${bare.type}${without}`);
  }
  if ((role === 'flag' || role === 'option') && !isTypeable(name)) {
    throw new TypeError(
      `The entry "${name}" cannot be typed: the name of an option or flag has no space, "=" or quote`,
    );
  }
  return {
    name,
    title: said(schema, 'title'),
    about: said(schema, 'description'),
    role,
    ...choicesOf(word),
    convert,
    absent: absent(schema, role, optional),
  };
}

function isTypeable(name: string): boolean {
  return name !== '' && Array.from(name, (letter) => letter.charCodeAt(0)).every(isOfName);
}

/** Title or description, the last of them, also where it stands inside `v.optional(…)`. */
export function said(schema: SomeSchema, what: 'title' | 'description'): string | undefined {
  if (schema.type === what) return schema[what];
  const parts = [schema.wrapped, ...(schema.pipe ?? [])].reverse();
  return parts.map((part) => part && said(part, what)).find((text) => text !== undefined);
}

function absent(schema: SomeSchema, role: Entry['role'], optional: boolean): Entry['absent'] {
  // The only optional schema that wants to see its key.
  if (optional) return schema.type === 'undefinedable' ? { value: undefined } : undefined;
  return role === 'flag' ? { value: false } : role === 'rest' ? { value: [] } : undefined;
}

function unwrap(schema: SomeSchema): SomeSchema {
  return schema.wrapped ? unwrap(schema.wrapped) : schema;
}
