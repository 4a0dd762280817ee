import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createVitest } from 'vitest/node';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const tracked = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).trim().split('\n');

describe('the root of the repository', () => {
  it('has at most 20 entries', () => {
    expect(new Set(tracked.map((path) => path.split('/')[0])).size).toBeLessThanOrEqual(20);
  });
});

describe('docs/', () => {
  it('holds pages, their pictures, the files that they show and profiles, and no program of ours', () => {
    const shown = /^docs\/(guides\/container\/|profiles\/[\w.-]+\.json$)/;
    const others = tracked.filter((path) => path.startsWith('docs/') && !shown.test(path));

    expect(others.filter((path) => !/\.(md|png)$/.test(path))).toEqual([]);
  });
});

describe('vitest run', () => {
  const usual = ['alone', 'bindings', 'driver', 'node', 'outbox', 'workerd'];

  it('has these projects', async () => {
    expect(await projectsWith('')).toEqual(usual);
  });

  it('has others where VITEST_WITH names them', async () => {
    const named = ['redis', 'browser', 'site', 'consumers', 'clients', 'soak'];

    expect(await projectsWith(named.join(','))).toEqual([...usual, ...named].sort());
  });

  it('refuses a name that no project has', async () => {
    await expect(projectsWith('reddis')).rejects.toThrow('VITEST_WITH: "reddis" is no project');
  });
});

async function projectsWith(names: string): Promise<string[]> {
  const before = process.env['VITEST_WITH'];
  process.env['VITEST_WITH'] = names;
  try {
    const vitest = await createVitest({ root, watch: false });
    const projects = vitest.projects.map(({ name }) => name).sort();
    await vitest.close();
    return projects;
  } finally {
    process.env['VITEST_WITH'] = before ?? '';
  }
}
