// What the bytes of a part buy: each promise is left out by a stub in the place of its modules, and the bundle weighed again.
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, type Plugin } from 'esbuild';
import { table } from './table.ts';

/** What a program promises, and the modules that keep it. */
type Promises = readonly (readonly [promise: string, ...modules: string[]])[];

const sending: Promises = [
  ['addresses as copied or by their parts, and what is wrong with one without its value', 'outbound/exchange/address'],
  [
    'what each API error and HTTP status means and what to do',
    'outbound/exchange/failures',
    'outbound/exchange/refusal',
  ],
  ['what each runtime says of a broken connection, and whether a retry is safe', 'outbound/exchange/transport'],
  ['long texts in parts that Chat takes: lines, words, links and fences whole', 'outbound/posting/split'],
  ['parts in order, halved where Chat finds them too long, the rest in the error', 'outbound/posting/parts'],
  [
    'a place in line for each post, and takeover from requests that are gone',
    'outbound/posting/queue',
    'outbound/posting/sweep',
  ],
  [
    'the pace, of this process or a shared limiter, whose slots are passed on',
    'outbound/posting/pace',
    'outbound/posting/limiter',
  ],
  ['waits, retries of 411 and of connections that never stood', 'outbound/posting/attempt', 'outbound/posting/options'],
  ['one exchange in bounded time, no redirects', 'outbound/exchange/exchange'],
  [
    'a bounded answer that is judged by its JSON, not its status',
    'outbound/exchange/reply',
    'shared/stream',
    'shared/json',
  ],
  ['abort at any moment, without a listener left behind', 'shared/timer'],
  ['the message as Chat wants it, files and buttons too', 'shared/message'],
  ['an error that says what was posted and what remains', 'shared/errors'],
];

const commanding: Promises = [
  ['a schema read as the syntax of a line', 'inbound/command/grammar', 'inbound/command/entry'],
  ['words and options as phones and input methods type them', 'inbound/command/words', 'inbound/command/characters'],
  ['quotes of all languages, and words that need some', 'inbound/command/quotes'],
  ['choices, flags and numbers', 'inbound/command/conversion'],
  ['numbers whose value survives, full-width too', 'inbound/command/number'],
  ['what was probably meant, and options with dashes', 'inbound/command/hints'],
  ['the nearest word', 'inbound/command/nearest'],
  ['replies in any language', 'inbound/command/texts'],
  ['each word in its place', 'inbound/command/assign'],
  ['usage and help', 'inbound/command/usage'],
  ['validation, in any language too', 'inbound/command/validate'],
  ['every mistake at once in a reply that fits a post', 'inbound/command/command'],
  ['fields of a form, found before they are decoded, and any broken text', 'inbound/form', 'inbound/scan'],
  ['a body of JSON, found before it is parsed', 'inbound/members', 'shared/json'],
  ['each field checked', 'inbound/fields'],
  ['a body of bounded size in bounded time', 'inbound/body', 'shared/stream', 'shared/timer'],
  ['tokens compared in constant time, several of them, or your own check', 'inbound/token'],
  ['tokens that were copied wrong', 'shared/token-mistakes'],
  ['the event, whose token no log shows', 'inbound/events'],
  ['probes, methods and tokens let in or refused, a wrong parser named', 'inbound/parse', 'inbound/receive'],
  ['the reply, with files and buttons, checked', 'inbound/respond', 'shared/message'],
  ['refusals with a code, a status and a text for strangers', 'shared/errors'],
  ['every refusal answered', 'inbound/handler'],
];

/** All that is about more than one exchange. */
const ordering = ['queue', 'sweep', 'pace', 'limiter', 'attempt', 'options', 'parts', 'split'].map(
  (name) => `outbound/posting/${name}`,
);

