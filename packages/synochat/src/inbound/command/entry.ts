/** What is looked at in a valibot schema: plain data that says what it is. */
export interface SomeSchema {
  readonly type: string;
  readonly entries?: Readonly<Record<string, SomeSchema>>;
  readonly key?: string;
  readonly options?: readonly unknown[];
  readonly literal?: unknown;
  readonly pipe?: readonly SomeSchema[];
  readonly title?: string;
  readonly description?: string;
  readonly wrapped?: SomeSchema;
  readonly item?: SomeSchema;
}

/** One entry of an object schema as a place on the command line. */
export interface Entry {
  readonly name: string;
  readonly title: string | undefined;
  readonly about: string | undefined;
  readonly role: 'positional' | 'option' | 'flag' | 'rest';
  /** What the word becomes, or undefined when it does not fit. */
  readonly convert: Convert;
  /** What stands for a word that is not there; undefined leaves it to the schema. */
  readonly absent: { readonly value: unknown } | undefined;
}

type Convert = (word: string) => string | number | boolean | undefined;

const optionals = new Set(['optional', 'exact_optional', 'nullish', 'undefinedable']);

/** The entry's place on the line. Throws a `TypeError` for what no word can express. */
export function readEntry(name: string, schema: SomeSchema): Entry {
  const optional = optionals.has(schema.type);
  const bare = unwrap(schema);
  const role = bare.type === 'array' ? 'rest' : bare.type === 'boolean' ? 'flag' : optional ? 'option' : 'positional';
  const convert = converter(role === 'rest' && bare.item ? bare.item : bare);
  if (!convert) throw new TypeError(`The entry "${name}" cannot be typed as a word: its input is of type ${bare.type}`);
  if ((role === 'flag' || role === 'option') && /[\s\u0085="“”„‟]|^$/u.test(name)) {
    throw new TypeError(`The entry "${name}" cannot be typed: a name has no space, "=" or double quote`);
  }
  return {
    name,
    title: said(schema, 'title'),
    about: said(schema, 'description'),
    role,
    convert,
    absent: absent(schema, role, optional),
  };
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

function converter(schema: SomeSchema): Convert | undefined {
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
    case 'null':
    case 'undefined':
      return () => undefined;
    case 'union':
      return firstOf((schema.options as readonly SomeSchema[]).map(converter));
    default:
      return schema.wrapped && converter(schema.wrapped);
  }
}

function toNumber(word: string): number | undefined {
  const number = Number(word);
  return /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(word) && Number.isFinite(number) ? number : undefined;
}

function toBoolean(word: string): boolean | undefined {
  if (/^(yes|true|on|1)$/i.test(word)) return true;
  if (/^(no|false|off|0)$/i.test(word)) return false;
  return undefined;
}

/** What a schema of constants takes; nothing where it is another one. */
export function valuesOf({ type, literal, options = [] }: SomeSchema): readonly unknown[] {
  if (type === 'literal') return [literal];
  return type === 'picklist' || type === 'enum' ? options : [];
}

function oneOf(values: readonly unknown[]): Convert {
  const byWord = new Map(values.map((value) => [String(value), value as string | number | boolean]));
  return (word) => byWord.get(word);
}

function firstOf(converters: readonly (Convert | undefined)[]): Convert | undefined {
  if (converters.includes(undefined)) return undefined;
  return (word) => {
    for (const convert of converters) {
      const value = convert?.(word);
      if (value !== undefined) return value;
    }
    return undefined;
  };
}
