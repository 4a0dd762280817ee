import { cpuClock } from './cpu.ts';
import { type Runtime, startCalls } from './programs.ts';
import { doubtOf, steadily } from './statistics.ts';
import { inTurns, means, ratios } from './turns.ts';

/** The costs of a case's subjects on one runtime. */
export interface Costs {
  readonly title: string;
  readonly subjects: readonly {
    readonly name: string;
    /** Microseconds of CPU time of one call, round by round. */
    readonly each: readonly number[];
    /** As multiples of the case's first subject in the same round. */
    readonly ratios: readonly number[];
  }[];
  /** The subjects whose rounds did not agree. */
  readonly doubts: readonly string[];
}

type Ask = (query?: string) => Promise<string>;

/** Microseconds of one call of each subject, in each of the rounds that were asked for. */
type Times = (rounds: number) => Promise<number[][]>;

/** Milliseconds in which rounds are added to a case. */
const budget = 7_000;

/** Measures cases in process. A case whose rounds do not agree gets more rounds. */
export async function measureCosts(
  runtime: Runtime,
  rounds: number,
  isWanted: (title: string) => boolean,
): Promise<Costs[]> {
  const program = await startCalls(runtime);
  const ask: Ask = async (query = '') => {
    const response = await fetch(`http://127.0.0.1:${program.port}/cases${query}`);
    const text = await response.text();
    if (!response.ok) throw new Error(`${runtime}: ${text}`);
    return text;
  };
  try {
    const cases = JSON.parse(await ask()) as { title: string; subjects: string[] }[];
    const found: Costs[] = [];
    for (const [at, { title, subjects }] of cases.entries()) {
      if (!isWanted(title)) continue;
      const times =
        runtime === 'workerd' ? timesFromOutside(ask, program.pid, at, subjects.length) : timesFromInside(ask, at);
      found.push(await measureCase(`${runtime}, ${title}`, title, subjects, times, rounds));
    }
    return found;
  } finally {
    await program.stop();
  }
}

async function measureCase(
  name: string,
  title: string,
  subjects: readonly string[],
  times: Times,
  rounds: number,
): Promise<Costs> {
  const each: number[][] = subjects.map(() => []);
  const measured = () =>
    subjects.map((name, subject) => {
      const costsOfSubject = each[subject] ?? [];
      return { name, each: costsOfSubject, ratios: ratios(costsOfSubject, each[0] ?? []) };
    });
  const doubts = await steadily(async () => {
    console.error(`${name}: ${rounds} rounds`);
    for (const [subject, more] of (await times(rounds)).entries()) each[subject]?.push(...more);
    return measured().flatMap(({ name: subject, ratios }) => doubtOf(`${name}, ${subject}`, ratios) ?? []);
  }, budget);
  return { title, subjects: measured(), doubts };
}

/** By the program's own clock, without a pause: an engine that is woken for each turn takes longer, and now longer, now less. */
function timesFromInside(ask: Ask, at: number): Times {
  return async (rounds) => JSON.parse(await ask(`?case=${at}&rounds=${rounds}`)) as number[][];
}

/** Milliseconds of CPU time that one turn takes at least, where it is told from outside what to call, and how many are a round. */
const turn = 10;
const turns = 6;

/** From /proc: workerd's clock stands still while it works. */
function timesFromOutside(ask: Ask, pid: number, at: number, count: number): Times {
  const subjects = Array.from({ length: count }, (_, subject) => subject);
  const calls = new Map<number, number>();
  const cost = async (subject: number, times: number) => {
    const clock = cpuClock(pid);
    await ask(`?case=${at}&subject=${subject}&calls=${times}`);
    return clock();
  };
  return async (rounds) => {
    for (const subject of calls.size === 0 ? [...subjects, ...subjects] : []) {
      let enough = calls.get(subject) ?? 20;
      while ((await cost(subject, enough)) < turn) enough *= 2;
      calls.set(subject, enough);
    }
    const once = async (subject: number) => {
      const times = calls.get(subject) ?? 1;
      return ((await cost(subject, times)) * 1000) / times;
    };
    const found = await inTurns(subjects, once, { rounds: rounds * turns, warmups: 2 * turns });
    return subjects.map((subject) => means(found.get(subject) ?? [], turns));
  };
}
