import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { usage } from '../../index.ts';

describe('usage', () => {
  it('is the line to type, with or without the slash given', () => {
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

  it('throws for a schema that cannot be typed', () => {
    expect(() => usage('/x', v.object({ x: v.any() }))).toThrow(TypeError);
  });
});
