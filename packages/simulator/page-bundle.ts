import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const id = 'virtual:page-bundle';
const entry = fileURLToPath(new URL('src/page/client/main.tsx', import.meta.url));

/** The page's program and its style, each as one text, as the module `virtual:page-bundle` exports them. */
async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    outdir: 'page',
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
  });
  const text = (ending: string) => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? '';
  return `export const script = ${JSON.stringify(text('.js'))};\nexport const style = ${JSON.stringify(text('.css'))};\n`;
}

/** For Vite, and so for the tests. */
export const pageForVite = {
  name: 'page-bundle',
  resolveId: (source: string) => (source === id ? `\0${id}` : undefined),
  load: (resolved: string) => (resolved === `\0${id}` ? bundle() : undefined),
};

/** For esbuild, and so for tsup. */
export const pageForEsbuild: NonNullable<Parameters<typeof build>[0]['plugins']>[number] = {
  name: 'page-bundle',
  setup(bundler) {
    bundler.onResolve({ filter: new RegExp(`^${id}$`) }, () => ({ path: id, namespace: 'page' }));
    bundler.onLoad({ filter: /.*/, namespace: 'page' }, async () => ({ contents: await bundle() }));
  },
};