const onlyPosts = `export async function post(url, text) {
  const body = new URLSearchParams({ payload: JSON.stringify({ text }) });
  const response = await fetch(url, { method: 'POST', body });
  const { success, error } = await response.json();
  if (!success) throw new Error('Chat refused: ' + error?.code);
}`;
const onlySlash = "export { default } from './programs/slash.mjs'";
const onlyValibot = `import * as v from 'valibot';
export const Ping = v.object({ ip: v.string(), count: v.optional(v.number()), time: v.boolean() });
export const parse = Ping['~standard'].validate;`;

/** The tables, and what the smallest programs take. */
export async function whatBytesBuy(): Promise<string> {
  const post = await bundle(onlyPosts);
  const sent = "export { sendIncoming } from 'synochat'";
  const { modules } = await bundle(sent);
  const once = await bundle(sent, [stubs(ordering.map(pathOf), modules)]);
  const valibot = await bundle(onlyValibot);
  return [
    'What the bytes buy: how much smaller the bundle is with stubs in the place of the modules that keep a promise. What',
    'gzip finds in two of them counts for neither, so the lines do not add up to the whole.',
    ...['', '### `sendIncoming`', ''],
    await costs(sent, sending, [
      ['one exchange with its errors: no line, no pace, no retry, no long texts', once.bytes],
      ['the smallest program that posts and looks at the answer', post.bytes],
    ]),
    ...['', '### A slash command, with valibot', ''],
    await costs(onlySlash, commanding, [['valibot with the schema of that command, nothing else', valibot.bytes]]),
  ].join('\n');
}

async function costs(code: string, promises: Promises, others: [string, number][]): Promise<string> {
  const whole = await bundle(code);
  const rows: [string, number][] = [];
  for (const [promise, ...modules] of promises) {
    const without = await bundle(code, [stubs(modules.map(pathOf), whole.modules)]);
    rows.push([promise, whole.bytes - without.bytes]);
  }
  rows.sort(([, one], [, other]) => other - one);
  const all: [string, number][] = [['all of it', whole.bytes], ...rows, ...others];
  return table(
    ['', 'bytes'],
    all.map(([name, bytes]) => [name, bytes.toLocaleString('en')]),
  );
}

const pathOf = (module: string) => fileURLToPath(new URL(`../packages/synochat/src/${module}.ts`, import.meta.url));

/** Minified and gzipped, and the files that anything of is in it. */
async function bundle(code: string, plugins: Plugin[] = []): Promise<{ bytes: number; modules: Set<string> }> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, resolveDir: import.meta.dirname },
    ...{ bundle: true, minify: true, write: false, metafile: true, format: 'esm', target: 'es2022' },
    alias: { synochat: pathOf('index') },
    plugins,
  });
  const inputs = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.entries(inputs));
  return {
    bytes: gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length,
    modules: new Set(inputs.flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? resolve(path) : []))),
  };
}

/** Puts in the place of each module one that has the same names and needs the same others, so that these stay. */
function stubs(paths: readonly string[], used: ReadonlySet<string>): Plugin {
  return {
    name: 'stubs',
    setup: (bundling) => {
      bundling.onLoad({ filter: /\/src\/.*\.ts$/ }, ({ path }) => {
        if (!paths.includes(path)) return undefined;
        const text = readFileSync(path, 'utf8');
        const imports = [...text.matchAll(/^import {([^}]*)} from '([^']*)';$/gm)].filter(([, , from = '']) =>
          used.has(resolve(dirname(path), from)),
        );
        const needs = imports
          .flatMap(([, list = '']) => list.split(','))
          .map((each) => each.trim().replace(/^(?!type ).* as /, ''));
        const exported = text.matchAll(/^export (?:async )?(?:function|const|class) (\w+)/gm);
        // A function with overloads is there several times.
        const names = new Set(Array.from(exported, ([, name = '']) => name));
        const contents = [
          ...imports.map(([line]) => line),
          `const needs = [${needs.filter((each) => !each.startsWith('type ')).join()}];`,
          ...Array.from(names, (name) => `export const ${name} = needs;`),
        ];
        return { contents: contents.join('\n'), loader: 'ts' };
      });
    },
  };
}
