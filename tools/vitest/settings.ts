import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The path of a file, from the root of the repository. */
export const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** The runtime that Vitest itself runs on. */
export const host = 'Bun' in globalThis ? 'bun' : 'Deno' in globalThis ? 'deno' : 'node';

/** Tests use the sources: the `exports` of the packages point to dist. */
export const sources = [
  { find: '@synochat/command-line', replacement: at('packages/command-line/src/index.ts') },
  { find: /^synochat$/, replacement: at('packages/synochat/src/index.ts') },
  { find: /^synochat\/([a-z-]+)$/, replacement: at('packages/synochat/src/$1.ts') },
  { find: /^synochat-simulator$/, replacement: at('packages/simulator/src/index.ts') },
  { find: /^synochat-simulator\/node$/, replacement: at('packages/simulator/src/node.ts') },
  { find: /^synochat-relay$/, replacement: at('packages/relay/src/index.ts') },
];

/** The file that the export conditions of the package choose for a runtime. */
export const tlsFor = (runtime: string) => [
  { find: /^synochat\/tls$/, replacement: at(`packages/synochat/src/tls/${runtime}.ts`) },
];

/** These tests lie beside the file that they test, and hold on every runtime. */
export const everywhere = ['packages/*/src/**/*.test.ts'];

export const globalSetup = [at('tools/vitest/server.ts')];
export const setupFiles = [at('packages/synochat/test/portable/watch.ts')];

/** How often a property is tried. The project `soak` tries longer. */
export const runs = { runs: process.env['CI'] ? 200 : 100 };

// Vitest prints failures with `Map.groupBy`, which Node 20 lacks.
if (!('groupBy' in Map))
  Object.defineProperty(Map, 'groupBy', {
    value<Key, Item>(items: Iterable<Item>, keyOf: (item: Item) => Key): Map<Key, Item[]> {
      const groups = new Map<Key, Item[]>();
      for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
      return groups;
    },
  });

// Tests start the programs of `tools/` by their names.
process.env['PATH'] = [at('tools/node_modules/.bin'), process.env['PATH']].join(delimiter);
