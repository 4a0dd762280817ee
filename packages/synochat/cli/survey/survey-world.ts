import type { RawRequest } from '../record/capture.ts';

/** A request that the NAS made, to the file host or to an ear. */
export interface Heard extends RawRequest {
  readonly path: string;
  /** Milliseconds on the clock of the world. */
  readonly at: number;
  /** Resolves when the NAS closes the connection before an answer. */
  readonly closed: Promise<void>;
}

/** An answer to the NAS. */
export interface Said {
  readonly status: number;
  readonly body?: string | undefined;
  readonly type?: string | undefined;
  /** Announces a body of this length and closes the connection without the body. */
  readonly announced?: number | undefined;
}

/** Answers the NAS. */
export type Ear = (heard: Heard) => Said | Promise<Said>;

/** A person beside the NAS. Undefined answers mean that the person skips. */
export interface Person {
  /** Asks for an act in Chat. Resolves with whether the person did it. */
  readonly act: (act: Act) => Promise<boolean>;
  readonly yesNo: (question: Question) => Promise<boolean | undefined>;
  readonly choose: (question: string, options: readonly string[]) => Promise<number | undefined>;
}

/** An act of a person in Chat. */
export type Act =
  | { readonly kind: 'write'; readonly where: 'channel' | 'bot'; readonly text: string }
  | { readonly kind: 'press'; readonly where: 'channel' | 'bot'; readonly label: string };

/** A question, with the sight in Chat that the question is about. */
export interface Question {
  readonly text: string;
  readonly sight:
    | { readonly kind: 'notice'; readonly where: 'channel' | 'bot'; readonly after: string }
    /** A post that begins with the text. */
    | { readonly kind: 'post'; readonly where: 'channel' | 'bot'; readonly text: string }
    /** The last post, which ends with the text. */
    | { readonly kind: 'end'; readonly where: 'channel' | 'bot'; readonly text: string }
    | { readonly kind: 'consent' };
}

/** Everything outside the survey: network, clock, the NAS's requests and a person. */
export interface SurveyWorld {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly now: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** The address at which the NAS reaches the ears, without a slash at the end. */
  readonly listenUrl: string;
  /** Sets the function that answers every request of the NAS. */
  readonly listen: (ear: Ear) => void;
  /** Undefined if the survey runs without a person. */
  readonly person: Person | undefined;
  /** Ends the survey. */
  readonly signal: AbortSignal;
}
