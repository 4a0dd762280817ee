import { type Address, SendError } from '../index.ts';
import type { OutboxNotice } from './notice.ts';
import type { OutboxStore, RouteState } from './store.ts';

/** Milliseconds of a pause after which it is told again, and the longest wait between two attempts. */
const longPause = 10 * 60_000;

/** The pauses of one webhook, which the store keeps. */
export interface Pauses {
  /** Returns the pause, if there is one. */
  read(): Promise<RouteState | undefined>;
  /** Returns whether the next attempt is due. If the clock was set back since the last attempt, no one can tell how far. */
  isDue(pause: RouteState): boolean;
  /** Returns when the next attempt is due, and tells a long pause. */
  wait(pause: RouteState): Promise<number>;
  /** Begins or prolongs the pause. Returns when the next attempt is due. */
  pause(error: SendError): Promise<number>;
  /** Ends the pause. */
  resume(pause: RouteState): Promise<void>;
}

interface RouteTools {
  readonly store: OutboxStore;
  readonly tell: (notice: OutboxNotice) => void;
  readonly now: () => number;
}

export function createPauses(webhook: string, address: Address, { store, tell, now }: RouteTools): Pauses {
  let hashed: Promise<string> | undefined;
  const hash = () => (hashed ??= hashOf(address));
  const read = async () => {
    const pause = await store.readRoute(webhook);
    if (!pause || pause.address === (await hash())) return pause;
    // Another address: what was wrong with the former one tells nothing.
    await store.writeRoute(webhook, undefined);
    return undefined;
  };
  const wait = async (pause: RouteState) => {
    const toldAt = pause.since + longPause;
    if (pause.told) return pause.next;
    if (now() < toldAt) return Math.min(pause.next, toldAt);
    await store.writeRoute(webhook, { ...pause, told: true });
    const minutes = Math.round((now() - pause.since) / 60_000);
    const text = `${webhook}: nothing has been posted for ${minutes} minutes: ${pause.reason}`;
    tell({ kind: 'still_paused', webhook, text, code: pause.code });
    return pause.next;
  };
  return {
    read,
    isDue: ({ tried, next }) => next <= now() || tried > now(),
    wait,
    async pause({ code, apiCode, message: reason, retryAfter = 0 }) {
      // Read again: another process may have ended the pause during the attempt.
      const before = await read();
      const failures = (before?.failures ?? 0) + 1;
      const tried = now();
      const next = tried + pauseAfter(failures, retryAfter);
      const { told = false } = before ?? {};
      const since = Math.min(before?.since ?? tried, tried);
      const pause = { address: await hash(), failures, since, tried, next, told, code, apiCode, reason };
      await store.writeRoute(webhook, pause);
      if (failures === 1) tell({ kind: 'paused', webhook, text: `${webhook}: paused, messages wait: ${reason}`, code });
      return wait(pause);
    },
    async resume({ since }) {
      await store.writeRoute(webhook, undefined);
      const seconds = Math.max(0, Math.round((now() - since) / 1000));
      tell({ kind: 'resumed', webhook, text: `${webhook}: Chat accepts messages again, after ${seconds} s` });
    },
  };
}

/** Returns the milliseconds to wait after a number of failures in a row: 5 s, doubling, or what a proxy asks for; ten minutes at most. */
function pauseAfter(failures: number, retryAfter: number): number {
  return Math.min(longPause, Math.max(5000 * 2 ** (failures - 1), retryAfter));
}

/** Returns a hash of the address: a store must not hold a token. */
async function hashOf(address: Address): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(address)));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
