import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { built, bun, deno } from '../helpers/runtime.ts';

const cwd = fileURLToPath(new URL('programs/', import.meta.url));

describe('a program that has sent its messages', () => {
  // A timer that is left keeps it alive for the 30 seconds that an exchange may take.
  it.each([
    ['Node', process.execPath, []],
    ['Bun', bun, [`--tsconfig-override=${built}`]],
    ['Deno', deno, ['run', '-A']],
  ])('ends by itself on %s', async (_, program, flags) => {
    const { stdout } = await promisify(execFile)(program, [...flags, 'send-and-end.mjs'], { cwd, timeout: 20_000 });
    expect(stdout).toBe('done\n');
  });
});
