import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { refusal } from '../../../test/portable/refusal.ts';
import { readCommandLine } from './command.ts';
import type { SlashSchema } from './grammar.ts';
import { readGrammar } from './grammar.ts';
import { usage } from './usage.ts';

const line = async (text: string, schema: SlashSchema) => readCommandLine(text, readGrammar(schema));
const read = async (schema: SlashSchema, text: string) => (await line(text, schema)).args;
const reply = async (schema: SlashSchema, text: string) => (await refusal(read(schema, text))).reply;

const Ping = v.object({ ip: v.string(), count: v.optional(v.number()), time: v.boolean() });
const Task = v.object({
  action: v.picklist(['add', 'remove']),
  id: v.number(),
  delay: v.optional(v.number()),
  silent: v.boolean(),
});

describe('the command word', () => {
  it('is the first one, if it starts with a slash', async () => {
    await expect(line('/ping h', Ping)).resolves.toMatchObject({
      command: 'ping',
      args: { ip: 'h' },
    });
    await expect(line('  /ping  h', Ping)).resolves.toMatchObject({ command: 'ping' });
  });

  it('may be absent: then every word is an argument', async () => {
    await expect(line('h time', Ping)).resolves.toEqual({
      command: '',
      args: { ip: 'h', time: true },
      text: 'h time',
    });
  });

  it('is a value when it is quoted', async () => {
    await expect(line('"/h"', Ping)).resolves.toMatchObject({
      command: '',
      args: { ip: '/h' },
    });
  });
});

describe('positional words', () => {
  it('fill the required entries in their order', async () => {
    await expect(read(Task, '/task add 1234 delay=5 silent')).resolves.toEqual({
      action: 'add',
      id: 1234,
      delay: 5,
      silent: true,
    });
  });

  it('may look like anything while their places are free', async () => {
    await expect(read(Ping, '/ping time')).resolves.toEqual({ ip: 'time', time: false });
    await expect(read(Ping, '/ping count')).resolves.toEqual({ ip: 'count', time: false });
    await expect(read(Ping, '/ping cuont=4')).resolves.toEqual({ ip: 'cuont=4', time: false });
    await expect(read(Ping, '/ping https://x/?a=b&count=4')).resolves.toEqual({
      ip: 'https://x/?a=b&count=4',
      time: false,
    });
  });

  it('are asked for by name when they are missing', async () => {
    expect(await reply(Task, '/task')).toBe(
      'Missing: action\nMissing: id\nUsage: /task <add|remove> <id> [delay=…] [silent]',
    );
  });
});

describe('options', () => {
  it('may stand anywhere on the line', async () => {
    await expect(read(Task, '/task delay=5 add silent=yes 7')).resolves.toEqual({
      action: 'add',
      id: 7,
      delay: 5,
      silent: true,
    });
  });

  it('are found by their exact name: `time` is not in `timeout=3`', async () => {
    const schema = v.object({ timeout: v.optional(v.number()), time: v.boolean() });
    await expect(read(schema, '/x timeout=3')).resolves.toEqual({ timeout: 3, time: false });
    await expect(read(v.object({ delay: v.boolean(), nodelay: v.boolean() }), '/x nodelay')).resolves.toEqual({
      delay: false,
      nodelay: true,
    });
  });

  it('keep every "=" of their value', async () => {
    await expect(read(v.object({ q: v.optional(v.string()) }), '/x q=a=b=c')).resolves.toEqual({ q: 'a=b=c' });
  });

  it('can be asked for by presence', async () => {
    await expect(read(Ping, '/ping h')).resolves.not.toHaveProperty('count');
    await expect(read(v.object({ q: v.optional(v.string()) }), '/x q=')).resolves.toEqual({ q: '' });
  });

  it('misspelt are reported once no place is free', async () => {
    expect(await reply(Ping, '/ping h colour=4')).toBe('Unknown word: colour=4\nUsage: /ping <ip> [count=…] [time]');
  });

  it('without their value say how to give one', async () => {
    expect(await reply(Task, '/task add 1 delay')).toBe(
      'delay needs a value: delay=…\nUsage: /task <add|remove> <id> [delay=…] [silent]',
    );
  });

  it('typed twice are a mistake', async () => {
    expect(await reply(Ping, '/ping h count=1 count=2 time time')).toContain('Given twice: count\nGiven twice: time\n');
  });

  it.each([
    ['optional', v.optional(v.string(), 'none'), 'none'],
    ['nullish', v.nullish(v.string(), 'none'), 'none'],
    ['undefinedable', v.undefinedable(v.string(), 'none'), 'none'],
    ['undefinedable without a default', v.undefinedable(v.string()), undefined],
    ['exactOptional', v.exactOptional(v.string(), 'none'), 'none'],
    ['piped', v.pipe(v.optional(v.string(), ' none '), v.trim()), 'none'],
  ])('that are absent are decided by the schema: %s', async (_, q, expected) => {
    await expect(read(v.object({ q }), '/x')).resolves.toEqual(expected === undefined ? {} : { q: expected });
    await expect(read(v.object({ q }), '/x q=given')).resolves.toEqual({ q: 'given' });
  });
});

