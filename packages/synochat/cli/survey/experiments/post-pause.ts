import { caps, Unobserved } from '../caps.ts';
import type { ChatReply } from '../chat-reply.ts';
import type { Experiment } from '../experiment.ts';
import { type Gap, gapBetween, hasLateRefusals, pauseBounds, roundIn } from '../gap.ts';
import { shapeOfJson } from '../json-shape.ts';
import type { Lab } from '../lab.ts';
import { tellUneven } from '../uneven-pause.ts';

/** E3 to E5: whether the pause is checked before the file, and the pause between posts. */
export const postPause: Experiment = {
  id: 'E4',
  title: 'the pause between posts',
  decides: ['fileOrder', 'rateInterval'],
  async run(lab) {
    const gaps: Gap[] = [];
    const found = await findRefused(lab, gaps);
    if (!found) {
      tellNoPause(lab, gaps);
      return;
    }
    await climbAll(lab, found.base, gaps);
    if (!(await isSeenTwice(lab, gaps))) {
      tellNoPause(lab, gaps);
      return;
    }
    const range = (lab.facts.pause = pauseBounds(gaps));
    const { dryPass, isPosting } = found;
    // Only a dry run that passed within the pause shows that the file precedes the check.
    if (dryPass && dryPass.high < range[0]) tellOrder(lab, 'file');
    else if (lab.facts.isDryRunValid === false && !isPosting) delete lab.facts.isDryRunValid;
    const says = `411 up to ${range[0]} ms, none from ${range[1]} ms`;
    // A wide range holds several round numbers.
    const isWide = lab.spread() > 50 || range[1] - range[0] > 60;
    tellPause(lab, { says, range, n: gaps.length }, isWide ? undefined : roundIn(range, 50));
    if (hasLateRefusals(gaps, range[1])) tellUneven(lab.profile, lab.line.sends);
  },
};

/** Posts `.` after the pause, and resolves with the accepted post. */
export async function postBase({ post, webhook }: Lab): Promise<ChatReply> {
  const reply = await post(webhook, { text: '.' });
  if (reply.code !== 0) throw new Unobserved(`a plain post was refused with ${reply.code ?? 0}`);
  return reply;
}

/** The post before refused attempts, and the mode of the attempts. */
interface Refused {
  readonly base: ChatReply;
  /** Set for real posts: a dry run that passed this soon after a post. */
  readonly dryPass?: Gap | undefined;
  /** Whether a post with a missing file posts its text. */
  readonly isPosting?: boolean;
}

/**
 * E3: posts and tries again at once, by dry runs and then by real posts. Two refusals in a row show a pause: one alone
 * may be by chance. Resolves with undefined if no pause shows.
 */
async function findRefused(lab: Lab, gaps: Gap[]): Promise<Refused | undefined> {
  const { facts } = lab;
  const isPosting = facts.isDryRunValid === false;
  let dryPass: Gap | undefined;
  if (!isPosting) {
    const dryGaps: Gap[] = [];
    const base = await refuseTwice(lab, true, dryGaps);
    if (base) {
      facts.isDryRunValid = true;
      gaps.push(...dryGaps);
      tellOrder(lab, 'checks');
      return { base };
    }
    dryPass = dryGaps.filter(({ isRefused }) => !isRefused).sort((a, b) => a.high - b.high)[0];
  }
  facts.isDryRunValid = false;
  const base = await refuseTwice(lab, false, gaps);
  if (!base && !isPosting) delete facts.isDryRunValid;
  return base && { base, dryPass, isPosting };
}

function tellOrder({ tell }: Lab, order: 'checks' | 'file'): void {
  const says = order === 'checks' ? 'the pause is checked before the file' : 'the file precedes the check of the pause';
  tell('fileOrder', { says, switch: 'fileOrder', how: 'E3', n: 2, trust: 'observed' }, order);
}

/** Posts and tries twice at once, up to four times. Resolves with the post before two refusals in a row. */
async function refuseTwice(lab: Lab, isDry: boolean, gaps: Gap[]): Promise<ChatReply | undefined> {
  for (let round = 0; round < 4; round += 1) {
    let base = await postBase(lab);
    lab.tell('10.27', { says: shapeOfJson(base.body), how: 'E14', n: 1, trust: 'observed' });
    let refusals = 0;
    let passes = 0;
    for (let n = 0; n < 4 && refusals < 2 && passes === 0; n += 1) {
      const reply = await tryAfter(lab, base, isDry, gaps);
      if (reply?.code === 411) refusals += 1;
      else if (reply) passes += 1;
      else if (!isDry) break;
      if (reply?.code === 0) base = reply;
    }
    if (refusals === 2) return base;
    if (passes > 0 && refusals === 0) return undefined;
  }
  return undefined;
}

