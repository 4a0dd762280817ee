import { cpuClock } from './cpu.ts';
import { type Runtime, startCalls } from './programs.ts';
import { assertSteady, steadily } from './statistics.ts';
import { inTurns, ratios } from './turns.ts';

/** What each subject of a case costs on one runtime. */
export interface Costs {
  readonly title: string;
  readonly subjects: readonly {
    readonly name: string;
    /** Microseconds of CPU time of one call, round by round. */
    readonly each: readonly number[];
    /** As multiples of the case's first subject in the same round. */
    readonly ratios: readonly number[];
  }[];
}

/** Milliseconds of CPU time that one turn takes at least: woken for less, an engine runs code that it has not compiled well. */
const turn = 100;

/**
 * The costs of a part's cases in process. The runtime is told from outside to call one subject a thousand times; its
 * CPU time, which other programs on the machine disturb less than the wall clock, is read in /proc. A case whose
 * rounds do not agree gets more of them, and in the end is an `UnsteadyError`.
 */
export async function measureCosts(runtime: Runtime, part: string, rounds: number): Promise<Costs[]> {
  const program = await startCalls(runtime);
  const ask = async (query = '') => {
    const response = await fetch(`http://127.0.0.1:${program.port}/${part}${query}`);
    const text = await response.text();
    if (!response.ok) throw new Error(`${runtime}: ${text}`);
    return text;
  };
  const costOf = async (at: number, subject: number, calls: number) => {
    const clock = cpuClock(program.pid);
    await ask(`?case=${at}&subject=${subject}&calls=${calls}`);
    return clock();
  };
  try {
    const cases = JSON.parse(await ask()) as { title: string; subjects: string[] }[];
    const found: Costs[] = [];
    for (const [at, { title, subjects }] of cases.entries()) {
      const calls = new Map<number, number>();
      // Twice: at first much of it is compiling.
      for (const subject of [...subjects.keys(), ...subjects.keys()]) {
        let enough = calls.get(subject) ?? 20;
        while ((await costOf(at, subject, enough)) < turn) enough *= 2;
        calls.set(subject, enough);
      }
      const once = async (subject: number) => {
        const times = calls.get(subject) ?? 1;
        return ((await costOf(at, subject, times)) * 1000) / times;
      };
      const costs = new Map<number, number[]>();
      found.push(
        await steadily(async () => {
          await inTurns([...subjects.keys()], once, { rounds, warmups: 3 }, costs);
          const measured = subjects.map((name, subject) => {
            const each = costs.get(subject) ?? [];
            return { name, each, ratios: ratios(each, costs.get(0) ?? []) };
          });
          for (const { name, ratios } of measured) assertSteady(`${runtime}, ${title}, ${name}`, ratios);
          return { title, subjects: measured };
        }),
      );
    }
    return found;
  } finally {
    await program.stop();
  }
}
