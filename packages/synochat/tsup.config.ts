import { defineConfig } from 'tsup';

/** What has types of its own; those of tls/node are the types for all runtimes. */
const typed = {
  index: 'src/index.ts',
  cloudflare: 'src/cloudflare.ts',
  files: 'src/files.ts',
  'files-disk': 'src/files-disk.ts',
  hono: 'src/hono.ts',
  redis: 'src/redis.ts',
  'tls/node': 'src/tls/node.ts',
};

export default defineConfig({
  entry: {
    ...typed,
    'tls/bun': 'src/tls/bun.ts',
    'tls/deno': 'src/tls/deno.ts',
    'tls/workerd': 'src/tls/workerd.ts',
  },
  format: ['esm'],
  dts: { entry: typed },
  clean: true,
  sourcemap: true,
  target: 'es2022',
  platform: 'neutral',
  external: [/^node:/, /^cloudflare:/],
  // Deno knows its modules by that name only.
  removeNodeProtocol: false,
  treeshake: true,
  splitting: true,
  // The core stays one file that the subpaths import, instead of a chunk that both share.
  esbuildPlugins: [
    {
      name: 'core',
      setup: (build) => {
        build.onResolve({ filter: /^\.\/index\.ts$/ }, () => ({ path: './index.js', external: true }));
      },
    },
  ],
  silent: true,
});