describe('flags', () => {
  it.each([
    ['yes', true],
    ['No', false],
    ['true', true],
    ['false', false],
    ['on', true],
    ['OFF', false],
    ['1', true],
    ['0', false],
  ])('understand %s', async (word, expected) => {
    await expect(read(Ping, `/ping h time=${word}`)).resolves.toEqual({ ip: 'h', time: expected });
  });

  it('are false when absent, or their default', async () => {
    const schema = v.object({ a: v.boolean(), b: v.optional(v.boolean(), true), c: v.optional(v.boolean()) });
    await expect(read(schema, '/x')).resolves.toEqual({ a: false, b: true });
    await expect(read(schema, '/x a b=no c')).resolves.toEqual({ a: true, b: false, c: true });
  });

  it('are never meant by a quoted word', async () => {
    expect(await reply(Ping, '/ping h "time"')).toContain('Unknown word: time');
  });

  it('name the values that they expect', async () => {
    expect(await reply(Ping, '/ping h time=maybe')).toContain('time: Expected boolean but received "maybe"');
  });
});

describe('further words', () => {
  const Say = v.object({ to: v.string(), words: v.array(v.string()), loud: v.boolean(), at: v.optional(v.number()) });

  it('all go to the array, options and flags aside', async () => {
    await expect(read(Say, '/say ada hello loud world at=5 "loud" a=b')).resolves.toEqual({
      to: 'ada',
      words: ['hello', 'world', 'loud', 'a=b'],
      loud: true,
      at: 5,
    });
  });

  it('are an empty array, or the schema default, without further words', async () => {
    await expect(read(Say, '/say ada')).resolves.toMatchObject({ words: [] });
    await expect(read(v.object({ n: v.optional(v.array(v.number()), [7]) }), '/x')).resolves.toEqual({ n: [7] });
    await expect(read(v.object({ n: v.optional(v.array(v.number())) }), '/x')).resolves.toEqual({});
  });

  it('take the type of the item', async () => {
    await expect(read(v.object({ n: v.array(v.number()) }), '/x 1 2 3')).resolves.toEqual({ n: [1, 2, 3] });
    expect(await reply(v.object({ n: v.array(v.number()) }), '/x 1 b')).toContain(
      'n: Expected number but received "b"',
    );
    expect(await reply(v.object({ n: v.pipe(v.array(v.number()), v.minLength(1)) }), '/x')).toContain(
      'n: Invalid length',
    );
  });
});

