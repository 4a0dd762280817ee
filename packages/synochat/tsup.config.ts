import { defineConfig } from 'tsup';

/** Where each file goes is told by its name: those of the command lie elsewhere. */
const named = (folder: string, names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, `${folder}${name}.ts`]));

export default defineConfig({
  entry: {
    ...named('src/', [
      'index',
      'cloudflare',
      'files',
      'files-disk',
      'hono',
      'outbox',
      'outbox-bullmq',
      'outbox-durable',
      'outbox-sqlite',
      'redis',
      'relay',
      'texts',
    ]),
    ...named('src/', ['tls/node', 'tls/bun', 'tls/deno', 'tls/workerd']),
    cli: 'cli/main.ts',
  },
  format: ['esm'],
  // The types of tls/node hold for all runtimes.
  dts: {
    entry: [
      'src/index.ts',
      'src/cloudflare.ts',
      'src/files.ts',
      'src/files-disk.ts',
      'src/hono.ts',
      'src/outbox.ts',
      'src/outbox-bullmq.ts',
      'src/outbox-durable.ts',
      'src/outbox-sqlite.ts',
      'src/redis.ts',
      'src/relay.ts',
      'src/texts.ts',
      'src/tls/node.ts',
    ],
  },
  clean: true,
  target: 'es2022',
  platform: 'neutral',
  // The command takes the library by its names: nothing is in twice.
  external: [/^node:/, /^cloudflare:/, /^synochat(\/|$)/],
  // Deno knows its modules by that name only.
  removeNodeProtocol: false,
  treeshake: true,
  // One file for each entry: a subpath bundles what it takes of src/shared.
  splitting: false,
  // The subpaths import the core, so that its classes and queues exist once.
  esbuildPlugins: [
    {
      name: 'core',
      setup: (build) => {
        build.onResolve({ filter: /^\.\.?\/index\.ts$/ }, () => ({ path: './index.js', external: true }));
      },
    },
  ],
  silent: true,
});
