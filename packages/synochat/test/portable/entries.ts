import fc from 'fast-check';
import * as v from 'valibot';
import { text } from './texts.ts';
import { boolean, type Kind, kind } from './word-kinds.ts';

/** An entry of a schema, what is typed for it, and what comes of that. */
export interface TypedEntry {
  readonly name: string;
  readonly schema: Kind['schema'];
  readonly role: 'positional' | 'option' | 'flag' | 'rest';
  /** The words to type, none to leave the entry out; `true` is the bare name of a flag. */
  readonly words: readonly (string | true)[];
  /** The value that the schema returns for the entry, if any. */
  readonly output: { readonly value?: unknown };
}

type Unnamed = Omit<TypedEntry, 'name'>;

const positional = kind.map(
  ({ schema, values: [{ typed, output }] }): Unnamed => ({
    schema,
    role: 'positional',
    words: [typed],
    output: { value: output },
  }),
);

type Way = (schema: Kind['schema'], ...initial: unknown[]) => Kind['schema'];
const ways = [v.optional, v.nullish, v.exactOptional, v.undefinedable] as unknown as readonly Way[];
/** Of optional schemas only this one says that nothing was given. */
const nothing = (way: Way) => (way === (v.undefinedable as unknown) ? { value: undefined } : {});

const option = fc
  .tuple(kind, fc.constantFrom(...ways), fc.boolean(), fc.boolean())
  .map(([{ schema, values }, way, isTyped, hasDefault]): Unnamed => {
    const [first, initial = first] = values;
    const absent = hasDefault ? { value: initial.output } : nothing(way);
    return {
      schema: hasDefault ? way(schema, initial.input) : way(schema),
      role: 'option',
      words: isTyped ? [first.typed] : [],
      output: isTyped ? { value: first.output } : absent,
    };
  });

const flagTyped = fc.oneof(
  fc.constant({ words: [true] as const, output: { value: true } }),
  boolean.map(({ typed, output: value }) => ({ words: [typed], output: { value } })),
);

const flag = fc.oneof(
  flagTyped.map((typedFlag): Unnamed => ({ schema: v.boolean(), role: 'flag', ...typedFlag })),
  flagTyped.map((typedFlag): Unnamed => ({ schema: v.optional(v.boolean()), role: 'flag', ...typedFlag })),
  fc.constant<Unnamed>({ schema: v.boolean(), role: 'flag', words: [], output: { value: false } }),
  fc.boolean().map(
    (value): Unnamed => ({
      schema: v.optional(v.boolean(), value),
      role: 'flag',
      words: [],
      output: { value },
    }),
  ),
);

const rest = fc.tuple(kind, fc.boolean(), fc.boolean()).map(([{ schema, values }, isTyped, hasDefault]): Unnamed => {
  const words = isTyped ? values.map(({ typed }) => typed) : [];
  const initial = hasDefault ? values : [];
  const array = v.array(schema);
  return {
    schema: hasDefault ? v.optional(array, initial.map(({ input }) => input) as never) : array,
    role: 'rest',
    words,
    output: { value: (isTyped ? values : initial).map(({ output }) => output) },
  };
});

/** Common names, and names that look for trouble. `__proto__` is no name of an entry: see the grammar. */
export const name = fc
  .oneof(
    fc.constantFrom('host', 'count', 'help', 'constructor', 'toString', 'hasOwnProperty', 'then', 'length', '0', '10'),
    fc.constantFrom('/x', "don't", 'true', 'née', '名前', '😀', '--all', 'a.b', '\\', 'x"y', '[', '\0'),
    text,
  )
  .filter((each) => each !== '__proto__');

/** The names that can stand for an option or a flag on the line. */
export const typeable = name.filter((each) => !/[\p{White_Space}\ufeff=＝"“”„‟＂〝〞〟「」『』｢｣«»]|^$/u.test(each));

const required = fc.tuple(name, positional);
const byName = fc.tuple(typeable, fc.oneof(option, flag));
const uniqueNames = { selector: ([each]: [string, Unnamed]) => each };

/** The entries of an object in any order, at most one of which takes all further words. */
export const entries = fc
  .uniqueArray(fc.oneof(required, byName, fc.tuple(name, rest)), {
    ...uniqueNames,
    maxLength: 6,
  })
  .map((all) => {
    const firstRest = all.find(([, { role }]) => role === 'rest');
    const flags = all.filter(([, { role }]) => role === 'flag').map(([each]) => each);
    return all
      .filter((each) => each[1].role !== 'rest' || each === firstRest)
      .map(
        ([each, entry]): TypedEntry => ({ name: each, ...(entry.role === 'rest' ? withNames(entry, flags) : entry) }),
      );
  });

/** The further words where they may be anything, and among them what would be a flag without quotes. */
function withNames(entry: Unnamed, flags: readonly string[]): Unnamed {
  const { item } = entry.schema as { item?: { type: string; pipe?: unknown } };
  if (item?.type !== 'string' || item.pipe !== undefined || entry.words.length === 0) return entry;
  return { ...entry, words: [...entry.words, ...flags], output: { value: [entry.output.value, flags].flat() } };
}
