import { readdirSync, readFileSync } from 'node:fs';

/**
 * Milliseconds of CPU time that the process with all its threads uses from now on. Asked while it rests: what a
 * thread that is running has used is written down only when it stops. Linux only.
 */
export function cpuClock(pid: number): () => number {
  const before = threads(pid);
  return () => {
    let nanoseconds = 0;
    for (const [thread, used] of threads(pid)) nanoseconds += used - (before.get(thread) ?? 0);
    return nanoseconds / 1e6;
  };
}

/** Nanoseconds by thread. /proc/PID/stat says the same in ticks of 10 ms. */
function threads(pid: number): Map<string, number> {
  const folder = `/proc/${pid}/task`;
  return new Map(
    readdirSync(folder).flatMap((thread): [string, number][] => {
      try {
        return [[thread, Number(readFileSync(`${folder}/${thread}/schedstat`, 'latin1').split(' ')[0])]];
      } catch {
        return []; // It has just ended.
      }
    }),
  );
}

/** Megabytes of memory that the process holds. Linux only. */
export function residentMemory(pid: number): number {
  const kilobytes = /^VmRSS:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1];
  return Number(kilobytes) / 1024;
}
