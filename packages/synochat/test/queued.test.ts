import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const program = fileURLToPath(new URL('programs/queued.mjs', import.meta.url));

/** Bytes that one message takes while so many of them wait in line. */
function bytesEach(count: number): number {
  const env = { ...process.env, COUNT: String(count) };
  const output = execFileSync(process.execPath, ['--expose-gc', program], { encoding: 'utf8', env });
  return (JSON.parse(output) as { bytes: number }).bytes;
}

it.each([1000, 100_000])('each of %i messages that wait in line takes less than a kilobyte', (count) => {
  expect(bytesEach(count)).toBeLessThan(1000);
});
