// The bytes of each feature in what an app bundles: node bench/features.ts. From the sources, so it needs no build.
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, transform } from 'esbuild';
import { table } from './table.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const core = `${root}packages/synochat/src/index.ts`;

interface Bundle {
  readonly name: string;
  readonly source: string;
}

export const bundles: readonly Bundle[] = [
  { name: 'sendIncoming', source: `export { sendIncoming } from 'synochat';` },
  { name: 'a slash command, with valibot', source: `export { default } from './bench/programs/slash.mjs';` },
];

/** Each feature with the ends of the paths of its files. */
const features: readonly (readonly [feature: string, files: RegExp])[] = [
  ['failures on the way, as four runtimes word them', /exchange\/transport/],
  ['refusals by Chat: 19 codes and their advice', /exchange\/refusal/],
  ['answers of a proxy, Retry-After', /exchange\/(failures|retry-after)/],
  ['the address and its mistakes', /exchange\/address/],
  ['a token that was miscopied', /token-mistakes/],
  ['texts over 2000 characters', /posting\/(split|parts)/],
  ['order, and a head of the line that died', /posting\/(queue|sweep)/],
  ['pace, limiters, retries, callbacks', /posting\/(pace|limiter|attempt|callback)/],
  [
    'limits of time and bytes, the exchange with Chat',
    /exchange\/(exchange|reply)|shared\/(timer|stream|json|printable)/,
  ],
  ['a connection for each post, on Bun and Deno too', /exchange\/connection/],
  ['messages with a file and buttons', /shared\/message|inbound\/respond/],
  ['checks of arguments', /shared\/assert|posting\/options/],
  ['the class of errors', /shared\/errors/],
  ['valibot', /node_modules\/valibot/],
  ['words, quotes and numbers as phones type them', /command\/(words|quotes|characters|number)/],
  ['the schema as a grammar', /command\/(grammar|entry|conversion|assign|validate|schema)/],
  ['replies to mistakes: usage, help, hints', /command\/(command|usage|hints|nearest|texts)/],
  ['the body, bounded in time and bytes', /inbound\/body|shared\/body/],
  ['a form, scanned before it is decoded', /inbound\/(form|scan|fields)|shared\/record/],
  ['a JSON body', /inbound\/members/],
  ['the token, and a form of another kind', /inbound\/(receive|token)|shared\/list/],
  ['events', /inbound\/(events|parse)/],
  ['a handler that never rejects, a log without tokens', /inbound\/handler|shared\/(log|response)/],
];

/** Returns a table of the bytes that leaving out each feature saves, minified and gzipped. */
export async function featureTable({ source }: Bundle): Promise<string> {
  const files = await minifiedFiles(source);
  const bytes = (some: typeof files) => gzipSync(some.map(({ code }) => code).join(''), { level: 9 }).length;
  const total = bytes(files);
  const rows = features.map(([feature, paths]): [string, number] => [
    feature,
    total - bytes(files.filter(({ path }) => !paths.test(path))),
  ]);
  const found = rows.filter(([, saved]) => saved > 0).sort(([, a], [, b]) => b - a);
  const named = found.reduce((sum, [, saved]) => sum + saved, 0);
  return table(
    ['', 'bytes'],
    [...found, ['found in several of these', total - named] as const].map(([feature, saved]) => [
      feature,
      saved.toLocaleString('en'),
    ]),
  );
}

/** Returns each file of the bundle with its share of the minified code. */
async function minifiedFiles(source: string): Promise<{ path: string; code: string }[]> {
  const { outputFiles } = await build({
    ...{ bundle: true, write: false, format: 'esm', minifySyntax: true, minifyIdentifiers: true, tsconfigRaw: {} },
    stdin: { contents: source, resolveDir: root },
    absWorkingDir: root,
    alias: { synochat: core },
  });
  // Before each file stands a comment with its path.
  const [, ...parts] = (outputFiles[0]?.text ?? '').split(/^\/\/ (?=\S+\.(?:ts|mjs|js)$)/m);
  return Promise.all(
    parts.map(async (part) => {
      const end = part.indexOf('\n');
      return { path: part.slice(0, end), code: (await transform(part.slice(end), { minifyWhitespace: true })).code };
    }),
  );
}

if (import.meta.main) for (const bundle of bundles) console.log(`${bundle.name}\n\n${await featureTable(bundle)}\n`);