describe('numbers', () => {
  const N = v.object({ n: v.number() });

  it.each([
    ['4', 4],
    ['+4', 4],
    ['-4.5', -4.5],
    ['1e3', 1000],
    ['2E-2', 0.02],
    ['007', 7],
    ['1.50', 1.5],
    ['4.0', 4],
    ['-0', 0],
    ['0e999999999', 0],
    ['1e-7', 1e-7],
    ['1e21', 1e21],
    ['1000000000000000000000', 1e21],
    ['9007199254740992', 9_007_199_254_740_992],
    ['０．１e1', 1],
    ['４', 4],
    ['－４．５', -4.5],
    ['−4', -4],
    [`0.${'0'.repeat(400)}1e400`, 0.1],
  ])('are read from %s', async (word, n) => {
    await expect(read(N, `/x ${word}`)).resolves.toEqual({ n });
  });

  it.each(['9007199254740993', '-9007199254740993', '0.1000000000000000055511151231257827', '1e400', '1e999999999'])(
    'are not read from %s, which would become another one',
    async (word) => {
      expect(await reply(N, `/x ${word}`)).toContain(`n: Expected number but received "${word}"`);
    },
  );

  it.each([`1e-${'9'.repeat(60_000)}`, `1${'0'.repeat(60_000)}1`, `0.${'1'.repeat(60_000)}`, '1e-999999999'])(
    'of any size are refused without writing them out',
    async (word) => {
      expect(await reply(N, `/x ${word}`)).toContain('n: Expected number');
    },
  );

  it('are the same among the choices of a picklist', async () => {
    const schema = v.object({ level: v.picklist([1, 20]) });
    await expect(read(schema, '/x ２０')).resolves.toEqual({ level: 20 });
    await expect(read(schema, '/x +1.0')).resolves.toEqual({ level: 1 });
  });

  it('convert full-width digits for numbers only', async () => {
    await expect(read(v.object({ s: v.string() }), '/x ４２')).resolves.toEqual({ s: '４２' });
  });

  it.each(['0x10', '1_0', '1,5', '1e999', 'NaN', 'Infinity', '٣', '.5', '5.', '--1', '""'])(
    'are not read from %s, and the reply says so',
    async (word) => {
      expect(await reply(N, `/x ${word}`)).toContain('n: Expected number but received ');
    },
  );
});

describe('the entry types of the schema', () => {
  it('may be literals, picklists, enums and unions, typed by their members', async () => {
    const schema = v.object({
      level: v.picklist([1, 2, 'max']),
      mode: v.enum({ Fast: 'fast', Slow: 'slow' }),
      many: v.union([v.number(), v.literal('all')]),
      opt: v.optional(v.nullable(v.union([v.boolean(), v.string()]))),
    });
    await expect(read(schema, '/x 2 fast all opt=yes')).resolves.toEqual({
      level: 2,
      mode: 'fast',
      many: 'all',
      opt: true,
    });
    await expect(read(schema, '/x max slow 3 opt=maybe')).resolves.toEqual({
      level: 'max',
      mode: 'slow',
      many: 3,
      opt: 'maybe',
    });
    expect(await reply(schema, '/x 9 quick some')).toMatch(/^level: Expected .*\nmode: Expected .*\nmany: Expected /);
  });

  it('may have pipes, transforms and checks, also over the whole object', async () => {
    const schema = v.pipe(
      v.object({ from: v.pipe(v.number(), v.integer()), to: v.pipe(v.string(), v.transform(Number)) }),
      v.check(({ from, to }) => from < to, '`from` must be less than `to`'),
      v.transform(({ from, to }) => to - from),
    );
    await expect(read(schema, '/x 1 5')).resolves.toBe(4);
    expect(await reply(schema, '/x 5 1')).toBe('`from` must be less than `to`\nUsage: /x <from> <to>');
  });

  it('may be strict, loose and async', async () => {
    await expect(read(v.strictObject({ a: v.string() }), '/x 1')).resolves.toEqual({ a: '1' });
    await expect(read(v.looseObject({ a: v.string() }), '/x 1')).resolves.toEqual({ a: '1' });
    const checkedName = v.pipeAsync(
      v.string(),
      v.checkAsync((name) => Promise.resolve(name === 'ada'), 'nobody of that name'),
    );
    await expect(read(v.objectAsync({ user: checkedName }), '/x ada')).resolves.toEqual({ user: 'ada' });
    expect(await reply(v.objectAsync({ user: checkedName }), '/x bob')).toContain('user: nobody of that name');
  });

  it('may have names that every object inherits', async () => {
    const schema = v.object({ constructor: v.optional(v.string()), toString: v.boolean() }) as SlashSchema;
    await expect(read(schema, '/x')).resolves.toEqual({ toString: false });
    await expect(read(schema, '/x constructor=a toString')).resolves.toEqual({ constructor: 'a', toString: true });
  });

  it('that no word can express do not compile, and are a TypeError at once', () => {
    // @ts-expect-error a date is no word
    expect(() => readGrammar(v.object({ at: v.date() }))).toThrow(TypeError);
    // @ts-expect-error an object is no word
    expect(() => readGrammar(v.object({ at: v.object({ x: v.string() }) }))).toThrow(
      'The entry "at" cannot be typed as a word',
    );
    // @ts-expect-error a function is no word
    expect(() => readGrammar(v.object({ at: v.optional(v.function()) }))).toThrow(TypeError);
    // @ts-expect-error words are not nested
    expect(() => readGrammar(v.object({ at: v.array(v.array(v.string())) }))).toThrow(TypeError);
    // @ts-expect-error a command line is an object
    expect(() => readGrammar(v.string())).toThrow(TypeError);
    // @ts-expect-error the input counts, not the output
    expect(() => readGrammar(v.object({ at: v.pipe(v.date(), v.transform(String)) }))).toThrow(TypeError);
    expect(() => readGrammar(v.object({ 'two words': v.optional(v.string()) }))).toThrow('cannot be typed');
    expect(() => readGrammar(v.object({ ['__proto__']: v.string() }) as SlashSchema)).toThrow('"__proto__"');
    expect(() => readGrammar(v.object({ a: v.array(v.string()), b: v.array(v.string()) }))).toThrow('a and b');
    // @ts-expect-error anything is more than a word
    expect(() => readGrammar(v.object({ x: v.any() }))).toThrow('of type any');
  });
});

