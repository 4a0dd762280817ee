import { createSimulator, type Simulator, type SimulatorOptions } from 'synochat-simulator';
import { createProfile, type Profile } from '../../cli/survey/profile.ts';
import { runSurvey } from '../../cli/survey/survey-run.ts';
import type { Ear, Heard, SurveyWorld } from '../../cli/survey/survey-world.ts';
import type { DrawnWorld } from './drawn-world.ts';
import { createPerson } from './person.ts';
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts';

interface Conditions {
  readonly random: () => number;
  /** The longest delay of each way, in milliseconds. */
  readonly jitter: number;
  readonly isQuick?: boolean;
  readonly more?: SimulatorOptions;
  readonly names?: typeof usualNames;
  /** Stands before Chat, as a rule that the simulator does not have. */
  readonly before?: (chat: SurveyWorld['fetch'], clock: VirtualClock) => SurveyWorld['fetch'];
  /** A profile to go on from. */
  readonly profile?: Profile;
}

/** The result of a survey of a simulator. */
export interface Surveyed {
  readonly profile: Profile;
  readonly nas: Simulator;
  readonly world: DrawnWorld;
  /** Posts that somebody sees. */
  readonly visible: number;
  readonly minutes: number;
  /** The tokens and the host of the survey. */
  readonly secrets: readonly string[];
}

const usualNames = { user: 'mikael', channel: 'general', bot: 'robin', host: 'survey.example' };

/** Surveys a simulator without a socket, on a virtual clock. */
export async function survey(
  world: DrawnWorld,
  {
    random,
    jitter,
    isQuick = false,
    more = {},
    names = usualNames,
    before = (chat) => chat,
    profile = createProfile('test', '2026-11'),
  }: Conditions,
): Promise<Surveyed> {
  const clock = createVirtualClock();
  const listenUrl = `http://${names.host}:8080`;
  let ear: Ear = () => ({ status: 404 });
  const delay = () => clock.sleep(random() * jitter);
  const users = [{ name: names.user, nickname: world.nickname }, ...(world.hasSecondUser ? ['ada'] : [])];
  const nas = createSimulator({
    ...world.switches,
    ...{ now: clock.now, sleep: clock.sleep, random, users, channels: [names.channel] },
    async fetch(request) {
      await delay();
      const heard = await hear(request, clock, delay);
      const { status, body = '', type = 'application/json', announced } = await ear(heard);
      await delay();
      if (announced !== undefined && announced > 0) return announcement(announced);
      return new Response(status === 204 ? null : body, { status, headers: { 'Content-Type': type } });
    },
    ...more,
  });
  const { url: webhook, token } = nas.addIncoming({ channel: names.channel });
  const tokens = [token];
  if (!isQuick) {
    tokens.push(nas.addOutgoing({ channel: names.channel, url: `${listenUrl}/outgoing` }).token);
    nas.addOutgoing({ triggerWords: ['survey'], url: `${listenUrl}/trigger` });
    nas.addSlash({ command: 'survey', url: `${listenUrl}/slash` });
  }
  const bot = world.hasBot ? nas.addBot({ name: names.bot, url: `${listenUrl}/bot` }).url : undefined;
  const chat = before((url, init) => nas.fetch(url, init), clock);
  const surveyWorld: SurveyWorld = {
    async fetch(url, init) {
      await delay();
      const answer = await chat(url, init);
      await delay();
      return answer;
    },
    ...{ now: clock.now, sleep: clock.sleep, listenUrl, signal: new AbortController().signal },
    listen: (each) => (ear = each),
    person: isQuick ? undefined : createPerson(nas, world, clock, names),
  };
  const start = clock.now();
  await clock.run(
    runSurvey(surveyWorld, profile, {
      webhook,
      bot,
      names: new Set([names.user, names.channel, names.bot]),
      to: isQuick ? names.user : undefined,
    }),
  );
  const posts = [...nas.posts(names.channel), ...(world.hasBot ? nas.posts(`@${names.bot}`) : [])];
  const visible = posts.filter(({ from }) => from === 'integration').length;
  return { profile, nas, world, visible, minutes: (clock.now() - start) / 60_000, secrets: [...tokens, names.host] };
}

async function hear(request: Request, { now }: VirtualClock, delay: () => Promise<void>): Promise<Heard> {
  const { method, signal, headers } = request;
  const { pathname, search } = new URL(request.url);
  const closed = new Promise<void>((resolve) => {
    const close = () => void delay().then(resolve);
    if (signal.aborted) close();
    signal.addEventListener('abort', close);
  });
  const body = new Uint8Array(await request.arrayBuffer());
  return { method, path: pathname, target: pathname + search, headers: [...headers], body, at: now(), closed };
}

/** Returns an answer whose body never comes, as a closed connection. */
function announcement(length: number): Response {
  const body = new ReadableStream(
    {
      pull: (controller) => {
        controller.error(new TypeError('The connection was closed.'));
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { headers: { 'Content-Length': String(length) } });
}
