import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

/** What an app would bundle of the built package for this code: minified, other packages aside, and the core that a subpath builds on. */
export async function bundle(code: string): Promise<{ text: string; bytes: number; gzipped: number }> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: import.meta.dirname },
    ...{ bundle: true, minify: true, write: false, format: 'esm', logLevel: 'silent' },
    // The root's would lead to the sources.
    tsconfigRaw: {},
    external: ['valibot', 'hono', 'undici', 'node:*', 'cloudflare:*', './index.js'],
  });
  const [{ contents, text } = { contents: new Uint8Array(), text: '' }] = outputFiles;
  return { text, bytes: contents.length, gzipped: gzipSync(contents, { level: 9 }).length };
}
