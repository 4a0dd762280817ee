import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const at = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** Runs the built command to its end, without a terminal. */
export function create(...args: string[]) {
  return run(at('packages/create/dist/index.js'), ...args);
}

/** Runs a program to its end, without a terminal. */
export function run(program: string, ...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [program, ...args], (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err });
    });
    child.stdin?.end();
  });
}

/** A folder for new programs, and in `tarballs` the packages as npm would publish them. */
export function workshop() {
  const folder = mkdtempSync(join(tmpdir(), 'create-synochat-'));
  for (const name of ['synochat', 'simulator'])
    execFileSync('npm', ['pack', '--ignore-scripts', '--offline', '--silent', '--pack-destination', folder], {
      cwd: at(`packages/${name}`),
    });
  return {
    folder,
    cleanUp: () => {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}
