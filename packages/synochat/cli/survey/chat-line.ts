import { CapReached, caps, timeIsOver } from './caps.ts';
import { type ChatReply, readChatReply, type Send } from './chat-reply.ts';
import type { Profile } from './profile.ts';
import type { SurveyWorld } from './survey-world.ts';

/** One call of Chat. */
export interface ChatCall {
  readonly url: string;
  readonly method?: 'GET' | 'POST';
  readonly body?: string;
  /** Undefined sends no content type. */
  readonly type?: string | undefined;
}

/** Calls Chat, one call at a time. Counts calls and disturbances, and ends the survey at a cap. */
export interface ChatLine {
  /** All calls that may post, in order. */
  readonly sends: readonly Send[];
  /** Makes one call. Resolves without a code if the answer is not from Chat. */
  readonly once: (call: ChatCall) => Promise<ChatReply>;
  /** Makes a call that posts nothing, up to four times, until the answer is from Chat. */
  readonly ask: (call: ChatCall) => Promise<ChatReply>;
  /** Returns whether the last four calls or more have no answer from Chat. */
  readonly isSilent: () => boolean;
  /** Returns whether the cap of 30 minutes is reached. */
  readonly isOverTime: () => boolean;
}

/** The longest time for one call: a held file, and the time for the answer. */
const longestCall = caps.wait + 30_000;

export function createChatLine(world: SurveyWorld, profile: Profile): ChatLine {
  const start = world.now();
  const sends: Send[] = [];
  let unanswered = 0;
  const isOverTime = () => world.now() - start > caps.duration;
  const noteSend = (url: string, sentAt: number, code: number | undefined) => {
    const method = new URL(url).searchParams.get('method') ?? '';
    if (method === 'incoming' || method === 'chatbot') sends.push([Math.round(sentAt - start), method, code ?? -1]);
  };
  const noteDisturbed = () => {
    profile.noise.disturbed += 1;
    unanswered += 1;
  };
  const once = async ({ url, method = 'POST', body, type }: ChatCall): Promise<ChatReply> => {
    world.signal.throwIfAborted();
    if (profile.noise.calls >= caps.calls) throw new CapReached(`the cap of ${caps.calls} calls was reached`);
    if (isOverTime()) throw new CapReached(timeIsOver);
    profile.noise.calls += 1;
    const end = new AbortController();
    const done = new AbortController();
    const sentAt = world.now();
    void world.sleep(longestCall, done.signal).then(() => {
      end.abort();
    });
    try {
      const signal = AbortSignal.any([end.signal, world.signal]);
      const headers = type === undefined ? {} : { 'Content-Type': type };
      // Bytes carry no content type of their own.
      const bytes = body === undefined ? {} : { body: new TextEncoder().encode(body) };
      const response = await world.fetch(url, { method, headers, redirect: 'manual', signal, ...bytes });
      const read = readChatReply(response.status, await response.text());
      if (read.code === undefined) noteDisturbed();
      else unanswered = 0;
      noteSend(url, sentAt, read.code);
      return { ...read, sentAt, receivedAt: world.now() };
    } catch {
      world.signal.throwIfAborted();
      noteDisturbed();
      noteSend(url, sentAt, undefined);
      return { code: undefined, body: '', sentAt, receivedAt: world.now() };
    } finally {
      done.abort();
    }
  };
  return {
    sends,
    once,
    isOverTime,
    isSilent: () => unanswered >= caps.attempts,
    async ask(call) {
      for (let attempt = 1; ; attempt += 1) {
        const reply = await once(call);
        if (reply.code !== undefined || attempt === caps.attempts) return reply;
        await world.sleep(200, world.signal);
      }
    },
  };
}
