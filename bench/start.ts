// The time until programs are ready: node bench/start.ts (after npm run build). NODE names another Node, such as Node 20.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { print, type Section } from './section.ts';
import { median } from './statistics.ts';
import { table } from './table.ts';
import { inTurns } from './turns.ts';

const node = process.env['NODE'] ?? process.execPath;
const dist = (path: string) => fileURLToPath(new URL(`../packages/${path}`, import.meta.url));
const code = (text: string) => ['--input-type=module', '--eval', text];

interface Subject {
  readonly name: string;
  readonly args: readonly string[];
  /** Printed when the program is ready. Without it the program is ready at its end. */
  readonly ready?: RegExp;
  /** Milliseconds at most. */
  readonly target?: number;
  /** The name of the subject whose milliseconds do not count. */
  readonly over?: string;
}

const empty = 'Node without a program';
const subjects: readonly Subject[] = [
  { name: empty, args: code('') },
  { name: 'import of valibot', args: code("import 'valibot'"), over: empty },
  { name: 'import of synochat', args: code("import 'synochat'"), over: empty, target: 12 },
  { name: 'synochat --version', args: [dist('synochat/dist/cli.js'), '--version'], target: 120 },
  {
    name: 'synochat-simulator, until it listens',
    args: [dist('simulator/dist/cli.js'), '--port', '0'],
    ready: /http:\/\/127\.0\.0\.1:\d+/,
    target: 300,
  },
];

export async function measure(): Promise<Section> {
  const found = await inTurns(subjects, start, { rounds: 20, warmups: 2 });
  const missed: string[] = [];
  const byName = new Map(Array.from(found, ([{ name }, times]) => [name, times]));
  const least = (name: string) => Math.min(...(byName.get(name) ?? []));
  const rows = subjects.map((subject) => {
    const { name, target, over } = subject;
    const ms = least(name) - (over ? least(over) : 0);
    if (target !== undefined && ms > target) missed.push(`${name}: ${ms.toFixed(0)} ms, the target is ${target} ms`);
    const counted = over ? 'more than Node alone' : 'in all';
    return [name, counted, ms.toFixed(0), median(found.get(subject) ?? []).toFixed(0), target?.toFixed(0) ?? ''];
  });
  const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
  return {
    title: 'Start',
    markdown: [
      `Milliseconds of wall clock on Node ${version.slice(1)}, in turns: the least of 20 starts, as other programs only make a start slower. The`,
      'median beside it is of the whole start.',
      ...['', table(['', 'counted', 'least', 'median', 'target'], rows)],
    ].join('\n'),
    charts: [],
    missed,
  };
}

/** Starts the program and resolves with the milliseconds until it is ready. */
async function start({ args, ready }: Subject): Promise<number> {
  const began = performance.now();
  const child = spawn(node, args, { stdio: ['ignore', 'pipe', 'inherit'], cwd: dist('synochat') });
  const closed = once(child, 'close') as Promise<[number | null]>;
  let output = '';
  const isReady = new Promise<number>((resolve) => {
    child.stdout.on('data', (chunk) => {
      output += String(chunk);
      if (ready?.test(output)) resolve(performance.now() - began);
    });
  });
  const ended = closed.then(([status]) => {
    if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${output}`);
    return performance.now() - began;
  });
  if (!ready) return ended;
  const ms = await Promise.race([isReady, ended]);
  ended.catch(() => undefined);
  child.kill();
  await closed;
  return ms;
}

if (import.meta.main) print(await measure());
