type Inspect = (value: unknown, options: { depth: number; showHidden?: boolean }) => string;

const runtime = globalThis as {
  Bun?: { inspect: Inspect };
  Deno?: { inspect: Inspect };
  process?: { getBuiltinModule?: (name: 'node:util') => { inspect: Inspect } | undefined };
};

const ways: readonly ((value: unknown) => unknown)[] = [
  (value) => JSON.stringify(value),
  String,
  (value) => (value instanceof Error ? value.stack : ''),
  ...[runtime.Bun?.inspect, runtime.Deno?.inspect].map(
    (inspect) => (value: unknown) => inspect?.(value, { depth: 10 }),
  ),
  (value) => runtime.process?.getBuiltinModule?.('node:util')?.inspect(value, { depth: 10, showHidden: true }),
];

/** The value in every way in which this runtime writes it, and so its clone. */
export function rendered(value: unknown): string {
  const clone = attempt(() => structuredClone(value));
  return [value, clone].flatMap((each) => ways.map((way) => attempt(() => way(each)))).join('\n');
}

/** Not everything can be cloned, or is JSON. */
function attempt(work: () => unknown): unknown {
  try {
    return work();
  } catch {
    return '';
  }
}
