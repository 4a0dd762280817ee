import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { property } from '../testing/property.ts';
import { text } from '../testing/texts.ts';
import { decodeForm } from './fields.ts';

describe('whatever the form', () => {
  const pieces = fc.constantFrom('&', '=', '+', '%', '%20', '%F0%9F%98%80', '%FF', '%zz', '__proto__', 'text', '漢');
  const bodies = fc.array(fc.oneof(text, pieces)).map((all) => `x=1&${all.join('')}`);

  property('its fields are those that the standard reads in it', [bodies], (body) => {
    const { fields, token, repeated } = decodeForm(body);
    const pairs = [...new URLSearchParams(body)];
    const names = pairs.map(([name]) => name);
    expect(repeated !== undefined).toBe(new Set(names).size < names.length);
    const read = new Map([...Object.entries(fields), ...(token === undefined ? [] : [['token', token] as const])]);
    expect(read).toEqual(new Map(pairs));
  });
});
