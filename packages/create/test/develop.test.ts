import { afterAll, describe, it } from 'vitest';
import { drawTwo } from './combinations.ts';
import { workshop } from './command.ts';
import { develop } from './developing.ts';

const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 1e6));
const { folder, cleanUp } = workshop();
afterAll(cleanUp);

describe(`npm run dev of two new programs, drawn with SEED=${seed}`, () => {
  it.each(drawTwo(seed))(
    'shows the answers of %s %s, reloads a change and ends at Ctrl+C',
    async (runtime, kind) => {
      await develop(folder, [runtime, kind]);
    },
    180_000,
  );
});
