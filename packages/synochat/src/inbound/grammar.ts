import * as v from 'valibot';
import { type Entry, inside, readEntry, type SomeSchema } from './entry.ts';

/** What one word of a line can become. */
type Word = string | number | boolean | null | undefined;
type Entries = Record<string, v.GenericSchema<Word | Word[], unknown> | v.GenericSchemaAsync<Word | Word[], unknown>>;
interface ObjectSyntax {
  readonly entries: Entries;
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
 * all further words. Dates, nested objects and functions do not compile: an entry's input must be a word.
 */
export type SlashSchema = (v.GenericSchema | v.GenericSchemaAsync) & (ObjectSyntax | VariantSyntax);

/** A schema read as the syntax of a command line. */
export interface Grammar {
  readonly schema: v.GenericSchema | v.GenericSchemaAsync;
  readonly about: string | undefined;
  /** The entry that tells the commands of a variant apart. */
  readonly key: string | undefined;
  /** One for an object, several for a variant. */
  readonly commands: readonly Syntax[];
}

/** One object of the schema. */
export interface Syntax {
  /** The first words that choose this object of a variant, with the values they stand for. */
  readonly choices: readonly unknown[];
  readonly about: string | undefined;
  readonly positionals: readonly Entry[];
  /** What is given by name: options and flags. */
  readonly named: ReadonlyMap<string, Entry>;
  readonly rest: Entry | undefined;
  /** Those for which something stands when they are not on the line. */
  readonly defaulted: readonly Entry[];
}

/** Schemas are constants of a program: each is read once. */
const grammars = new WeakMap<object, Grammar>();

/** The schema as a grammar. Throws a `TypeError` for one that no command line can express. */
export function readGrammar(schema: SlashSchema): Grammar {
  const known = grammars.get(schema);
  if (known) return known;
  const grammar = toGrammar(schema, schema);
  grammars.set(schema, grammar);
  return grammar;
}

function toGrammar(schema: Grammar['schema'], shape: SomeSchema): Grammar {
  const key = shape.type === 'variant' ? shape.key : undefined;
  const objects = key === undefined ? [shape] : (shape.options as readonly SomeSchema[]);
  return {
    schema,
    about: key === undefined ? undefined : about(shape),
    key,
    commands: objects.map((object) => toSyntax(object, key)),
  };
}

function toSyntax(object: SomeSchema, key: string | undefined): Syntax {
  if (!object.entries)
    throw new TypeError(`A command line is an object or a variant of objects, not a schema of type ${object.type}`);
  // The schema would drop its value without a word: valibot writes it as an object's prototype.
  if (Object.hasOwn(object.entries, '__proto__')) throw new TypeError('No entry can be called "__proto__"');
  const entries = Object.entries(object.entries)
    .filter(([name]) => name !== key)
    .map(([name, schema]) => readEntry(name, schema));
  const rests = entries.filter(({ role }) => role === 'rest');
  if (rests.length > 1)
    throw new TypeError(
      `Only one entry can take all further words, not ${rests.map(({ name }) => name).join(' and ')}`,
    );
  return {
    choices: key === undefined ? [] : choices(key, object.entries[key]),
    about: about(object),
    positionals: entries.filter(({ role }) => role === 'positional'),
    named: new Map(
      entries.filter(({ role }) => role === 'option' || role === 'flag').map((entry) => [entry.name, entry]),
    ),
    rest: rests[0],
    defaulted: entries.filter(({ absent }) => absent !== undefined),
  };
}

function choices(key: string, schema: SomeSchema | undefined): readonly unknown[] {
  if (schema?.type === 'literal') return [schema.literal];
  if ((schema?.type === 'picklist' || schema?.type === 'enum') && schema.options) return schema.options;
  throw new TypeError(
    `The entry "${key}" that tells the subcommands apart must be a literal, a picklist or an enum in each of them`,
  );
}

/** Title and description in one line. */
function about(schema: SomeSchema): string | undefined {
  return (
    [inside(schema, v.getTitle), inside(schema, v.getDescription)].filter((text) => text !== undefined).join(': ') ||
    undefined
  );
}
