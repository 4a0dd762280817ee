import type * as v from 'valibot';
import { valuesOf } from './conversion.ts';
import { type Entry, metadataOf, readEntry } from './entry.ts';
import type { SomeSchema } from './schema.ts';

/** The value of a word. */
type WordValue = string | number | boolean | null | undefined;
interface NullSchema {
  readonly type: 'null' | 'undefined';
}
interface PlainSchema {
  readonly type: 'string' | 'number' | 'boolean' | 'literal' | 'picklist' | 'enum' | 'custom';
}
interface UnionSchema {
  readonly type: 'union';
  readonly options: readonly (WordSchema | NullSchema)[];
}
interface Wrapper<Inner> {
  readonly type:
    | 'optional'
    | 'exact_optional'
    | 'undefinedable'
    | 'nullish'
    | 'nullable'
    | 'non_optional'
    | 'non_nullish'
    | 'non_nullable';
  readonly wrapped: Inner;
}
type WordSchema = PlainSchema | UnionSchema | Wrapper<WordSchema>;
interface ListSchema {
  readonly type: 'array';
  readonly item: WordSchema;
}
type RestSchema = ListSchema | Wrapper<RestSchema>;
type WordsSchema =
  | v.GenericSchema<WordValue | WordValue[], unknown>
  | v.GenericSchemaAsync<WordValue | WordValue[], unknown>;

/** A schema of an entry of a command. The input is a word, or for an array all further words. */
export type SlashEntry = WordsSchema & (WordSchema | RestSchema);

/**
 * The entries of a command by name, for a function that makes commands: `v.objectAsync(entries)` is a `SlashSchema`.
 * The entries may be async.
 */
export type SlashEntries = Record<string, SlashEntry>;

interface ObjectSyntax {
  readonly entries: SlashEntries;
}
interface VariantSyntax {
  readonly type: 'variant';
  readonly key: string;
  readonly options: readonly ObjectSyntax[];
}

/**
 * A valibot schema that a command line can express: an object (plain, strict, loose, async, piped) whose entries take a
 * word or several, or a `v.variant` of such objects, told apart by the first word.
 *
 * Required entries are positional, in their order. Optional entries are `name=value`. Booleans are flags. An array
 * takes all further words. A schema with another entry does not compile, or is a `TypeError` on first use: an entry's
 * input must be a word.
 */
export type SlashSchema = (v.GenericSchema | v.GenericSchemaAsync) & (ObjectSyntax | VariantSyntax);

/** A schema read as the syntax of a command line. */
export interface Grammar {
  readonly schema: v.GenericSchema | v.GenericSchemaAsync;
  /** The title and the description, or an empty text. */
  readonly about: string;
  /** The entry whose value chooses the command of a variant. */
  readonly key: string | undefined;
  /** One for an object, several for a variant. */
  readonly commands: readonly Syntax[];
}

/** One object of the schema. */
export interface Syntax {
  /** The values of the first word that choose this object of a variant. */
  readonly choices: readonly unknown[];
  /** The title and the description, or an empty text. */
  readonly about: string;
  /** All entries, in the order of the usage. */
  readonly entries: readonly Entry[];
  readonly positionals: readonly Entry[];
  /** The options and flags by name. */
  readonly named: ReadonlyMap<string, Entry>;
  readonly rest: Entry | undefined;
}

/** The grammar of each schema: schemas are constants of a program, so each is read once. */
const grammars = new WeakMap<object, Grammar>();

/** Returns the grammar of a schema. Throws a `TypeError` for a schema that no command line can express. */
export function readGrammar(schema: SlashSchema): Grammar {
  const { kind } = Object(schema) as { kind?: unknown };
  if (kind !== 'schema') throw new TypeError('The schema must be one of valibot: v.object({ … }) or v.variant(…)');
  const cached = grammars.get(schema);
  if (cached) return cached;
  const grammar = toGrammar(schema, schema);
  grammars.set(schema, grammar);
  return grammar;
}

function toGrammar(schema: Grammar['schema'], shape: SomeSchema): Grammar {
  const key = shape.type === 'variant' ? shape.key : undefined;
  const objects = key === undefined ? [shape] : (shape.options as readonly SomeSchema[]);
  if (objects.length === 0) throw new TypeError('The variant has no subcommands: it needs at least one object');
  return {
    schema,
    about: key === undefined ? '' : aboutOf(shape),
    key,
    commands: objects.map((object) => toSyntax(object, key)),
  };
}

function toSyntax(object: SomeSchema, key: string | undefined): Syntax {
  if (!object.entries)
    throw new TypeError(`A command line is an object or a variant of objects, not of type ${object.type}`);
  // The schema would drop the value silently: valibot writes the value as the object's prototype.
  if (Object.hasOwn(object.entries, '__proto__')) throw new TypeError('No entry can be called "__proto__"');
  const entries = Object.entries(object.entries)
    .filter(([name]) => name !== key)
    .map(([name, schema]) => readEntry(name, schema));
  const of = (...roles: Entry['role'][]) => entries.filter(({ role }) => roles.includes(role));
  const positionals = of('positional');
  const named = of('option', 'flag');
  const [rest, other] = of('rest');
  if (other) throw new TypeError(`Only one entry can take all further words, not ${rest?.name} and ${other.name}`);
  return {
    choices: key === undefined ? [] : choicesOfKey(key, object.entries[key]),
    about: aboutOf(object),
    entries: [...positionals, ...named, ...of('rest')],
    positionals,
    named: new Map(named.map((entry) => [entry.name, entry])),
    rest,
  };
}

function choicesOfKey(key: string, schema: SomeSchema | undefined): readonly unknown[] {
  const values = schema ? valuesOf(schema) : [];
  if (values.length > 0) return values;
  throw new TypeError(`The entry "${key}" tells the subcommands apart: it must be a literal, picklist or enum in each`);
}

/** Returns the title and the description in one line, or an empty text. */
function aboutOf(schema: SomeSchema): string {
  return [metadataOf(schema, 'title'), metadataOf(schema, 'description')]
    .filter((text) => text !== undefined)
    .join(': ');
}
