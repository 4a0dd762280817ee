import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { refusal } from '../../../test/portable/refusal.ts';
import { parseCommand } from '../../index.ts';
import type { SlashSchema } from './grammar.ts';

const Ping = v.object({ ip: v.string(), count: v.optional(v.number()), time: v.boolean() });
const Service = v.variant('do', [
  v.object({ do: v.literal('start'), name: v.string() }),
  v.object({ do: v.picklist(['stop', 'big stop']), name: v.string() }),
]);

/** The problems alone, a line each. */
const problems = async (schema: SlashSchema, text: string) =>
  (await refusal(parseCommand(text, schema))).reply.split('\nUsage: ')[0]?.split('\n');

describe('a word that fits nowhere', () => {
  it.each([
    ['/ping h cuont=4', 'count=4'],
    ['/ping h cuont＝4', 'count=4'],
    ['/ping h Count=4', 'count=4'],
    ['/ping h conut', 'count=…'],
    ['/ping h coumt="a b"', 'count=…'],
    ['/ping h tiem', 'time'],
    ['/ping h tme=no', 'time=no'],
    [`/ping h cuont=${'9'.repeat(5000)}`, 'count=…'],
  ])('is told the name that is near: %s', async (text, meant) => {
    expect((await problems(Ping, text))?.[1]).toBe(`Did you mean ${meant}?`);
  });

  it.each(['/ping h colour=4', '/ping h x', '/ping h "cuont=4"', '/ping h ct'])(
    'is told no other: %s',
    async (text) => {
      expect(await problems(Ping, text)).toHaveLength(1);
    },
  );

  it.each([
    ['/ping h --time', 'time'],
    ['/ping h —time', 'time'],
    ['/ping h –time=no', 'time=no'],
    ['/ping h --count=4', 'count=4'],
    ['/ping h -count 4', 'count=4'],
    ['/ping h —count "a b"', 'count="a b"'],
    ['/ping h --cuont -4', 'count=-4'],
    ['/ping h --count --time', 'count=…'],
    ['/ping h -c', 'count=…'],
  ])('and begins with dashes is told how options are written: %s', async (text, example) => {
    const [unknown, hint] = (await problems(Ping, text)) ?? [];
    expect(unknown).toBe(`Unknown word: ${text.split(' ')[2]}`);
    expect(hint).toBe(`Options are written name=value, without dashes: ${example}`);
  });

  it('behind an option with dashes is its value, and no second mistake', async () => {
    expect(await problems(Ping, '/ping h -count 4')).toHaveLength(2);
    expect(await problems(Ping, '/ping h -count time 4')).toEqual([
      'Unknown word: -count',
      'Options are written name=value, without dashes: count=…',
      'Unknown word: 4',
    ]);
  });

  it.each(['/ping h -4', '/ping h —4', '/ping h --', '/ping h "--time"'])('is just unknown: %s', async (text) => {
    expect(await problems(Ping, text)).toEqual([expect.stringMatching(/^Unknown word: /)]);
  });

  it('is not shown while a positional entry is free', async () => {
    await expect(parseCommand('/ping --time', Ping)).resolves.toMatchObject({ args: { ip: '--time', time: false } });
    const Say = v.object({ words: v.array(v.string()), loud: v.boolean() });
    await expect(parseCommand('--loud', Say)).resolves.toMatchObject({ args: { words: ['--loud'], loud: false } });
  });
});

describe('a choice that is misspelt', () => {
  it('is told the subcommand that is near', async () => {
    expect(await problems(Service, '/service strat web')).toEqual(['Unknown do: strat', 'Did you mean start?']);
    expect(await problems(Service, '/service "bgi stop" web')).toEqual([
      'Unknown do: bgi stop',
      'Did you mean "big stop"?',
    ]);
    expect(await problems(Service, '/service kill web')).toEqual(['Unknown do: kill']);
  });

  it('is told the word of a picklist that is near', async () => {
    const Deploy = v.object({ to: v.picklist(['staging', 'prod']), mode: v.optional(v.picklist(['fast', 'slow'])) });
    expect(await problems(Deploy, '/deploy stagin mode=fsat')).toEqual([
      'to: Expected ("staging" | "prod") but received "stagin"',
      'Did you mean staging?',
      'mode: Expected ("fast" | "slow") but received "fsat"',
      'Did you mean fast?',
    ]);
  });
});
