import { afterAll, describe, it } from 'vitest';
import { combinations } from './combinations.ts';
import { workshop } from './command.ts';
import { develop } from './developing.ts';

const { folder, cleanUp } = workshop();
afterAll(cleanUp);

describe('npm run dev of every new program', () => {
  it.each(combinations)('shows the answers of %s %s, reloads a change and ends at Ctrl+C', async (runtime, kind) => {
    await develop(folder, [runtime, kind]);
  });
});
