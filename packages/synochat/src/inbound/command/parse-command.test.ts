import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { refusal } from '../../../test/portable/refusal.ts';
import { post, slash, token } from '../../../test/portable/requests.ts';
import { parseCommand, parseSlash, type SlashSchema } from '../../index.ts';

const Deploy = v.object({ target: v.picklist(['staging', 'prod']), force: v.boolean() });

describe('a command in any text', () => {
  it.each([
    ['/deploy prod force', 'deploy'],
    ['prod force', ''],
    ['  ／deploy　prod force ', 'deploy'],
  ])('is read as one that follows a slash: %s', async (text, command) => {
    await expect(parseCommand(text, Deploy)).resolves.toEqual({ command, args: { target: 'prod', force: true }, text });
  });

  it.each(['/deploy', '/deploy prdo', '/deploy prod frce', '/deploy help', '/deploy "prod', ''])(
    'is refused as parseSlash refuses it: %s',
    async (text) => {
      const [one, other] = await Promise.all([
        refusal(parseCommand(text, Deploy)),
        refusal(parseSlash(post(slash(text)), Deploy, { token })),
      ]);
      const { code, status, message, reply } = other;
      expect(one).toMatchObject({ code, status, message, reply });
    },
  );

  it('may be checked by an async schema', async () => {
    const isFree = v.checkAsync((name: string) => Promise.resolve(name !== 'ada'), 'taken');
    const Name = v.objectAsync({ name: v.pipeAsync(v.string(), isFree) });
    await expect(parseCommand('bob', Name)).resolves.toMatchObject({ args: { name: 'bob' } });
    expect((await refusal(parseCommand('ada', Name))).reply).toContain('name: taken');
  });

  it('rejects with a TypeError for no text and no schema', async () => {
    await expect(parseCommand(undefined as unknown as string, Deploy)).rejects.toThrow(TypeError);
    await expect(parseCommand('x', v.string() as unknown as SlashSchema)).rejects.toThrow(TypeError);
  });
});
