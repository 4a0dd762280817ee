import { inTurns, means } from '../turns.ts';
import { type Case, makeCases, type Subject } from './cases.ts';
import { makeGrowth } from './growth.ts';

const parts: Readonly<Record<string, () => Case[] | Promise<Case[]>>> = { '/cases': makeCases, '/growth': makeGrowth };
const made = new Map<string, Case[]>();

/** Microseconds of CPU time that one turn takes at least, and how many of them are a round: how fast a shared machine is changes every few milliseconds. */
const turn = 500;
const turns = 80;

/**
 * What a program that is to be timed answers: `/PART` the names of its subjects, `/PART?case=1&rounds=20` by the
 * program's own clock, in microseconds, what a call of each subject took in each round, and `&subject=2&calls=1000`
 * nothing, after so many calls: workerd has no clock that goes on.
 */
export async function answerCall(url: string, cpuTime?: () => number): Promise<Response> {
  const { pathname, searchParams } = new URL(url);
  const make = parts[pathname];
  if (!make) return new Response('ready');
  try {
    const cases = made.get(pathname) ?? (await make());
    made.set(pathname, cases);
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

/** How many calls of it fill a turn. */
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
  for (let left = calls; left > 0; left--) await handle(send());
}

/** The names, once each subject has given the answer it should. */
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