/** Tries once, notes the gap, and resolves with the answer, or with undefined if the answer was lost. */
async function tryAfter(lab: Lab, base: ChatReply, isDry: boolean, gaps: Gap[]): Promise<ChatReply | undefined> {
  const { webhook, files } = lab;
  files.forget();
  const reply = isDry ? await lab.dryOnce(webhook, {}) : await lab.attempt(webhook, { text: '.' });
  if (reply.code === undefined) return undefined;
  const isRefused = reply.code === 411;
  if (!isRefused && reply.code !== 0 && reply.code !== 117)
    throw new Unobserved(`an attempt was refused with ${reply.code}`);
  // The pause is checked before the file is fetched.
  const fetchedAt = isDry ? (files.visits[0]?.at ?? Infinity) : Infinity;
  const times = { sentAt: reply.sentAt, receivedAt: Math.min(reply.receivedAt, fetchedAt) };
  const quickest = [lab.facts.quickestPost ?? 0, Math.min(...(lab.facts.rtts ?? [0]))] as const;
  gaps.push({ ...gapBetween(base, times, lab.spread(), quickest), isRefused, base: base.sentAt });
  return reply;
}

/** Refusals after two posts show a pause. Refusals after one post alone may be by chance. */
async function isSeenTwice(lab: Lab, gaps: Gap[]): Promise<boolean> {
  const isSeen = () => new Set(gaps.filter(({ isRefused }) => isRefused).map(({ base }) => base)).size > 1;
  for (let round = 0; round < 2 && !isSeen(); round += 1)
    await tryAfter(lab, await postBase(lab), lab.facts.isDryRunValid === true, gaps);
  return isSeen();
}

function* coarseGaps(): Generator<number> {
  let gap = 100;
  for (; gap < 2000; gap += 100) yield gap;
  for (; gap <= caps.pause; gap *= 1.1) yield gap;
}

function* fineGaps([low, high]: readonly [number, number], phase: number): Generator<number> {
  const step = Math.max((high - low) / 8, 4);
  for (let gap = low + phase * step; gap < high + 4 * step; gap += step) yield gap;
  for (const gap of coarseGaps()) if (gap > high + 4 * step) yield gap;
}

/** Climbs from a base to the first accepted attempt. Resolves with the attempt, or with undefined if it was lost. */
async function climb(lab: Lab, base: ChatReply, steps: Iterable<number>, gaps: Gap[]): Promise<ChatReply | undefined> {
  const { world, facts } = lab;
  const isDry = facts.isDryRunValid === true;
  for (const step of steps) {
    const left = base.sentAt + step - world.now();
    if (left < 0) continue;
    await world.sleep(left, world.signal);
    const reply = await tryAfter(lab, base, isDry, gaps);
    // A lost post may have been accepted, so the base is unknown.
    if (!reply && !isDry) return undefined;
    if (reply && reply.code !== 411) return reply;
  }
  facts.isPauseTooLong = true;
  throw new Unobserved('the pause between posts is over 60 s');
}

/** Climbs coarsely once, then finely two to four times, until the bounds are close. */
async function climbAll(lab: Lab, first: ChatReply, gaps: Gap[]): Promise<void> {
  const isDry = lab.facts.isDryRunValid === true;
  let base: ChatReply | undefined = first;
  let reached: ChatReply | undefined;
  for (let tries = 0; tries < 3 && !reached; tries += 1) {
    base ??= await postBase(lab);
    reached = await climb(lab, base, coarseGaps(), gaps);
    base = isDry ? undefined : reached;
  }
  if (!reached) throw new Unobserved('too many answers were lost');
  for (let round = 0; round < 5; round += 1) {
    const range = pauseBounds(gaps);
    lab.facts.pause = range;
    const width = range[1] - range[0];
    if (round >= 2 && width <= Math.max(40, 2.5 * lab.spread())) return;
    base ??= await postBase(lab);
    const passed: ChatReply | undefined = await climb(lab, base, fineGaps(range, round % 2 === 0 ? 0.25 : 0.75), gaps);
    base = isDry ? undefined : passed;
  }
}

function tellNoPause(lab: Lab, gaps: readonly Gap[]): void {
  const high = Math.ceil(Math.min(...gaps.filter(({ isRefused }) => !isRefused).map((gap) => gap.high)));
  if (!Number.isFinite(high)) throw new Unobserved('too many answers were lost');
  lab.facts.pause = [0, high];
  const says = `no 411, not even ${high} ms after a post`;
  tellPause(lab, { says, range: [0, high], n: gaps.length }, high <= 60 && lab.spread() <= 50 ? 0 : undefined);
}

function tellPause(
  lab: Lab,
  answer: { says: string; range: readonly [number, number]; n: number },
  value: number | undefined,
) {
  lab.tell('10.3', { ...answer, switch: 'rateInterval', how: 'E4', trust: 'observed' }, value);
  if (value === undefined)
    lab.skip('rateInterval', 'the network is too slow or too uneven for one value: see the range');
}
