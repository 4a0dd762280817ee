import { CapReached, caps, Stopped, timeIsOver, Unobserved } from './caps.ts';
import { readChatAddress } from './chat-address.ts';
import { createChatLine } from './chat-line.ts';
import type { Experiment } from './experiment.ts';
import { experiments, unobservable } from './experiments.ts';
import { createHookEars } from './hook-ears.ts';
import { keepHooks } from './keep-hooks.ts';
import { type BotUser, createLab, type Lab, type SurveyBot, tokenAdvice, tokenRefused } from './lab.ts';
import { createMissingFiles } from './missing-files.ts';
import type { Profile } from './profile.ts';
import type { SurveyWorld } from './survey-world.ts';

interface SurveyPlan {
  readonly webhook: string;
  readonly bot?: string | undefined;
  /** The name, nickname or id of the user who may get posts of the bot. */
  readonly to?: string | undefined;
  /** Receives the names of users, channels and bots that the survey learns. */
  readonly names?: Set<string> | undefined;
  /** Called before each experiment, and at the end with the number of experiments. */
  readonly onProgress?: (done: number, all: number, title: string) => void;
  /** Called after each experiment. */
  readonly onChange?: (profile: Profile) => void;
}

/**
 * Runs the experiments that the profile does not have yet, and completes the profile. With a cap reached the rest is
 * unobserved. If the time is over, `progress` stays, and the same call runs the rest. Rejects with the reason of the signal,
 * and with a `Stopped` if Chat refuses a token or no longer answers; the profile then holds everything learned.
 */
export async function runSurvey(world: SurveyWorld, profile: Profile, plan: SurveyPlan): Promise<Lab> {
  const progress = (profile.progress ??= { done: [], facts: {} });
  const line = createChatLine(world, profile);
  const bot = plan.bot === undefined ? undefined : await readBot(line, plan.bot, plan.to, world);
  const files = createMissingFiles(world.now, (ms) => world.sleep(ms));
  const ears = createHookEars(world.now, ({ closed }) =>
    Promise.race([closed.then(() => true), world.sleep(caps.wait).then(() => false)]),
  );
  world.listen((heard) => (heard.path.startsWith('/f/') ? files.ear(heard) : ears.ear(heard)));
  for (const { username, nickname } of bot?.users ?? []) for (const name of [username, nickname]) plan.names?.add(name);
  const webhook = readChatAddress(plan.webhook);
  const lab = createLab({ ...{ world, line, webhook, bot, files, ears, profile }, facts: progress.facts });

  const places = [
    webhook.token,
    bot?.address.token ?? '',
    new URL(world.listenUrl).hostname,
    new URL(plan.webhook).hostname,
  ];
  const earlierHooks = structuredClone(profile.hooks);
  const planned = experiments.filter(({ isHuman }) => !isHuman || world.person);
  for (const { id, title, decides, run } of planned) {
    if (progress.done.includes(id)) continue;
    plan.onProgress?.(
      planned.findIndex((each) => each.id === id),
      planned.length,
      title,
    );
    const facts = structuredClone(progress.facts);
    let reason: string | undefined;
    let isComplete = false;
    try {
      reason = await runOne(lab, run);
      isComplete = !line.isOverTime();
    } finally {
      // The experiment starts again later. A time that was measured while the computer was asleep is wrong.
      if (!isComplete) progress.facts = facts;
    }
    if (!isComplete) break;
    if (reason !== undefined) for (const name of decides) lab.skip(name, reason);
    progress.done.push(id);
    profile.hooks = structuredClone(earlierHooks);
    await keepHooks(profile, ears.hooks, [...places.filter(isTellingPlace), ...(plan.names ?? [])]);
    plan.onChange?.(profile);
  }
  const left = planned.filter(({ id }) => !progress.done.includes(id));
  for (const { decides } of left) for (const name of decides) lab.skip(name, timeIsOver);
  for (const { isHuman, decides } of experiments)
    if (isHuman && !world.person) for (const name of decides) lab.skip(name, 'not asked with --quick');
  for (const [name, reason] of Object.entries(unobservable)) lab.skip(name, reason);
  for (const name of [...Object.keys(profile.switches), ...Object.keys(profile.answers)])
    Reflect.deleteProperty(profile.unobserved, name);
  if (world.person && left.length === 0) delete profile.progress;
  plan.onProgress?.(planned.length, planned.length, '');
  return lab;
}

/** Runs an experiment. Resolves with the reason if the experiment ended without its results. */
async function runOne(lab: Lab, run: Experiment['run']): Promise<string | undefined> {
  let reason: string | undefined;
  try {
    await run(lab);
  } catch (error) {
    if (error instanceof CapReached) return error.message;
    if (!(error instanceof Unobserved)) throw error;
    reason = error.message;
  }
  if (lab.line.isSilent() && lab.profile.noise.calls + caps.attempts < caps.calls) await assertAnswering(lab);
  return reason;
}

/** Rejects with a `Stopped` unless Chat answers a call that posts nothing. */
async function assertAnswering({ line, webhook }: Lab): Promise<void> {
  const { code } = await line.ask({ url: webhook.url('survey'), method: 'GET' });
  if (code === undefined)
    throw new Stopped('Chat does not answer: check the address of the webhook, and that this computer reaches the NAS');
}

async function readBot(
  line: ReturnType<typeof createChatLine>,
  url: string,
  to: string | undefined,
  { person }: SurveyWorld,
): Promise<SurveyBot> {
  const address = readChatAddress(url);
  const { code, data } = await line.ask({ url: address.url('user_list'), method: 'GET' });
  if (code === tokenRefused) throw new Stopped(tokenAdvice);
  const { users: listed } = Object(data) as { users?: readonly Record<string, unknown>[] };
  const users = (listed ?? []).flatMap(
    ({ user_id: id, username, nickname, deleted, is_disabled: disabled }): BotUser[] =>
      typeof id === 'number' && deleted !== true && disabled !== true
        ? [{ id, username: textOf(username), nickname: textOf(nickname) }]
        : [],
  );
  const named = users.filter(({ id, username, nickname }) => [String(id), username, nickname].includes(to ?? ''));
  if (to !== undefined || users.length < 2 || !person) {
    const [owner] = to === undefined && users.length === 1 ? users : named;
    return { address, users, owner };
  }
  const chosen = await person.choose(
    'Which of these users are you?',
    users.map(({ nickname, username }) => nickname || username),
  );
  return { address, users, owner: chosen === undefined ? undefined : users[chosen] };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Returns whether a host names a machine. An empty text and the machine itself name none. */
export function isTellingPlace(place: string): boolean {
  return !/^(|localhost|127\.0\.0\.1|\[?::1\]?|0\.0\.0\.0)(:\d+)?$/.test(place);
}
