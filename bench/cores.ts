import { execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

/**
 * Lets all threads of the process run on that processor alone, or on all without one. With a processor each, client and server do not
 * push each other aside. Linux only.
 */
export function runOn(pid: number, core?: number): void {
  const cores = core === undefined ? `0-${availableParallelism() - 1}` : String(core);
  execFileSync('taskset', ['--all-tasks', '--cpu-list', '--pid', cores, String(pid)], { stdio: 'ignore' });
}
