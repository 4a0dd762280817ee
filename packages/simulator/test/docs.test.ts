import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { codeToRun } from '../../synochat/test/pages/blocks.ts';
import { describeSwitches } from '../src/switches/table.ts';

const read = (path: string) => readFile(new URL(path, import.meta.url), 'utf8');

describe('the page about testing', () => {
  it('shows the tested example word for word', async () => {
    expect(codeToRun('testing-example')).toBe(await read('./example.test.ts'));
  });

  it('names every fault', async () => {
    const page = await read('../docs/testing.md');
    const faults = describeSwitches().filter(({ name }) => name.startsWith('fault'));
    expect(faults.map(({ name }) => name).filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });
});
