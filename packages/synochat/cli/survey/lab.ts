import { CapReached, caps, Stopped, Unobserved } from './caps.ts';
import type { ChatAddress } from './chat-address.ts';
import type { ChatLine } from './chat-line.ts';
import type { ChatReply } from './chat-reply.ts';
import { lateBy } from './gap.ts';
import type { HookEars } from './hook-ears.ts';
import type { MissingFiles } from './missing-files.ts';
import type { Profile, ProfileAnswer, ProfileValue, SurveyFacts } from './profile.ts';
import type { SurveyWorld } from './survey-world.ts';
import { tellUneven } from './uneven-pause.ts';

/** A user who can see the bot. */
export interface BotUser {
  readonly id: number;
  readonly username: string;
  readonly nickname: string;
}

/** The bot of the survey, and the users who see the bot. */
export interface SurveyBot {
  readonly address: ChatAddress;
  readonly users: readonly BotUser[];
  /** The person who gets posts of the bot. Undefined if it is unknown which user runs the survey. */
  owner?: BotUser | undefined;
}

/** Everything that an experiment needs. */
export interface Lab {
  readonly world: SurveyWorld;
  readonly line: ChatLine;
  readonly webhook: ChatAddress;
  readonly bot: SurveyBot | undefined;
  readonly files: MissingFiles;
  readonly ears: HookEars;
  readonly profile: Profile;
  readonly facts: SurveyFacts;
  /** Returns the bounds by which the ways of two calls may differ, in milliseconds. */
  readonly spread: () => number;
  /** Waits until the pause after the last attempt to post is over. */
  readonly rest: () => Promise<void>;
  /** Posts once, without a wait. A post that may be visible is counted. */
  readonly attempt: (address: ChatAddress, payload: object) => Promise<ChatReply>;
  /** Posts after the pause. Tries again after 411 and after disturbances. Resolves with the first other answer. */
  readonly post: (address: ChatAddress, payload: object) => Promise<ChatReply>;
  /** Like `post`, with a missing file: Chat checks the payload and posts nothing. Code 117 means accepted. */
  readonly dry: (address: ChatAddress, payload: object, file?: string) => Promise<ChatReply>;
  readonly dryOnce: (address: ChatAddress, payload: object) => Promise<ChatReply>;
  /** Writes an answer, and with `value` the switch of the simulator. */
  readonly tell: (key: string, answer: ProfileAnswer, value?: ProfileValue) => void;
  /** Writes Chat's answer to a case into the table of codes, once for each case. */
  readonly noteCode: (name: string, reply: Pick<ChatReply, 'code' | 'errors'>) => void;
  readonly skip: (name: string, reason: string) => void;
}

interface LabParts
  extends Omit<Lab, 'spread' | 'rest' | 'attempt' | 'post' | 'dry' | 'dryOnce' | 'tell' | 'noteCode' | 'skip'> {
  readonly facts: SurveyFacts;
}

/** Milliseconds between attempts until the pause is known. */
const cautiousPause = 1500;
const margin = 30;

/** Chat's answer to a token that it does not know, and to a bot that is disabled or has no name. */
export const tokenRefused = 404;
export const tokenAdvice =
  'Chat refuses the token of the webhook or of the bot: copy the URL from Chat again, and check that the bot is enabled';

export function createLab(parts: LabParts): Lab {
  const { world, line, profile, facts, ears } = parts;
  let pause = facts.pause ? facts.pause[1] + margin : cautiousPause;
  let lastPost = -Infinity;
  let lastRefusal = -Infinity;

  const rtts = facts.rtts ?? [];
  facts.rtts = rtts;
  const spread = () => (rtts.length === 0 ? 50 : Math.max(5, Math.max(...rtts) - Math.min(...rtts)) * 1.25);
  const rest = async () => {
    if (facts.pause) pause = Math.max(facts.pause[1] + margin + spread(), pause);
    const left = Math.max(lastPost, lastRefusal, ears.repliedAt()) + pause - world.now();
    if (left > 0) await world.sleep(left, world.signal);
  };
  const attempt = async (address: ChatAddress, payload: object) => {
    if (profile.noise.visible >= caps.posts) throw new CapReached(`the cap of ${caps.posts} posts was reached`);
    const reply = await line.once(address.form(payload));
    // A post whose answer was lost may be visible.
    if (reply.code === 0 || reply.code === undefined) {
      profile.noise.visible += 1;
      lastPost = world.now();
      const time = reply.receivedAt - reply.sentAt;
      if (reply.code === 0) facts.quickestPost = Math.min(facts.quickestPost ?? time, time);
    }
    return reply;
  };
  const fileUrl = (file: string) => `${world.listenUrl}/f/${file}`;
  const dryOnce = (address: ChatAddress, payload: object) =>
    line.once(address.form({ text: 'x', file_url: fileUrl('none.txt'), ...payload }));

  /** A post that is refused although the last one is long ago shows that the pause is no interval. */
  const noteRefusal = ({ sentAt }: ChatReply) => {
    lastRefusal = world.now();
    pause = Math.min(pause * 1.7, caps.pause);
    if (facts.pause && sentAt - Math.max(lastPost, ears.repliedAt()) >= facts.pause[1] + lateBy)
      tellUneven(profile, line.sends);
  };
  /** Repeats a call until the answer is neither 411 nor lost. Two answers 411 in a row make the pause longer. */
  const persist = async (call: () => Promise<ChatReply>): Promise<ChatReply> => {
    if (facts.isPauseTooLong) throw new Unobserved('the pause between posts is over 60 s');
    for (let tries = 0; tries < 12; tries += 1) {
      await rest();
      for (let refusals = 1; refusals <= 2; refusals += 1) {
        const reply = await call();
        if (reply.code === tokenRefused) throw new Stopped(tokenAdvice);
        if (reply.code !== undefined && reply.code !== 411) return reply;
        if (reply.code === undefined) break;
        profile.noise.tooFast += 1;
        if (refusals === 2) noteRefusal(reply);
      }
    }
    throw new Unobserved('Chat did not answer, or refused every attempt as too early');
  };
  return {
    ...parts,
    spread,
    rest,
    attempt,
    dryOnce,
    post: (address, payload) => persist(() => attempt(address, payload)),
    dry: (address, payload, file = 'none.txt') =>
      persist(() => {
        const url = fileUrl(file);
        return line.once(address.form({ text: 'x', file_url: url, ...payload }));
      }),
    tell(key, answer, value) {
      profile.answers[key] = answer;
      Reflect.deleteProperty(profile.unobserved, key);
      if (answer.switch === undefined || value === undefined) return;
      profile.switches[answer.switch] = value;
      Reflect.deleteProperty(profile.unobserved, answer.switch);
    },
    noteCode(name, { code, errors }) {
      if (code === undefined) return;
      const others = profile.codes.filter((each) => each.case !== name);
      profile.codes = [...others, { case: name, code, ...(errors === undefined ? {} : { errors }) }];
    },
    skip(name, reason) {
      if (!(name in profile.switches) && !(name in profile.answers)) profile.unobserved[name] = reason;
    },
  };
}
