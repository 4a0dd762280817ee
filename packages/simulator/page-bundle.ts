import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const id = 'virtual:page-bundle';
const workingDirectory = fileURLToPath(new URL('.', import.meta.url));
const entry = fileURLToPath(new URL('src/page/client/main.tsx', import.meta.url));

/** Returns the module `virtual:page-bundle`: the script and the style of the page, each as one string. */
async function bundle(): Promise<string> {
  const { outputFiles } = await bundled();
  const text = (ending: string) => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? '';
  return `export const script = ${JSON.stringify(text('.js'))};\nexport const style = ${JSON.stringify(text('.css'))};\n`;
}

/** The licences of the bundled libraries: a copy of the page must contain the licences. */
export async function licences(): Promise<string> {
  const { metafile } = await bundled();
  const folders = Object.keys(metafile.inputs).map((path) => /^.*node_modules\/((@[^/]+\/)?[^/]+)/.exec(path));
  const packages = new Map(folders.flatMap((found) => (found ? [[found[1], found[0]]] : [])));
  const texts = [...packages].sort().map(async ([name, folder]) => {
    return `${name}\n\n${await readFile(join(workingDirectory, folder, 'LICENSE'), 'utf8')}`;
  });
  return (await Promise.all(texts)).join(`\n${'-'.repeat(80)}\n\n`);
}

function bundled() {
  return build({
    absWorkingDir: workingDirectory,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    outdir: 'page',
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
  });
}

/** The plugin for Vite and the tests. */
export const pageForVite = {
  name: 'page-bundle',
  resolveId: (source: string) => (source === id ? `\0${id}` : undefined),
  load: (resolved: string) => (resolved === `\0${id}` ? bundle() : undefined),
};

/** The plugin for esbuild and tsup. */
export const pageForEsbuild: NonNullable<Parameters<typeof build>[0]['plugins']>[number] = {
  name: 'page-bundle',
  setup(bundler) {
    bundler.onResolve({ filter: new RegExp(`^${id}$`) }, () => ({ path: id, namespace: 'page' }));
    bundler.onLoad({ filter: /.*/, namespace: 'page' }, async () => ({ contents: await bundle() }));
  },
};