describe('mistakes', () => {
  it('are logged under the name of the command, without control characters', async () => {
    const { message, reply: replyText } = await refusal(read(Ping, '/p\u001b[2Jing'));
    expect(message).toBe('/p\ufffd[2Jing does not fit its schema: 1 problem(s)');
    expect(replyText).toContain('/p\u001b[2Jing <ip>');
  });

  it('are all reported at once, with the usage line', async () => {
    const schema = v.object({
      host: v.string(),
      port: v.number(),
      proto: v.optional(v.picklist(['tcp', 'udp'])),
      v: v.boolean(),
    });
    expect(await reply(schema, '/scan proto=icmp v=perhaps x=1')).toBe(
      [
        'Missing: port',
        'proto: Expected ("tcp" | "udp") but received "icmp"',
        'v: Expected boolean but received "perhaps"',
        'Usage: /scan <host> <port> [proto=tcp|udp] [v]',
      ].join('\n'),
    );
  });

  it('show your messages', async () => {
    const schema = v.object({ n: v.pipe(v.number('a number, please'), v.maxValue(10, 'ten at most')) });
    expect(await reply(schema, '/x many')).toContain('n: a number, please\n');
    expect(await reply(schema, '/x 11')).toContain('n: ten at most\n');
  });

  it('include a quote that is never closed', async () => {
    expect(await reply(Ping, '/ping h "oops')).toBe('Missing closing quote: "oops\nUsage: /ping <ip> [count=…] [time]');
  });

  it('of any size make a reply that Chat takes, with the usage line whole', async () => {
    const text = await reply(Ping, `/ping h ${'😀'.repeat(5000)} ${'x '.repeat(5000)}`);
    expect(Array.from(text).length).toBeLessThanOrEqual(2000);
    expect(text.endsWith('\nUsage: /ping <ip> [count=…] [time]')).toBe(true);
    expect(() => encodeURIComponent(text)).not.toThrow();
  });
});

