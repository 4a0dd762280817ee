import fc from 'fast-check';
import * as v from 'valibot';
import { text } from './texts.ts';

type Schema = v.GenericSchema<unknown, unknown>;

/** A value as somebody types it, as the schema takes it and as the schema gives it. */
interface Typed {
  readonly typed: string;
  readonly input: unknown;
  readonly output: unknown;
}

/** A kind of word: a schema, some of its values, and the other words that the schema accepts. */
export interface Kind {
  readonly schema: Schema;
  readonly values: readonly [Typed, ...Typed[]];
  readonly mayTake: (word: string) => boolean;
}

const same = (input: unknown, typed = String(input)): Typed => ({ typed, input, output: input });
const several = { minLength: 1, maxLength: 3 };
const some = (values: Typed[]) => values as [Typed, ...Typed[]];

/** Also what is the name of a flag or an option where it is typed. */
const word = fc.oneof(
  { weight: 3, arbitrary: text },
  fc.constantFrom('help', 'count', 'count=1', 'help=no', '/x', '10'),
);

const strings = fc.array(word, several).map(
  (words): Kind => ({
    schema: v.string(),
    values: some(words.map((word) => same(word))),
    mayTake: () => true,
  }),
);

const number = fc
  .oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom(0, 7, 1e21, 1e-7))
  // A number that is read is never -0.
  .chain((n) => fc.constantFrom(...ways(n)).map((typed) => same(n + 0, typed)));

/** A user may type the same number in several ways. */
function ways(n: number): string[] {
  if (Object.is(n, -0)) return ['-0', '-00'];
  const plain = String(n);
  const signed = plain.startsWith('-') ? plain.replace('-', '-00') : `+${plain}`;
  return [
    plain,
    signed,
    plain.toUpperCase(),
    n.toExponential(),
    plain.includes('.') ? plain.replace('e', '0e') : plain,
    plain.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0)),
  ];
}

/** At least of every word that is read as a number. */
function numberOf(word: string): number {
  return Number(word.normalize('NFKC').replace('−', '-'));
}

const numbers = fc.array(number, several).map(
  (values): Kind => ({
    schema: v.number(),
    values: some(values),
    mayTake: (word) => !Number.isNaN(numberOf(word)),
  }),
);

const yes = ['yes', 'YES', 'true', 'on', 'On', '1'];
const no = ['no', 'No', 'false', 'off', 'OFF', '0'];
export const boolean = fc.constantFrom(...yes, ...no).map((typed) => same(yes.includes(typed), typed));

const booleans = boolean.map(
  (value): Kind => ({
    schema: v.boolean(),
    values: [value],
    mayTake: (word) => [...yes, ...no].some((each) => each.toLowerCase() === word.toLowerCase()),
  }),
);

/** Different as words: 5 and "5" are the same when typed. */
export const choices = fc.uniqueArray(fc.oneof(text, fc.integer(), fc.constantFrom(0.5, 1e21, 'yes', '5', 'add')), {
  ...several,
  selector: String,
});

const literals = choices.chain((values) =>
  fc.constantFrom(...choosers(values)).map(
    (schema): Kind => ({
      schema,
      values: some((schema.type === 'literal' ? values.slice(0, 1) : values).map((value) => same(value))),
      mayTake: (word) => values.some((value) => String(value) === word || value === numberOf(word)),
    }),
  ),
);

export function choosers(values: readonly (string | number)[]) {
  const [first = ''] = values;
  return [v.picklist(values), v.enum(Object.fromEntries(values.map((value, n) => [`N${n}`, value]))), v.literal(first)];
}

const single = fc.oneof(strings, numbers, literals);

/** Tried in their order: a later one gets the words that no earlier one takes. */
const unions = fc
  .array(fc.oneof(literals, numbers, booleans, strings), { minLength: 2, maxLength: 4 })
  .map((members) => ({
    schema: v.union(members.map(({ schema }) => schema)),
    values: members.flatMap(({ values }, n) =>
      values.filter(({ typed }) => !members.slice(0, n).some(({ mayTake }) => mayTake(typed))),
    ),
    mayTake: (word: string) => members.some(({ mayTake }) => mayTake(word)),
  }))
  .map((union): Kind => ({ ...union, values: some(union.values) }));

/** The wrappers of a schema that leave the typed words unchanged. */
const around: readonly ((kind: Kind) => Kind)[] = [
  ({ schema, ...kind }) => ({ ...kind, schema: v.nullable(schema) }),
  ({ schema, ...kind }) => ({
    ...kind,
    schema: v.pipe(
      schema,
      v.check(() => true),
      v.description('checked'),
    ),
  }),
  ({ schema, values, mayTake }) => ({
    schema: v.pipe(
      schema,
      v.transform((value) => [value]),
    ),
    values: some(values.map((value) => ({ ...value, output: [value.output] }))),
    mayTake,
  }),
];

const plainly = (kind: Kind) => kind;

/** Whatever a required entry, or the item of an array, can be. */
export const kind = fc
  .tuple(fc.oneof(strings, single, unions), fc.oneof(fc.constant(plainly), fc.constantFrom(...around)))
  .map(([inner, wrap]): Kind => wrap(inner));
