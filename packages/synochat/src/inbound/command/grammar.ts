import type * as v from 'valibot';
import { valuesOf } from './conversion.ts';
import { type Entry, readEntry, said } from './entry.ts';
import type { SomeSchema } from './schema.ts';

/** What one word of a line can become. */
type Word = string | number | boolean | null | undefined;
interface Nothing {
  readonly type: 'null' | 'undefined';
}
interface Plain {
  readonly type: 'string' | 'number' | 'boolean' | 'literal' | 'picklist' | 'enum' | 'custom';
}
interface OneOf {
  readonly type: 'union';
  readonly options: readonly (OneWord | Nothing)[];
}
interface Around<Inner> {
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
type OneWord = Plain | OneOf | Around<OneWord>;
interface AllFurther {
  readonly type: 'array';
  readonly item: OneWord;
}
type FurtherWords = AllFurther | Around<FurtherWords>;
type Typed = v.GenericSchema<Word | Word[], unknown> | v.GenericSchemaAsync<Word | Word[], unknown>;

/** A schema of one entry of a command: what a word, or for an array all further words, can become. */
export type SlashEntry = Typed & (OneWord | FurtherWords);

/** The entries of a command by name, for a function that makes commands: `v.objectAsync(entries)` is a `SlashSchema`, of entries that may be async too. */
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
 * A valibot schema that a command line can express: an object (plain, strict, loose, async, piped) whose entries take
 * a word or several, or a `v.variant` of such objects, told apart by the first word.
 *
 * Required entries are positional, in their order; optional ones are `name=value`; booleans are flags; an array takes
 * all further words. Everything else does not compile, or is a `TypeError` as soon as the schema is used: an entry's
 * input must be a word.
 */
export type SlashSchema = (v.GenericSchema | v.GenericSchemaAsync) & (ObjectSyntax | VariantSyntax);

/** A schema read as the syntax of a command line. */
export interface Grammar {
  readonly schema: v.GenericSchema | v.GenericSchemaAsync;
  /** Title and description, or an empty text. */
  readonly about: string;
  /** The entry that tells the commands of a variant apart. */
  readonly key: string | undefined;
  /** One for an object, several for a variant. */
  readonly commands: readonly Syntax[];
}

/** One object of the schema. */
export interface Syntax {
  /** The first words that choose this object of a variant, with the values they stand for. */
  readonly choices: readonly unknown[];
  readonly about: string;
  /** All of them, in the order of the usage. */
  readonly entries: readonly Entry[];
  readonly positionals: readonly Entry[];
  /** What is given by name: options and flags. */
  readonly named: ReadonlyMap<string, Entry>;
  readonly rest: Entry | undefined;
}

/** Schemas are constants of a program: each is read once. */
const grammars = new WeakMap<object, Grammar>();

/** The schema as a grammar. Throws a `TypeError` for one that no command line can express. */
export function readGrammar(schema: SlashSchema): Grammar {
  const { kind } = Object(schema) as { kind?: unknown };
  if (kind !== 'schema') throw new TypeError('The schema must be one of valibot: v.object({ … }) or v.variant(…)');
  const known = grammars.get(schema);
  if (known) return known;
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
    about: key === undefined ? '' : about(shape),
    key,
    commands: objects.map((object) => toSyntax(object, key)),
  };
}

function toSyntax(object: SomeSchema, key: string | undefined): Syntax {
  if (!object.entries)
    throw new TypeError(`A command line is an object or a variant of objects, not of type ${object.type}`);
  // The schema would drop its value without a word: valibot writes it as an object's prototype.
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
    choices: key === undefined ? [] : choices(key, object.entries[key]),
    about: about(object),
    entries: [...positionals, ...named, ...of('rest')],
    positionals,
    named: new Map(named.map((entry) => [entry.name, entry])),
    rest,
  };
}

function choices(key: string, schema: SomeSchema | undefined): readonly unknown[] {
  const values = schema ? valuesOf(schema) : [];
  if (values.length > 0) return values;
  throw new TypeError(`The entry "${key}" tells the subcommands apart: it must be a literal, picklist or enum in each`);
}

/** Title and description in one line, or an empty text. */
function about(schema: SomeSchema): string {
  return [said(schema, 'title'), said(schema, 'description')].filter((text) => text !== undefined).join(': ');
}
