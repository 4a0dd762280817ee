import { toNumber } from './number.ts';
import type { SomeSchema } from './schema.ts';

/** Returns the value of a word, or undefined if the word does not fit. */
export type Convert = (word: string) => string | number | boolean | undefined;

/** The words that a schema lists. */
export interface Choices {
  /** The words of its picklists, literals and enums. */
  readonly choices: readonly string[];
  /** Whether the schema accepts no other word. */
  readonly isClosed: boolean;
}

/** Returns the conversion of a word to the schema's input, or undefined if the schema's type cannot be typed as a word. */
export function converterOf(schema: SomeSchema): Convert | undefined {
  switch (schema.type) {
    case 'string':
    case 'custom':
      return (word) => word;
    case 'number':
      return toNumber;
    case 'boolean':
      return toBoolean;
    case 'literal':
    case 'picklist':
    case 'enum':
      return oneOf(valuesOf(schema));
    case 'union':
      return firstOf(alternativesOf(schema).map(converterOf));
    default:
      return schema.wrapped && converterOf(schema.wrapped);
  }
}

function toBoolean(word: string): boolean | undefined {
  if (/^(yes|true|on|1)$/i.test(word)) return true;
  if (/^(no|false|off|0)$/i.test(word)) return false;
  return undefined;
}

/** Returns the constants that the schema accepts; an empty list for another kind of schema. */
export function valuesOf({ type, literal, options = [] }: SomeSchema): readonly unknown[] {
  if (type === 'literal') return [literal];
  return type === 'picklist' || type === 'enum' ? options : [];
}

/** Returns the members of a union, except null and undefined, which no word expresses. */
function alternativesOf({ options = [] }: SomeSchema): readonly SomeSchema[] {
  return (options as readonly SomeSchema[]).filter(({ type }) => type !== 'null' && type !== 'undefined');
}

/** Returns the constants of the schema, also those inside an optional and a union. */
export function choicesOf(schema: SomeSchema): Choices {
  if (schema.wrapped) return choicesOf(schema.wrapped);
  const parts = schema.type === 'union' ? alternativesOf(schema).map(choicesOf) : [];
  const choices = [...valuesOf(schema).map(String), ...parts.flatMap((part) => part.choices)];
  return { choices, isClosed: choices.length > 0 && parts.every(({ isClosed }) => isClosed) };
}

/** Returns the conversion of a word to one of the values, or undefined without values. A number may be typed in any notation. */
function oneOf(values: readonly unknown[]): Convert | undefined {
  const byWord = new Map(values.map((value) => [String(value), value as string | number | boolean]));
  const all = new Set(values);
  if (values.length === 0) return undefined;
  return (word) => {
    const value = byWord.get(word);
    if (value !== undefined) return value;
    const number = toNumber(word);
    return all.has(number) ? number : undefined;
  };
}

function firstOf(converters: readonly (Convert | undefined)[]): Convert | undefined {
  if (converters.length === 0 || converters.includes(undefined)) return undefined;
  return (word) => {
    for (const convert of converters) {
      const value = convert?.(word);
      if (value !== undefined) return value;
    }
    return undefined;
  };
}
