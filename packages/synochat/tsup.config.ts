import { defineConfig } from 'tsup';

export default defineConfig({
  entry: ['src/{index,cloudflare,files,files-disk,hono,redis}.ts', 'src/tls/{node,bun,deno,workerd}.ts'],
  format: ['esm'],
  // Those of tls/node are the types for all runtimes.
  dts: {
    entry: [
      'src/index.ts',
      'src/cloudflare.ts',
      'src/files.ts',
      'src/files-disk.ts',
      'src/hono.ts',
      'src/redis.ts',
      'src/tls/node.ts',
    ],
  },
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
