// The arguments that a schema makes of a command line, and the schemas that no command line can express. Only compiled.
import { parseSlash, type SlashCommand, type SlashSchema, usage } from 'synochat';
import * as v from 'valibot';
import { look, same } from './same.ts';

declare const req: Request;

export async function entries() {
  const Every = v.object({
    word: v.string(),
    number: v.number(),
    kind: v.picklist(['a', 'b']),
    piped: v.pipe(v.string(), v.minLength(2)),
    optional: v.optional(v.number()),
    exact: v.exactOptional(v.string()),
    nullish: v.nullish(v.string()),
    undefinedable: v.undefinedable(v.string()),
    defaulted: v.optional(v.number(), 4),
    flag: v.boolean(),
    flagged: v.optional(v.boolean(), true),
    rest: v.array(v.string()),
  });
  const command = await parseSlash(req, Every);
  same<SlashCommand<v.InferOutput<typeof Every>>>()(command);
  const { args } = command;
  same<string>()(args.word);
  same<number>()(args.number);
  same<'a' | 'b'>()(args.kind);
  same<string>()(args.piped);
  same<number | undefined>()(args.optional);
  same<string | undefined>()(args.exact);
  same<string | null | undefined>()(args.nullish);
  same<string | undefined>()(args.undefinedable);
  same<number>()(args.defaulted);
  same<boolean>()(args.flag);
  same<boolean>()(args.flagged);
  same<string[]>()(args.rest);
  // @ts-expect-error the schema has no such entry
  look(args.other);
  // @ts-expect-error what was received is not changed
  command.text = '';
}

export async function outputs() {
  const Host = v.pipe(
    v.string(),
    v.transform((host) => new URL(`https://${host}`)),
  );
  const { args } = await parseSlash(
    req,
    v.object({
      host: Host,
      at: v.pipe(
        v.string(),
        v.transform((text) => new Date(text)),
      ),
      sizes: v.pipe(
        v.array(v.number()),
        v.transform((all) => new Set(all)),
      ),
    }),
  );
  same<URL>()(args.host);
  same<Date>()(args.at);
  same<Set<number>>()(args.sizes);

  const whole = await parseSlash(
    req,
    v.pipe(
      v.strictObject({ from: v.number(), to: v.number() }),
      v.check(({ from, to }) => from < to),
      v.transform(({ from, to }) => to - from),
    ),
  );
  same<number>()(whole.args);

  const asked = await parseSlash(
    req,
    v.objectAsync({
      name: v.pipeAsync(
        v.string(),
        v.checkAsync((name) => Promise.resolve(name !== '')),
      ),
    }),
  );
  same<{ name: string }>()(asked.args);
}

export async function subcommands() {
  const Todo = v.variant('action', [
    v.object({ action: v.literal('add'), text: v.string() }),
    v.object({ action: v.picklist(['done', 'drop']), id: v.number() }),
  ]);
  const { args } = await parseSlash(req, Todo);
  same<{ action: 'add'; text: string } | { action: 'done' | 'drop'; id: number }>()(args);
  if (args.action === 'add') same<string>()(args.text);
  else same<number>()(args.id);
}

export function impossible() {
  const express = (schema: SlashSchema) => usage('', schema);
  // @ts-expect-error a word is one of something
  express(v.object({ x: v.any() }));
  // @ts-expect-error a word is one of something
  express(v.object({ x: v.optional(v.unknown()) }));
  // @ts-expect-error no word is never
  express(v.object({ x: v.never() }));
  // @ts-expect-error no word is no number
  express(v.object({ x: v.nan() }));
  // @ts-expect-error no word is null
  express(v.object({ x: v.null() }));
  // @ts-expect-error no word is undefined
  express(v.object({ x: v.optional(v.undefined()) }));
  // @ts-expect-error further words have no places of their own
  express(v.object({ x: v.tuple([v.string()]) }));
  // @ts-expect-error a schema is read before there is an input
  express(v.object({ x: v.lazy(() => v.string()) }));
  // @ts-expect-error a word is one of something
  express(v.object({ x: v.intersect([v.string(), v.string()]) }));
  // @ts-expect-error nor is it in a list
  express(v.object({ x: v.array(v.any()) }));
  // @ts-expect-error nor in a union
  express(v.object({ x: v.union([v.string(), v.lazy(() => v.string())]) }));
  // @ts-expect-error nor in a union
  express(v.object({ x: v.union([v.string(), v.array(v.string())]) }));
  // @ts-expect-error nor in a subcommand
  express(v.variant('do', [v.object({ do: v.literal('a'), x: v.any() })]));
  express(v.object({ x: v.nullable(v.union([v.null(), v.literal('a')])), y: v.nonNullish(v.nullish(v.string())) }));
  express(v.object({ x: v.pipe(v.optional(v.array(v.union([v.number(), v.string()]))), v.readonly()) }));
  express(v.objectWithRest({ x: v.custom<string>(Boolean) }, v.string()));
  express(v.looseObject({ ip: v.string() }));
  // @ts-expect-error no word is a date
  express(v.object({ at: v.date() }));
  // @ts-expect-error no word is an object
  express(v.object({ where: v.object({ host: v.string() }) }));
  // @ts-expect-error nor are all further words
  express(v.object({ all: v.array(v.object({ host: v.string() })) }));
  // @ts-expect-error no word is a list
  express(v.object({ all: v.array(v.array(v.string())) }));
  // @ts-expect-error no word is a function
  express(v.object({ call: v.function() }));
  // @ts-expect-error no word is a bigint; take a string and transform it
  express(v.object({ big: v.bigint() }));
  // @ts-expect-error no word is a file
  express(v.object({ file: v.file() }));
  // @ts-expect-error no word is a map
  express(v.object({ map: v.map(v.string(), v.string()) }));
  // @ts-expect-error what is optional must be a word, too
  express(v.object({ at: v.optional(v.date()) }));
  // @ts-expect-error what a transform begins with must be a word
  express(v.object({ year: v.pipe(v.date(), v.transform(Number)) }));
  // @ts-expect-error each of the subcommands is one
  express(v.variant('a', [v.object({ a: v.literal('x'), at: v.date() })]));
  // @ts-expect-error a command line is an object
  express(v.string());
  // @ts-expect-error a command line is an object
  express(v.array(v.string()));
  // @ts-expect-error a command line has names
  express(v.record(v.string(), v.string()));
  // @ts-expect-error a schema, not its entries
  express({ ip: v.string() });
}
