import fc from 'fast-check';
import * as v from 'valibot';
import type { SlashSchema } from '../../src/index.ts';
import { entries, name as entryName, type TypedEntry, typeable } from './entries.ts';
import { choices, choosers } from './word-kinds.ts';

/** A schema, what somebody means to say in its syntax, and what has to arrive. */
export interface Command {
  readonly schema: SlashSchema;
  /** The first word, which chooses one object of a variant. */
  readonly choice: string | undefined;
  readonly entries: readonly TypedEntry[];
  /** The names of all options and flags of the schema: `name=` in front of a word means them. */
  readonly named: ReadonlySet<string>;
  readonly args: Readonly<Record<string, unknown>>;
}

type Entries = Record<string, v.GenericSchema>;

const objects = fc.constantFrom(
  (members: Entries) => v.object(members),
  (members: Entries) => v.strictObject(members),
  (members: Entries) => v.looseObject(members),
  (members: Entries) => v.objectAsync(members),
  (members: Entries) =>
    v.pipe(
      v.object(members),
      v.check(() => true, 'never said'),
    ),
);

const plain = fc.tuple(objects, entries).map(
  ([object, typed]): Command => ({
    schema: object(schemas(typed)) as SlashSchema,
    choice: undefined,
    entries: typed,
    named: names(typed),
    args: outputs(typed),
  }),
);

/** Up to three objects, told apart by the words that choose them; one of them is meant. */
const variant = fc
  .record({
    key: entryName,
    objects: fc.array(fc.tuple(objects, entries), { minLength: 1, maxLength: 3 }),
    words: choices,
    chooser: fc.nat(2),
    meant: fc.nat(2),
  })
  .map(({ key, objects: all, words, chooser, meant }): Command => {
    // The last takes the words that are left.
    const options = all.slice(0, words.length).map(([object, typed], n, { length }) => {
      const choosing = n === length - 1 ? words.slice(n) : words.slice(n, n + 1);
      const kinds = choosers(choosing);
      const choice = kinds[chooser] ?? kinds[0];
      const others = typed.filter((entry) => entry.name !== key);
      return {
        choices: choice?.type === 'literal' ? choosing.slice(0, 1) : choosing,
        given: others,
        object: object({ ...schemas(others), [key]: choice } as Entries),
      };
    });
    const chosen = options[meant % options.length];
    const [choice = ''] = chosen?.choices ?? [];
    const chosenEntries = chosen?.given ?? [];
    const isAsync = options.some(({ object }) => object.async);
    const several = (isAsync ? v.variantAsync : v.variant) as unknown as (
      key: string,
      objects: unknown[],
    ) => SlashSchema;
    return {
      schema: several(
        key,
        options.map(({ object }) => object),
      ),
      choice: String(choice),
      entries: chosenEntries,
      named: new Set(options.flatMap((option) => [...names(option.given)])),
      args: { ...outputs(chosenEntries), [key]: choice },
    };
  });

/** Any schema of the supported grammar with values for it. */
export const command = fc.oneof({ weight: 2, arbitrary: plain }, variant).map((each) => ({
  ...each,
  // Shown if a property fails. A valibot schema would fill pages.
  [fc.toStringMethod]: () => {
    const words = each.entries.map(({ name, role, words, schema }) => [role, name, schema.type, ...words]);
    return fc.stringify([each.schema.type, each.choice, ...words]);
  },
}));

/** The word with the slash, without it. */
export const commandName = typeable;

function schemas(typed: readonly TypedEntry[]): Entries {
  return Object.fromEntries(typed.map((entry) => [entry.name, entry.schema]));
}

function names(typed: readonly TypedEntry[]): Set<string> {
  return new Set(typed.filter(({ role }) => role === 'option' || role === 'flag').map((entry) => entry.name));
}

function outputs(typed: readonly TypedEntry[]): Record<string, unknown> {
  return Object.fromEntries(
    typed.filter(({ output }) => 'value' in output).map((entry) => [entry.name, entry.output.value]),
  );
}
