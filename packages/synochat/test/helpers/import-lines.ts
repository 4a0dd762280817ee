import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import ts from 'typescript';

/** The root of the workspace. */
export const root = new URL('../../../../', import.meta.url);

/** Every TypeScript file of packages and apps, by its path from the root. */
export const files = ['packages', 'apps'].flatMap((folder) =>
  readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
    .map((path) => posix.join(folder, path.replaceAll('\\', '/')))
    .filter((path) => /\.tsx?$/.test(path) && !/(^|\/)(node_modules|dist|\.wrangler)\//.test(path)),
);

export const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

/** Returns the paths and packages that the file imports, re-exports or loads; relative paths from the root. */
export function imports(path: string): string[] {
  const { importedFiles } = ts.preProcessFile(read(path), true, true);
  return importedFiles.map(({ fileName: target }) =>
    target.startsWith('.') ? posix.normalize(posix.join(posix.dirname(path), target)) : target,
  );
}

/** Files that import each other in a circle, each circle once, type imports included. */
export function circles(sources: readonly string[]): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  function visit(path: string, way: readonly string[]): void {
    const start = way.indexOf(path);
    if (start >= 0) found.push([...way.slice(start), path].join(' > '));
    if (start >= 0 || done.has(path)) return;
    for (const target of imports(path)) if (sources.includes(target)) visit(target, [...way, path]);
    done.add(path);
  }
  for (const path of sources) visit(path, []);
  return found;
}