describe('subcommands', () => {
  const Todo = v.pipe(
    v.variant('action', [
      v.pipe(
        v.object({
          action: v.literal('add'),
          text: v.pipe(v.string(), v.title('what to do')),
          due: v.optional(v.string()),
        }),
        v.description('adds an item'),
      ),
      v.object({
        action: v.picklist(['remove', 'rm']),
        id: v.pipe(v.number(), v.description('its number in the list')),
        force: v.boolean(),
      }),
      v.object({ action: v.literal('list') }),
    ]),
    v.title('Your list'),
  );

  it('are chosen by the first word', async () => {
    await expect(read(Todo, '/todo add "buy milk" due=today')).resolves.toEqual({
      action: 'add',
      text: 'buy milk',
      due: 'today',
    });
    await expect(read(Todo, '/todo rm 3 force')).resolves.toEqual({ action: 'rm', id: 3, force: true });
    await expect(read(Todo, '/todo list')).resolves.toEqual({ action: 'list' });
  });

  it('have options that other subcommands lack', async () => {
    await expect(read(Todo, '/todo add due=x')).rejects.toThrow();
    expect(await reply(Todo, '/todo list due=x')).toContain('Unknown word: due=x');
  });

  it('show every usage line without a subcommand or with an unknown one', async () => {
    const usage = 'Usage: /todo add <what to do> [due=…]\n/todo remove|rm <id> [force]\n/todo list';
    expect(await reply(Todo, '/todo')).toBe(`Missing: action\n${usage}`);
    expect(await reply(Todo, '/todo buy milk')).toBe(`Unknown action: buy\n${usage}`);
  });

  it('explain themselves with the titles and descriptions of the schema', async () => {
    expect(await reply(Todo, '/todo help')).toBe(
      'Your list\n/todo add <what to do> [due=…] (adds an item)\n/todo remove|rm <id> [force]\n    id: its number in the list\n/todo list',
    );
  });

  it('whose first word is no literal, picklist or enum are a TypeError', () => {
    const schema = v.variant('kind', [v.object({ kind: v.string() as unknown as v.LiteralSchema<'a', undefined> })]);
    expect(() => readGrammar(schema)).toThrow('The entry "kind"');
  });
});

describe('help', () => {
  it('explains each entry that has a description', async () => {
    const Status = v.pipe(
      v.object({ full: v.pipe(v.boolean(), v.description('with every disk')) }),
      v.description('how the NAS is'),
    );
    expect(await reply(Status, '/status help')).toBe('/status [full] (how the NAS is)\n    full: with every disk');
  });

  it.each([
    ['a word', Ping],
    ['a number', v.object({ id: v.number() })],
    ['further words', v.object({ words: v.array(v.string()) })],
    ['one of some words', v.object({ to: v.picklist(['a', 'b']) })],
    ['one of some words or any number', v.object({ to: v.union([v.literal('all'), v.number()]) })],
    ['an option of that name', v.object({ help: v.optional(v.string()) })],
  ])('is shown for one word alone, also where %s could stand', async (_, schema) => {
    for (const word of ['help', 'Help']) {
      const { code, status, reply: replyText } = await refusal(read(schema, `/x ${word}`));
      expect([code, status, replyText]).toEqual(['command_help', 200, usage('x', schema)]);
    }
  });

  it.each([
    ['quoted', Ping, '/ping "help"', { ip: 'help', time: false }],
    ['followed by others', Ping, '/ping help time', { ip: 'help', time: true }],
    ['a choice of the first place', v.object({ on: v.picklist(['help', 'x']) }), '/x help', { on: 'help' }],
    ['a choice beside others', v.object({ on: v.union([v.literal('help'), v.number()]) }), '/x help', { on: 'help' }],
    ['a choice of all words', v.object({ on: v.array(v.literal('help')) }), '/x help', { on: ['help'] }],
    ['a flag', v.object({ help: v.boolean() }), '/x help', { help: true }],
    ['a subcommand', v.variant('do', [v.object({ do: v.literal('help') })]), '/x help', { do: 'help' }],
  ])('is a word like others if it is %s', async (_, schema: SlashSchema, text, args) => {
    await expect(read(schema, text)).resolves.toEqual(args);
  });
});

