import { join } from 'node:path';
import { build } from 'esbuild';
import { rolldown } from 'rolldown';

const others = ['valibot', 'hono', 'undici'];

/** Returns the code that an app would bundle of the built package for this program, minified, without other packages. */
export const bundlers: Record<string, (code: string) => Promise<string>> = {
  async esbuild(code) {
    const { outputFiles } = await build({
      stdin: { contents: code, resolveDir: import.meta.dirname },
      ...{ bundle: true, minify: true, write: false, format: 'esm', logLevel: 'silent' },
      // The root's would lead to the sources.
      tsconfigRaw: {},
      external: [...others, 'node:*', 'cloudflare:*'],
    });
    return outputFiles[0]?.text ?? '';
  },
  // That of Vite.
  async rolldown(code) {
    const entry = join(import.meta.dirname, 'entry.mjs');
    const app = await rolldown({
      input: entry,
      plugins: [
        {
          name: 'entry',
          load: (id) => (id === entry ? code : undefined),
          resolveId: (id) => (id === entry ? id : undefined),
        },
      ],
      external: [...others, /^(node|cloudflare):/],
      ...{ tsconfig: false, logLevel: 'silent' },
    });
    const { output } = await app.generate({ format: 'esm', minify: true });
    await app.close();
    // Of valibot's own side effects it knows nothing here.
    return output[0].code.replace(/^import"valibot";/, '');
  },
};
