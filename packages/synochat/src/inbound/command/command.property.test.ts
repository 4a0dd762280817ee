import { describe, expect } from 'vitest';
import { command, commandName } from '../../../test/portable/commands.ts';
import { property } from '../../../test/portable/property.ts';
import { post, slash, token } from '../../../test/portable/requests.ts';
import { hand, typeLine } from '../../../test/portable/typing.ts';
import { parseSlash } from '../../index.ts';

describe('whatever the schema, a command line', () => {
  property('brings the values that somebody typed', [commandName, command, hand], async (name, meant, by) => {
    const line = typeLine(name, meant, by);
    const event = await parseSlash(post(slash(line)), meant.schema, { token });
    expect(event).toMatchObject({ kind: 'slash', command: name, text: line });
    // As maps, which may have a `constructor` of their own.
    expect(new Map(Object.entries(event.args as object))).toStrictEqual(new Map(Object.entries(meant.args)));
  });
});
