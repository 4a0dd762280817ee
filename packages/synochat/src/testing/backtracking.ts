/** What a pattern is made of: everything in the regular expressions of this package, and no more. */
type Node =
  | { readonly kind: 'character'; readonly matches: (character: string) => boolean }
  | { readonly kind: 'group'; readonly options: readonly (readonly Node[])[] }
  | { readonly kind: 'ahead'; readonly options: readonly (readonly Node[])[] }
  | { readonly kind: 'start' | 'end' }
  | { readonly kind: 'repeat'; readonly node: Node; readonly min: number; readonly max: number };

type Next = (at: number) => number | undefined;

/**
 * A backtracking matcher as the runtimes have one, which counts: `step` is called for every character that is looked
 * at and every way that is tried. It gives where the match from `start` on ends, or undefined.
 */
export function compile({
  source,
  flags,
}: RegExp): (text: string, start: number, step: () => void) => number | undefined {
  const options = readPattern(source, flags);
  return (text, start, step) => {
    const read = (at: number) => {
      step();
      return flags.includes('u') ? String.fromCodePoint(text.codePointAt(at) ?? 0) : text.charAt(at);
    };
    const any = (ways: readonly (readonly Node[])[], at: number, next: Next): number | undefined => {
      for (const way of ways) {
        step();
        const end = sequence(way, 0, at, next);
        if (end !== undefined) return end;
      }
      return undefined;
    };
    const sequence = (nodes: readonly Node[], n: number, at: number, next: Next): number | undefined => {
      const node = nodes[n];
      return node ? one(node, at, (end) => sequence(nodes, n + 1, end, next)) : next(at);
    };
    const one = (node: Node, at: number, next: Next): number | undefined => {
      switch (node.kind) {
        case 'character': {
          if (at >= text.length) return undefined;
          const character = read(at);
          return node.matches(character) ? next(at + character.length) : undefined;
        }
        case 'group':
          return any(node.options, at, next);
        case 'ahead':
          return any(node.options, at, (end) => end) === undefined ? undefined : next(at);
        case 'start':
          return at === 0 ? next(at) : undefined;
        case 'end':
          return at === text.length ? next(at) : undefined;
        case 'repeat':
          return repeat(node.node, node.min, node.max, at, next);
      }
    };
    const repeat = (node: Node, min: number, max: number, at: number, next: Next): number | undefined => {
      if (node.kind !== 'character') {
        const again = (end: number) =>
          end === at ? undefined : repeat(node, Math.max(0, min - 1), max - 1, end, next);
        return (max > 0 ? one(node, at, again) : undefined) ?? (min === 0 ? next(at) : undefined);
      }
      // As many as there are, then back one by one. Not by recursion: the stack is shorter than a body.
      const ends = [at];
      for (let end = at; ends.length <= max && end < text.length; ends.push(end)) {
        const character = read(end);
        if (!node.matches(character)) break;
        end += character.length;
      }
      for (let count = ends.length - 1; count >= min; count--) {
        step();
        const found = next(ends[count] ?? at);
        if (found !== undefined) return found;
      }
      return undefined;
    };
    return any(options, start, (end) => end);
  };
}

const quantifiers: Readonly<Record<string, readonly [min: number, max: number]>> = {
  '?': [0, 1],
  '*': [0, Infinity],
  '+': [1, Infinity],
};

/** One character of the pattern: a class, an escape, a dot or itself. */
const atom = /\[(?:\\.|[^\]])*\]|\\p\{\w+\}|\\u[\da-f]{4}|\\.|[^()|]/iuy;

function readPattern(source: string, flags: string): Node[][] {
  let at = 0;
  const options = (): Node[][] => {
    const ways: Node[][] = [[]];
    while (at < source.length && source[at] !== ')') {
      if (source[at] === '|') {
        ways.push([]);
        at++;
      } else ways.at(-1)?.push(quantified(node()));
    }
    return ways;
  };
  const node = (): Node => {
    const [, opener, mark] = /^(\()(\?[:=])?(?!\?)/.exec(source.slice(at)) ?? [];
    if (opener !== undefined) {
      at += opener.length + (mark?.length ?? 0);
      const group = { kind: mark === '?=' ? 'ahead' : 'group', options: options() } as const;
      at++;
      return group;
    }
    if (source[at] === '^' || source[at] === '$') return { kind: source[at++] === '^' ? 'start' : 'end' };
    atom.lastIndex = at;
    const [whole] = atom.exec(source) ?? [];
    if (whole === undefined) throw new Error(`This matcher does not know what /${source}/ has at ${at}`);
    at += whole.length;
    const native = new RegExp(`^(?:${whole})$`, flags.replace(/[gy]/g, ''));
    return { kind: 'character', matches: remembered((character) => native.test(character)) };
  };
  const quantified = (each: Node): Node => {
    const [counted, min, comma, max] = /^\{(\d+)(,)?(\d+)?\}/.exec(source.slice(at)) ?? [];
    const most = comma === undefined ? Number(min) : Number(max ?? Infinity);
    const bounds = counted === undefined ? quantifiers[source[at] ?? ''] : ([Number(min), most] as const);
    if (!bounds) return each;
    at += counted?.length ?? 1;
    if (source[at] === '?') throw new Error(`This matcher knows no lazy quantifiers as in /${source}/`);
    return { kind: 'repeat', node: each, min: bounds[0], max: bounds[1] };
  };
  return options();
}

function remembered(matches: (character: string) => boolean): (character: string) => boolean {
  const known = new Map<string, boolean>();
  return (character) => {
    const found = known.get(character) ?? matches(character);
    known.set(character, found);
    return found;
  };
}
