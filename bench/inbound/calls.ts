import { type Case, makeCases } from './cases.ts';
import { makeGrowth } from './growth.ts';

const parts: Readonly<Record<string, () => Case[] | Promise<Case[]>>> = { '/cases': makeCases, '/growth': makeGrowth };
const made = new Map<string, Case[]>();

/** What a program that is to be timed answers: `/PART` the names of its subjects, `/PART?case=1&subject=2&calls=1000` nothing, after so many calls. */
export async function answerCall(url: string): Promise<Response> {
  const { pathname, searchParams } = new URL(url);
  const make = parts[pathname];
  if (!make) return new Response('ready');
  try {
    const cases = made.get(pathname) ?? (await make());
    made.set(pathname, cases);
    const [at, subject, calls] = ['case', 'subject', 'calls'].map((name) => Number(searchParams.get(name)));
    if (!calls) return Response.json(await checked(cases));
    await call(cases[at ?? 0]?.subjects[subject ?? 0], calls);
    return new Response('done');
  } catch (error) {
    return new Response(String(error), { status: 400 });
  }
}

async function call(subject: Case['subjects'][number] | undefined, calls: number): Promise<void> {
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
