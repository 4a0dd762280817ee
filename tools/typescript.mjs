// Lets a Node that reads no TypeScript run the programs of this repository: node --import ./tools/typescript.mjs apps/ping/try.ts.
import { readFileSync } from 'node:fs';
import { register } from 'node:module';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import { transformSync } from 'esbuild';

if (isMainThread && !process.features.typescript) register(import.meta.url);

/** The hook of Node's module loader that takes the types out of a module. */
export async function load(url, context, next) {
  if (!/^file:.*\.tsx?$/.test(url)) return next(url, context);
  const { code } = transformSync(readFileSync(fileURLToPath(url), 'utf8'), {
    loader: 'ts',
    format: 'esm',
    tsconfigRaw: {},
  });
  return { format: 'module', source: code, shortCircuit: true };
}
