import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { usage } from '../../index.ts';

describe('usage', () => {
  it('is the line to type, for a command with or without the slash', () => {
    const schema = v.object({
      ip: v.string(),
      count: v.optional(v.number()),
      time: v.boolean(),
      more: v.array(v.string()),
    });
    expect(usage('/ping', schema)).toBe('/ping <ip> [count=…] [time] [more…]');
    expect(usage('ping', schema)).toBe('/ping <ip> [count=…] [time] [more…]');
  });

  it('takes the titles of the schema, also from inside an optional', () => {
    const schema = v.object({
      ip: v.pipe(v.string(), v.title('host or address')),
      count: v.optional(v.pipe(v.number(), v.title('packets'))),
    });
    expect(usage('/ping', schema)).toBe('/ping <host or address> [count=packets]');
  });

  it('has a line for each subcommand', () => {
    const schema = v.variant('do', [
      v.object({ do: v.literal('on') }),
      v.object({ do: v.literal('dim'), to: v.number() }),
    ]);
    expect(usage('/light', schema)).toBe('/light on\n/light dim <to>');
  });

  it('shows the choices of a picklist, as they are typed', () => {
    const schema = v.object({
      to: v.picklist(['staging', 'prod']),
      at: v.union([v.literal('now'), v.enum({ Night: 'to night' })]),
      many: v.union([v.literal('all'), v.number()]),
      mode: v.optional(v.nullable(v.picklist(['fast', 'slow'])), 'fast'),
      titled: v.pipe(v.picklist(['a', 'b']), v.title('which')),
      rest: v.array(v.picklist([1, 2])),
    });
    expect(usage('/deploy', schema)).toBe(
      '/deploy <staging|prod> <now|"to night"> <many> <which> [mode=fast|slow] [1|2…]',
    );
  });

  it('shows the first of many choices', () => {
    const many = Array.from({ length: 500 }, (_, n) => `region-${n}`);
    expect(usage('/x', v.object({ to: v.picklist(many) }))).toBe(
      '/x <region-0|region-1|region-2|region-3|region-4|region-5|…>',
    );
    expect(usage('/x', v.object({ to: v.picklist(['x'.repeat(61), 'y']) }))).toBe('/x <to>');
    const subcommand = v.variant('do', [v.object({ do: v.picklist(many) })]);
    expect(usage('/x', subcommand)).toBe('/x region-0|region-1|region-2|region-3|region-4|region-5|…');
  });

  it('throws for a schema that cannot be typed', () => {
    // @ts-expect-error anything is more than a word
    expect(() => usage('/x', v.object({ x: v.any() }))).toThrow(TypeError);
  });
});
