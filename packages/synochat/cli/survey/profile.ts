import type { Send } from './chat-reply.ts';

/** A value of a switch of the simulator. */
export type ProfileValue = string | number | boolean;

/** An answer to an open question about Chat. */
export interface ProfileAnswer {
  readonly says: string;
  readonly switch?: string | undefined;
  /** The bounds of a number. */
  readonly range?: readonly [low: number, high: number] | undefined;
  /** Whether the rule in question holds. */
  readonly rule?: boolean | 'not an interval' | undefined;
  /** All calls that might post, if the pause is not an interval. */
  readonly timeline?: readonly Send[] | undefined;
  /** The experiment. */
  readonly how: string;
  /** The number of observations. */
  readonly n: number;
  /** `observed`: twice or by an exact bound. `told`: by a person. */
  readonly trust: 'observed' | 'seen once' | 'told';
}

/** The facts that later experiments need, kept for a resumed survey. */
export interface SurveyFacts {
  /** Whether a file that is missing shows every refusal and posts nothing. */
  isDryRunValid?: boolean;
  /** Bounds of the pause between posts, in milliseconds. */
  pause?: readonly [low: number, high: number];
  /** Set if the pause exceeds the cap: no further post is tried. */
  isPauseTooLong?: boolean;
  /** Set if posts were refused long after the pause. */
  isUneven?: boolean;
  limit?: number;
  unit?: string;
  rtts?: number[];
  /** The shortest time of a post, in milliseconds. */
  quickestPost?: number;
  /** Bounds of the time that Chat waits for an app, in milliseconds. */
  hookTimeout?: readonly [low: number, high: number];
  /** Whether the failure notice was seen after an outgoing webhook that failed, and after a 204. */
  notices?: { failure?: boolean; noContent?: boolean };
}

/** Everything that a survey learned about a NAS. Holds no name, token, host or text of a person. */
export interface Profile {
  profile: 1;
  /** The month, such as `2026-11`. */
  made: string;
  by: string;
  nas: { chat?: string; typed?: boolean; api?: { min: number; max: number } };
  switches: Record<string, ProfileValue>;
  answers: Record<string, ProfileAnswer>;
  unobserved: Record<string, string>;
  codes: { case: string; code: number; errors?: unknown }[];
  hooks: Record<'outgoing' | 'slash' | 'bot' | 'press', { raw: string; expect: object }[]>;
  noise: {
    calls: number;
    visible: number;
    disturbed: number;
    tooFast: number;
    rtt?: readonly [low: number, high: number];
  };
  /** Present until the survey is complete. */
  progress?: { done: string[]; facts: SurveyFacts };
}

export function createProfile(by: string, month: string): Profile {
  return {
    profile: 1,
    made: month,
    by,
    nas: {},
    switches: {},
    answers: {},
    unobserved: {},
    codes: [],
    hooks: { outgoing: [], slash: [], bot: [], press: [] },
    noise: { calls: 0, visible: 0, disturbed: 0, tooFast: 0 },
    progress: { done: [], facts: {} },
  };
}
