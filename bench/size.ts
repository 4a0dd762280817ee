// Bytes of what an app would bundle, minified and gzipped, valibot aside: npm run size (after npm run build).
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const imports = {
  'the whole core': '*',
  'parseSlash, respond': '{ parseSlash, respond }',
  'parseOutgoing, respond': '{ parseOutgoing, respond }',
  sendIncoming: '{ sendIncoming }',
};

for (const [name, what] of Object.entries(imports)) {
  const contents = what === '*' ? "export * from 'synochat'" : `export ${what} from 'synochat'`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    external: ['valibot'],
  });
  const [{ contents: bytes } = { contents: new Uint8Array() }] = outputFiles;
  console.log(
    `${name.padEnd(24)} ${String(bytes.length).padStart(6)} B   ${String(gzipSync(bytes, { level: 9 }).length).padStart(5)} B gzipped`,
  );
}
