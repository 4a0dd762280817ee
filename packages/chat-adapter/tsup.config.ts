import { defineConfig } from 'tsup';

export default defineConfig({
  entry: { index: 'src/index.ts' },
  format: ['esm'],
  dts: true,
  clean: true,
  target: 'es2022',
  platform: 'neutral',
  external: ['chat', '@chat-adapter/shared', /^synochat/],
  treeshake: true,
  silent: true,
});
