import { defineConfig } from 'tsup';

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    files: 'src/files.ts',
    'files-disk': 'src/files-disk.ts',
    'tls/node': 'src/tls/node.ts',
    'tls/bun': 'src/tls/bun.ts',
    'tls/deno': 'src/tls/deno.ts',
    'tls/workerd': 'src/tls/workerd.ts',
  },
  format: ['esm'],
  // One set of types for all runtimes.
  dts: {
    entry: {
      index: 'src/index.ts',
      files: 'src/files.ts',
      'files-disk': 'src/files-disk.ts',
      'tls/node': 'src/tls/node.ts',
    },
  },
  clean: true,
  sourcemap: true,
  target: 'es2022',
  platform: 'neutral',
  external: [/^node:/],
  // Deno knows its modules by that name only.
  removeNodeProtocol: false,
  treeshake: true,
  splitting: true,
  silent: true,
});
