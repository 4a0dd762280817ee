import { writeFile } from 'node:fs/promises';
import { defineConfig } from 'tsup';
import { licences, pageForEsbuild } from './page-bundle.ts';

export default defineConfig({
  entry: { index: 'src/index.ts', node: 'src/node.ts', cli: 'src/cli/main.ts' },
  format: ['esm'],
  dts: { entry: { index: 'src/index.ts', node: 'src/node.ts' } },
  clean: true,
  target: 'es2022',
  platform: 'neutral',
  external: [/^node:/],
  esbuildPlugins: [pageForEsbuild],
  treeshake: true,
  splitting: true,
  silent: true,
  onSuccess: async () => writeFile('dist/THIRD-PARTY.txt', await licences()),
});
