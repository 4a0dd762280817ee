import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import ts from 'typescript';

/** The root of the workspace. */
export const root = new URL('../../../../', import.meta.url);

/** Every TypeScript file of packages and apps, by its path from the root. */
export const files = ['packages', 'apps'].flatMap(sourcesIn);

/** Links are not followed: installed packages link back to the folders of the workspace. */
function sourcesIn(folder: string): string[] {
  return readdirSync(new URL(folder, root), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory()) return /^(node_modules|dist|\.wrangler)$/.test(entry.name) ? [] : sourcesIn(path);
    return entry.isFile() && /\.tsx?$/.test(path) ? [path] : [];
  });
}

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

/**
 * Returns which folders below a path import each other, each pair once, and how many folders the longest chain has. A file
 * directly below the path counts as a folder.
 */
export function folderGraph(below: string): { arrows: string[]; floors: number } {
  const folderOf = (path: string) => posix.dirname(path.slice(below.length)).replace(/^\.$/, posix.basename(path));
  const sources = files.filter((path) => path.startsWith(below) && !path.endsWith('.test.ts'));
  const reached = new Map<string, Set<string>>();
  for (const path of sources) {
    const targets = imports(path).filter((target) => sources.includes(target));
    const others = targets.map(folderOf).filter((folder) => folder !== folderOf(path));
    reached.set(folderOf(path), new Set([...(reached.get(folderOf(path)) ?? []), ...others]));
  }
  // Where folders reach each other in a circle, the way back is not counted.
  const height = (folder: string, way: readonly string[]): number =>
    way.includes(folder)
      ? 0
      : 1 + Math.max(0, ...[...(reached.get(folder) ?? [])].map((target) => height(target, [...way, folder])));
  const arrows = [...reached].flatMap(([folder, targets]) => [...targets].map((target) => `${folder} > ${target}`));
  return { arrows: arrows.sort(), floors: Math.max(...[...reached.keys()].map((folder) => height(folder, []))) };
}
