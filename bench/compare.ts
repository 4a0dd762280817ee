/** Something to time: what one call costs is what counts. */
export type Subjects = Readonly<Record<string, () => Promise<unknown>>>;

const rounds = 41;
const warmups = 5;

/**
 * Times the subjects in turns, round by round in changing order, and prints each one's median cost and how many times
 * that of the first it is; the spread is that of the middle half of the rounds' own ratios.
 */
export async function compare(title: string, subjects: Subjects, calls = 1500): Promise<void> {
  const names = Object.keys(subjects);
  const times = new Map<string, number[]>(names.map((name) => [name, []]));
  for (let round = -warmups; round < rounds; round++) {
    const order = names.map((_, index) => names[(index + Math.abs(round)) % names.length] ?? '');
    for (const name of order) {
      const subject = subjects[name];
      if (!subject) continue;
      const start = performance.now();
      for (let call = 0; call < calls; call++) await subject();
      if (round >= 0) times.get(name)?.push(((performance.now() - start) * 1000) / calls);
    }
  }
  const base = times.get(names[0] ?? '') ?? [];
  console.log(`\n${title}`);
  for (const [name, each] of times) {
    const ratios = each.map((time, round) => time / (base[round] ?? Number.NaN)).sort((a, b) => a - b);
    const at = (share: number) => ratios[Math.floor(ratios.length * share)]?.toFixed(2);
    console.log(
      `  ${name.padEnd(34)} ${median(each).toFixed(2).padStart(7)} µs   ×${at(0.5)}  (${at(0.25)} to ${at(0.75)})`,
    );
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
