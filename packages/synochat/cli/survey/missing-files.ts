import { caps } from './caps.ts';
import type { Ear, Heard } from './survey-world.ts';

/** A request for a file of the survey. */
export interface FileVisit {
  readonly method: string;
  readonly path: string;
  readonly at: number;
  /** Set when the NAS closed the connection before an answer. */
  closedAt?: number;
}

/** The files of the survey, of which none exists: missing files, announced files without a byte, and a held file. */
export interface MissingFiles {
  readonly ear: Ear;
  /** The requests since the last call of `forget`. */
  readonly visits: readonly FileVisit[];
  readonly forget: () => void;
}

export function createMissingFiles(now: () => number, sleep: (ms: number) => Promise<void>): MissingFiles {
  let visits: FileVisit[] = [];
  const hold = async (heard: Heard, visit: FileVisit) => {
    const isClosed = await Promise.race([heard.closed.then(() => true), sleep(caps.wait).then(() => false)]);
    if (isClosed) visit.closedAt = now();
  };
  return {
    get visits() {
      return visits;
    },
    forget() {
      visits = [];
    },
    async ear(heard) {
      const { method, path, at } = heard;
      const visit: FileVisit = { method, path, at };
      visits.push(visit);
      // A HEAD with 404 would hide the GET.
      if (method === 'HEAD') return { status: 200 };
      if (path === '/f/held.txt') await hold(heard, visit);
      const announced = /^\/f\/announced-(\d+)\.bin$/.exec(path)?.[1];
      return announced === undefined ? { status: 404 } : { status: 200, announced: Number(announced) };
    },
  };
}
