// How long a process and a Worker take to start, beside an empty one and one with valibot: node bench/start.ts (after npm run build).
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { built, bun, deno, startWorkerd } from '../packages/synochat/test/runtime.ts';
import { print, type Section } from './section.ts';
import { assertSteady, median, spread, steadily } from './statistics.ts';
import { table } from './table.ts';
import { inTurns, ratios } from './turns.ts';

const programs = ['empty', 'valibot', 'slash', 'answer-bare', 'answer'] as const;
type Program = (typeof programs)[number];
const workers = ['empty', 'valibot', 'slash'] as const;

/** Milliseconds that importing synochat and valibot may take on Node 20, where valibot alone took 8. */
const most = 12;
const rounds = 15;

export async function measure(): Promise<Section> {
  const missed: string[] = [];
  const rows: string[][] = [];
  for (const [runtime, command] of Object.entries(commands())) {
    const found = new Map<Program, number[]>();
    await steadily(async () => {
      await inTurns(programs, (program) => Promise.resolve(start(command, program)), { rounds, warmups: 2 }, found);
      assertAllSteady(runtime, found);
    });
    const over = (program: Program, base: Program) =>
      (found.get(program) ?? []).map((ms, round) => ms - (found.get(base)?.[round] ?? Number.NaN));
    const both = over('slash', 'empty');
    rows.push([
      runtime,
      cell(found.get('empty') ?? []),
      cell(over('valibot', 'empty')),
      cell(both),
      cell(over('answer', 'slash')),
      cell(over('answer-bare', 'empty')),
    ]);
    if (runtime.startsWith('Node 20') && median(both) > most)
      missed.push(`${runtime} takes ${median(both).toFixed(1)} ms to import synochat and valibot`);
  }
  const startUps = new Map<(typeof workers)[number], number[]>();
  await steadily(async () => {
    await inTurns(workers, startUp, { rounds: 9, warmups: 1 }, startUps);
    assertAllSteady('workerd', startUps);
  });
  return {
    title: 'Start',
    markdown: [
      'Milliseconds of CPU time, all threads, from a new process to its end, median and quartiles, in turns: empty, and what more it takes',
      'to import valibot, or synochat with valibot and a schema; then to answer a first slash command, and what the runtime',
      'takes for a first request of its own without either.',
      ...['', table(['', 'empty', 'valibot', 'synochat', 'first answer', 'bare'], rows), ''],
      'The same for workerd with a Worker, up to its first answer (`wrangler check startup` counts too few samples to tell):',
      ...['', table(['', ...workers], [['workerd', ...workers.map((each) => cell(startUps.get(each) ?? []))]])],
    ].join('\n'),
    charts: [],
    missed,
  };
}

/** As multiples of the empty program in the same round. */
function assertAllSteady(runtime: string, found: ReadonlyMap<string, readonly number[]>): void {
  for (const [program, times] of found)
    assertSteady(`Start of ${runtime}, ${program}`, ratios(times, found.get('empty') ?? []));
}

/** The newest Node of this workspace, Bun and Deno, and the system's Node where it is another one. */
function commands(): Record<string, readonly string[]> {
  const node = (file: string) => `Node ${execFileSync(file, ['--version'], { encoding: 'utf8' }).trim().slice(1)}`;
  const system = ['/usr/bin/node', '/usr/local/bin/node'].find(existsSync);
  return {
    ...(system === undefined ? {} : { [node(system)]: [system, '--input-type=module', '-e'] }),
    [node(process.execPath)]: [process.execPath, '--input-type=module', '-e'],
    Bun: [bun, `--tsconfig-override=${built}`, '-e'],
    Deno: [deno, 'eval'],
  };
}

function start([file = '', ...args]: readonly string[], program: Program): number {
  // Imported, as Bun and Deno serve a program that exports a `fetch`.
  const code = `await import('${new URL(`programs/${program}.mjs`, import.meta.url).href}');
    const { cpuUsage } = await import('node:process');
    const { user, system } = cpuUsage();
    console.log(user + system);`;
  const { stdout, stderr } = spawnSync(file, [...args, code], { encoding: 'utf8', timeout: 30_000 });
  if (!(Number(stdout) > 0)) throw new Error(`${file} ${program}: ${stderr}`);
  return Number(stdout) / 1000;
}

/** Milliseconds of CPU that workerd takes with that Worker until its first answer. */
async function startUp(program: (typeof workers)[number]): Promise<number> {
  const worker = await startWorkerd(new URL(`programs/${program}.mjs`, import.meta.url), '/');
  const tasks = `/proc/${worker.pid}/task`;
  const threads = readdirSync(tasks);
  const nanoseconds = threads.map((thread) =>
    Number(readFileSync(`${tasks}/${thread}/schedstat`, 'latin1').split(' ')[0]),
  );
  await worker.stop();
  return nanoseconds.reduce((sum, each) => sum + each, 0) / 1e6;
}

function cell(values: readonly number[]): string {
  const { low, median: middle, high } = spread(values);
  return `${middle.toFixed(1)} (${low.toFixed(1)} to ${high.toFixed(1)})`;
}

if (import.meta.main) print(await measure());
