import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const program = fileURLToPath(new URL('locking.ts', import.meta.url));
let folder: string;
let starters: ChildProcess[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simulator-lock-'));
  starters = Array.from({ length: 4 }, () => fork(program, { execArgv: [] }));
  await Promise.all(starters.map((starter) => once(starter, 'message')));
});
afterAll(async () => {
  for (const starter of starters) starter.disconnect();
  await rm(folder, { recursive: true });
});

/** Sends the order to every starter, and returns the answers. */
function tell(order: object | string): Promise<string[]> {
  return Promise.all(
    starters.map(async (starter) => {
      const answer = once(starter, 'message');
      starter.send(order);
      return String((await answer)[0]);
    }),
  );
}

describe('the lock of a data file', () => {
  it.each([
    ['no server ran before', {}, 20],
    ['a server was killed', { lock: '99999999' }, 40],
    ['a server was killed while it wrote the lock', { lock: '' }, 20],
    ['a server was killed while it replaced the lock', { lock: '99999998', 'lock.lock': '99999999' }, 40],
    ['a server was killed when it had removed the lock of another', { 'lock.lock': '99999999' }, 40],
  ])('is owned by one of several servers that start at the same moment, if %s', async (_, locks, rounds) => {
    const path = join(folder, 'chat.json');
    for (let round = 0; round < rounds; round += 1) {
      for (const [name, owner] of Object.entries(locks)) await writeFile(`${path}.${name}`, owner);
      const answers = await tell({ path, at: Date.now() + 15 });
      const refusals = answers.filter((answer) => answer !== 'locked');
      expect(refusals).toHaveLength(starters.length - 1);
      for (const refusal of refusals) expect(refusal).toContain(`${path} is in use by process`);
      await tell('unlock');
      expect(await readdir(folder)).toEqual([]);
    }
  });
});
