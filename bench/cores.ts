import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';

/** All of the machine's, also while this process may use one alone. */
const all = `0-${cpus().length - 1}`;

/**
 * Lets all threads of the process run on that processor alone, or on all without one. With a processor each, client and server do not
 * push each other aside. Linux only.
 */
export function runOn(pid: number, core?: number): void {
  const cores = core === undefined ? all : String(core);
  execFileSync('taskset', ['--all-tasks', '--cpu-list', '--pid', cores, String(pid)], { stdio: 'ignore' });
}
