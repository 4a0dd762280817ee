// Bytes of what an app bundles, by tools/.size-limit.js: node bench/size.ts (after npm run build).
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { bundles, featureTable } from './features.ts';
import { print, type Section } from './section.ts';
import { table } from './table.ts';

/** Bytes at most, as the project set out to reach them: the limits of tools/.size-limit.js keep what there is. */
const targets: Readonly<Record<string, number>> = { 'a slash command, with valibot': 8000, sendIncoming: 7400 };

export async function measure(): Promise<Section> {
  const bin = fileURLToPath(new URL('../tools/node_modules/.bin/size-limit', import.meta.url));
  const cwd = fileURLToPath(new URL('../tools', import.meta.url));
  const parts = JSON.parse(execFileSync(bin, ['--json'], { cwd, encoding: 'utf8' })) as {
    name: string;
    size: number;
  }[];
  const rows = parts.map(({ name, size }) => [
    name,
    size.toLocaleString('en'),
    targets[name]?.toLocaleString('en') ?? '',
  ]);
  const byFeature = await Promise.all(
    bundles.map(async (bundle) => `### ${bundle.name}, by feature\n\n${await featureTable(bundle)}`),
  );
  return {
    title: 'Size',
    markdown: [
      'Bytes of each part, minified and gzipped; other packages aside, valibot too where it does not say otherwise.',
      ...['', table(['', 'bytes', 'target'], rows), ''],
      'The bytes that leaving out a feature saves. The last row is shared by several features.',
      ...byFeature.flatMap((section) => ['', section]),
    ].join('\n'),
    charts: [],
    missed: parts
      .filter(({ name, size }) => size > (targets[name] ?? Number.POSITIVE_INFINITY))
      .map(({ name, size }) => `${name} takes ${size.toLocaleString('en')} bytes`),
  };
}

if (import.meta.main) print(await measure());
