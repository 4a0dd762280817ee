import { caps, Unobserved } from '../caps.ts';
import type { Experiment } from '../experiment.ts';
import { largestFitting } from '../halving.ts';
import type { Lab } from '../lab.ts';

const mebibyte = 1024 * 1024;

/** E13: a file without an extension, the largest file, and the time that Chat waits for a file. */
export const fileRules: Experiment = {
  id: 'E13',
  title: 'rules for files',
  decides: ['requireFileExtension', 'maxFileBytes', 'fileTimeout'],
  async run(lab) {
    if (!(await wasFetched(lab, 'none.txt')))
      throw new Unobserved('the NAS did not fetch a file from the address of the survey');
    if (!(await measureTimeout(lab))) throw new Unobserved('the NAS waits too short a time for a file');
    await askExtension(lab);
    await measureSize(lab);
  },
};

async function wasFetched({ files, dry, webhook }: Lab, file: string): Promise<boolean> {
  files.forget();
  await dry(webhook, {}, file);
  return files.visits.some(({ method }) => method === 'GET');
}

async function askExtension(lab: Lab): Promise<void> {
  const isNeeded = !(await wasFetched(lab, 'none')) && !(await wasFetched(lab, 'none'));
  const says = `a file without an extension is ${isNeeded ? 'not fetched' : 'fetched'}`;
  lab.tell('10.26', { says, switch: 'requireFileExtension', how: 'E13', n: 1, trust: 'observed' }, isNeeded);
}

/** The host announces a length and sends no byte: 409 means too large, 117 that the file would have been taken. */
async function measureSize(lab: Lab): Promise<void> {
  const fits = async (size: number) => {
    lab.files.forget();
    const { code = 0 } = await lab.dry(lab.webhook, {}, `announced-${size}.bin`);
    if (code !== 117 && code !== 409) throw new Unobserved(`an announced file is answered with ${code}`);
    return code === 117;
  };
  if (await fits(caps.file)) {
    lab.skip('maxFileBytes', 'files of 256 MiB are accepted, and larger ones are not tried');
    return;
  }
  const limit = await largestFitting([0, caps.file], [32 * mebibyte, 32_000_000], 0.5, fits);
  const says = `files of ${limit} bytes are accepted, of ${limit + 1} bytes refused with 409`;
  lab.tell(
    '1.5.1',
    { says, switch: 'maxFileBytes', range: [limit, limit], how: 'E13', n: 2, trust: 'observed' },
    limit,
  );
}

/** Resolves with whether a file can arrive in time. */
async function measureTimeout(lab: Lab): Promise<boolean> {
  const { files, dry, webhook, spread, tell, skip, world } = lab;
  files.forget();
  await dry(webhook, {}, 'held.txt');
  // The answer of Chat may overtake the end of the connection.
  await world.sleep(200 + spread(), world.signal);
  const visit = files.visits.findLast(({ method, path }) => method === 'GET' && path === '/f/held.txt');
  if (!visit) return false;
  if (visit.closedAt === undefined) {
    skip('fileTimeout', 'the NAS waits over 120 s');
    return true;
  }
  const range = timeRange(visit.closedAt - visit.at, spread());
  const says = `the NAS waits ${seconds(range[0])} to ${seconds(range[1])} s for a file`;
  tell(
    'fileTimeout',
    { says, switch: 'fileTimeout', range, how: 'E13', n: 1, trust: 'seen once' },
    roundTime(range, visit.closedAt - visit.at),
  );
  return !isTooShort(lab, range);
}

/** Returns whether an answer over this network may miss a timeout. */
export function isTooShort({ profile, spread }: Lab, timeout: readonly [number, number]): boolean {
  return timeout[0] <= (profile.noise.rtt?.[1] ?? 0) + spread();
}

/** Returns the bounds of a timeout from the time between the arrival and the end of a request. A timer may be late. */
export function timeRange(time: number, spread: number): readonly [low: number, high: number] {
  const lateness = spread + Math.min(100, time / 20);
  return [Math.max(1, Math.floor(time - lateness)), Math.ceil(time + spread)];
}

/** Returns the whole second in a range, or the measured time. */
export function roundTime([low, high]: readonly [number, number], time: number): number {
  const round = Math.ceil(low / 1000) * 1000;
  return round <= high ? round : Math.round(time);
}

export function seconds(ms: number): number {
  return Math.round(ms / 10) / 100;
}