describe('the characters that phones and input methods type', () => {
  const Note = v.object({
    to: v.string(),
    note: v.optional(v.string()),
    count: v.optional(v.number()),
    loud: v.boolean(),
  });

  it.each([
    ['/x ada count＝４', { to: 'ada', count: 4 }],
    ['/x ada count=４', { to: 'ada', count: 4 }],
    ['/x ada note＝「two words」', { to: 'ada', note: 'two words' }],
    ['/x «two words» note=« deux mots »', { to: 'two words', note: 'deux mots' }],
    ['/x "two words“ loud', { to: 'two words', loud: true }],
    ['/x a＝b', { to: 'a＝b' }],
    ['/x ４', { to: '４' }],
    ['／x ada', { to: 'ada' }],
  ])('is read as it was meant: %s', async (text, args) => {
    await expect(read(Note, text)).resolves.toEqual({ loud: false, ...args });
  });
});

describe('a schema', () => {
  it.each([
    ['any', v.object({ x: v.any() })],
    ['unknown', v.object({ x: v.unknown() })],
    ['never', v.object({ x: v.never() })],
    ['nan', v.object({ x: v.nan() })],
    ['null', v.object({ x: v.null() })],
    ['undefined', v.object({ x: v.optional(v.undefined()) })],
    ['tuple', v.object({ x: v.tuple([v.string()]) })],
    ['lazy', v.object({ x: v.lazy(() => v.string()) })],
    ['intersect', v.object({ x: v.intersect([v.string(), v.string()]) })],
    ['any', v.object({ x: v.optional(v.any()) })],
    ['array', v.object({ x: v.array(v.any()) })],
    ['union', v.object({ x: v.union([v.string(), v.lazy(() => v.string())]) })],
    ['union', v.object({ x: v.union([v.null()]) })],
    ['picklist without choices', v.object({ x: v.picklist([]) })],
    ['enum without choices', v.object({ x: v.enum({}) })],
    ['union without choices', v.object({ x: v.union([]) })],
  ])('with an entry of type %s is a TypeError when it is read', (type, schema: unknown) => {
    expect(() => readGrammar(schema as SlashSchema)).toThrow(new RegExp(`"x" cannot be typed as a word.* ${type}$`));
  });

  it.each([
    ['two lists', v.object({ a: v.array(v.string()), b: v.array(v.string()) }), 'a and b'],
    ['an option with a blank in its name', v.object({ 'a b': v.optional(v.string()) }), '"a b"'],
    ['an option with a bracket in its name', v.object({ 'a「': v.boolean() }), '"a「"'],
    ['an option with a full-width ＝ in its name', v.object({ 'a＝': v.boolean() }), '"a＝"'],
    ['an optional subcommand', v.variant('do', [v.object({ do: v.optional(v.literal('x')) })]), '"do"'],
    ['no subcommands', v.variant('do', []), 'no subcommands'],
    [
      'subcommands within subcommands',
      v.variant('a', [v.variant('b', [v.object({ a: v.literal('y'), b: v.literal('x') })])]),
      'variant',
    ],
    ['no valibot in it', { parse: () => 1 }, 'valibot'],
    ['nothing in it', undefined, 'valibot'],
  ])('with %s is a TypeError when it is read', (_, schema: unknown, sentence) => {
    const reading = () => readGrammar(schema as SlashSchema);
    expect(reading).toThrow(TypeError);
    expect(reading).toThrow(sentence);
  });

  it('whose entry has a fallback does not ask for it', async () => {
    const schema = v.object({
      to: v.fallback(v.string(), 'all'),
      loud: v.fallback(v.boolean(), true),
      n: v.fallback(v.array(v.number()), [7]),
    });
    expect(usage('x', schema)).toBe('/x [to=…] [loud] [n…]');
    await expect(read(schema, '/x')).resolves.toEqual({ to: 'all', loud: true, n: [7] });
    await expect(read(schema, '/x to=ada loud=no 1')).resolves.toEqual({ to: 'ada', loud: false, n: [1] });
  });
});
