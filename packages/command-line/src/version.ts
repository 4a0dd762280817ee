import { readFileSync } from 'node:fs';

/** Returns the version in the `package.json` above the folder of a program. The program passes `import.meta.url`. */
export function readVersion(program: string): string {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', program), 'utf8')) as { version: string };
  return version;
}
