import { inTurns, means } from '../turns.ts';
import { type Case, createCases, type Subject } from './cases.ts';

let made: Case[] | undefined;

/**
 * Microseconds of CPU time of the shortest turn, and the number of turns in a round. Turns are short because the speed
 * of a shared machine changes every few milliseconds.
 */
const turn = 500;
const turns = 80;

/**
 * Answers a request to the program under test. `/cases` answers the names of the subjects. `/cases?case=1&rounds=20`
 * answers the microseconds of a call of each subject in each round, by the program's own clock.
 * `/cases?case=1&subject=2&calls=1000` answers after that many calls, without a time: the clock of workerd stands still
 * while a request is handled.
 */
export async function answerCall(url: string, cpuTime?: () => number): Promise<Response> {
  const { pathname, searchParams } = new URL(url);
  if (pathname !== '/cases') return new Response('ready');
  try {
    const cases = (made ??= await createCases());
    const [at, subject, calls, rounds] = ['case', 'subject', 'calls', 'rounds'].map((name) =>
      Number(searchParams.get(name)),
    );
    const { subjects = [] } = cases[at ?? 0] ?? {};
    if (rounds && cpuTime) return Response.json(await timeCalls(subjects, rounds, cpuTime));
    if (!calls) return Response.json(await checked(cases));
    await call(subjects[subject ?? 0], calls);
    return new Response('done');
  } catch (error) {
    return new Response(String(error), { status: 400 });
  }
}

/** Microseconds of CPU time after which the compilers have mostly finished. */
const compiled = 150_000;

/** The number of calls that fill a turn, by subject. */
const enough = new Map<Subject, number>();

async function timeCalls(subjects: readonly Subject[], rounds: number, cpuTime: () => number): Promise<number[][]> {
  const time = async (subject: Subject, calls: number) => {
    const start = cpuTime();
    await call(subject, calls);
    return cpuTime() - start;
  };
  const isNew = subjects.some((subject) => !enough.has(subject));
  for (const subject of isNew ? subjects : []) {
    let [calls, spent] = [50, 0];
    while (spent < compiled) spent = await time(subject, (calls *= 2));
    enough.set(subject, Math.ceil((turn * calls) / spent));
  }
  const once = async (subject: Subject) => {
    const calls = enough.get(subject) ?? 1;
    return (await time(subject, calls)) / calls;
  };
  const found = await inTurns(subjects, once, { rounds: rounds * turns, warmups: isNew ? 2 * turns : 0 });
  return subjects.map((subject) => means(found.get(subject) ?? [], turns));
}

async function call(subject: Subject | undefined, calls: number): Promise<void> {
  if (!subject) throw new Error('There is no such subject');
  const { send, handle } = subject;
  for (let remaining = calls; remaining > 0; remaining--) await handle(send());
}

/** Returns the names. Throws if a subject gives a wrong answer. */
async function checked(cases: readonly Case[]): Promise<{ title: string; subjects: string[] }[]> {
  for (const { title, status, answer, subjects } of cases) {
    for (const { name, send, handle } of subjects) {
      const response = await handle(send());
      const text = await response.text();
      if (response.status !== status || !text.includes(answer))
        throw new Error(`${title}, ${name}: answered ${response.status} ${text}`);
    }
  }
  return cases.map(({ title, subjects }) => ({ title, subjects: subjects.map(({ name }) => name) }));
}
