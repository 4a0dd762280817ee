import { compile } from './backtracking.ts';

/**
 * How many steps the work takes, counted and not timed: a step is a character that is looked at or copied, or an entry of
 * an array that is visited. Regular expressions are counted by a matcher of our own that does what theirs do.
 *
 * Not seen are `+`, `===`, reading by index, and loops that call nothing: the sources use them for single characters.
 * Past `limit` the work is broken off. The work must be synchronous: the functions of every text are replaced meanwhile.
 */
export function countSteps(work: () => void, limit: number): number {
  let steps = 0;
  let own = true;
  // Of no more use once the limit is passed: a runtime that writes an error's stack works with texts too.
  const over = () => steps > limit;
  const add = (count: number) => {
    if (over()) return;
    steps += count;
    if (over()) throw new Error(`more than ${limit} steps`);
  };
  // What this file does itself is not counted.
  const uncounted = <T>(action: () => T): T => {
    own = true;
    try {
      return action();
    } finally {
      own = false;
    }
  };
  const replaced = prices.map(([owner, name, price]) => {
    const original = Reflect.get(owner, name) as (...args: unknown[]) => unknown;
    const counted = function (this: unknown, ...args: unknown[]): unknown {
      if (own || over()) return Reflect.apply(original, this, args);
      if (this instanceof RegExp)
        uncounted(() => {
          countMatch(this, String(args[0]), add);
        });
      const result = Reflect.apply(original, this, args);
      uncounted(() => {
        add(price(this as string, result as string, args as [string, number]));
      });
      return result;
    };
    Object.defineProperty(owner, name, { value: counted, writable: true, configurable: true });
    return () => Object.defineProperty(owner, name, { value: original, writable: true, configurable: true });
  });
  const { witness } = globalThis;
  try {
    if (witness) witness.isLooking = false;
    own = false;
    work();
  } finally {
    own = true;
    for (const restore of replaced) restore();
    if (witness) witness.isLooking = true;
  }
  // Whatever the work did with the error.
  if (over()) throw new Error(`more than ${limit} steps`);
  return steps;
}

type Price = (self: string, result: string, args: [string, number | undefined]) => number;

const one: Price = () => 1;
const all: Price = (self) => self.length;
const made: Price = (_, result) => result.length;
const first: Price = (_, __, [text]) => text.length;
/** As far as it had to look. */
const found: Price = (self, result, [text, from = 0]) =>
  (Number(result) >= 0 ? Number(result) : self.length) - from + text.length;
const foundLast: Price = (self, result, [, from = self.length]) =>
  Math.max(1, Math.min(from, self.length) - Number(result));

const prices: readonly (readonly [owner: object, name: string | symbol, price: Price])[] = [
  [RegExp.prototype, 'exec', one],
  ...['charAt', 'charCodeAt', 'codePointAt', 'at'].map((name) => [String.prototype, name, one] as const),
  ...['slice', 'substring', 'repeat', 'concat'].map((name) => [String.prototype, name, made] as const),
  ...['split', 'replaceAll', 'trim', 'toLowerCase', 'toUpperCase', 'includes'].map(
    (name) => [String.prototype, name, all] as const,
  ),
  [String.prototype, Symbol.iterator, all],
  ...['startsWith', 'endsWith'].map((name) => [String.prototype, name, first] as const),
  [String.prototype, 'indexOf', found],
  [String.prototype, 'lastIndexOf', foundLast],
  ...[
    'includes',
    'indexOf',
    'find',
    'findIndex',
    'some',
    'every',
    'filter',
    'map',
    'flatMap',
    'shift',
    'splice',
    Symbol.iterator,
  ].map((name) => [Array.prototype, name, all] as const),
  ...['slice', 'join', 'concat', 'flat'].map((name) => [Array.prototype, name, made] as const),
  [JSON, 'parse', first],
  [JSON, 'stringify', made],
  [globalThis, 'decodeURIComponent', first],
];

const matchers = new Map<string, ReturnType<typeof compile>>();

function countMatch(pattern: RegExp, text: string, add: (count: number) => void): void {
  const key = String(pattern);
  const matcher = matchers.get(key) ?? compile(pattern);
  matchers.set(key, matcher);
  const { sticky, global, lastIndex } = pattern;
  const step = () => {
    add(1);
  };
  const from = sticky || global ? lastIndex : 0;
  for (let start = from; start <= text.length; start++) {
    if (matcher(text, start, step) !== undefined || sticky) break;
  }
}
