import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const program = fileURLToPath(new URL('programs/queued.mjs', import.meta.url));

/** Returns the bytes that one message takes while so many messages wait in line. */
function bytesEach(count: number): number {
  const env = { ...process.env, COUNT: String(count) };
  const output = execFileSync(process.execPath, ['--expose-gc', program], { encoding: 'utf8', env });
  return (JSON.parse(output) as { bytes: number }).bytes;
}

it('each of 1000 messages that wait in line takes less than 3 kB', () => {
  expect(bytesEach(1000)).toBeLessThan(3072);
});
