import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Directory, User } from '../directory.ts';
import type { Post, Timeline } from '../timeline.ts';
import { toView } from './view.ts';

// What a page that was just opened gets to see of the past.
const HISTORY = 500;
// Bun closes a connection that was silent for ten seconds.
const PING_INTERVAL = 5_000;

/** A stream of what one user sees. Each event's id is the place to go on from, so a lost connection loses no message. */
export type Events = (c: Context, user: User) => Response;

/**
 * The stream reads the timeline at its own pace and keeps nothing for the client: a slow page costs no memory. An id
 * from before a restart of the server starts over, with an event `restart` first.
 */
export function createEvents(timeline: Timeline, directory: Directory): Events {
  // Not made at once: Workers have no random values outside a request.
  let run: string | undefined;

  return (c, user) => {
    const thisRun = (run ??= crypto.randomUUID());
    const { cursor: start, restarted } = startOf(c.req.header('Last-Event-ID') ?? c.req.query('after'), thisRun);
    const channels = new Set(directory.channelsOf(user).map(({ name }) => name));
    const sees = ({ channel, onlyTo }: Post) => channels.has(channel) && (onlyTo ?? user.name) === user.name;

    return streamSSE(c, async (stream) => {
      const bell = createBell();
      const unsubscribe = timeline.subscribe(bell.ring);
      stream.onAbort(bell.ring);
      let cursor = start ?? Math.max(0, timeline.end() - HISTORY);
      if (restarted) await stream.writeSSE({ event: 'restart', data: '' });
      while (!stream.aborted) {
        const posts = timeline.since(cursor);
        cursor = timeline.end() - posts.length;
        for (const post of posts) {
          cursor += 1;
          if (!sees(post)) continue;
          await stream.writeSSE({ event: 'post', id: `${thisRun}.${cursor}`, data: JSON.stringify(toView(post)) });
        }
        if (posts.length === 0 && !(await bell.heardWithin(PING_INTERVAL))) await stream.write(': still here\n\n');
      }
      unsubscribe();
    });
  };
}

/** The cursor that an event's id stands for; none when there is no id or it is from an earlier run. */
function startOf(id: string | undefined, thisRun: string): { cursor?: number; restarted: boolean } {
  if (!id) return { restarted: false };
  const [run, number] = id.split('.');
  const cursor = Number(number);
  return run === thisRun && Number.isInteger(cursor) ? { cursor, restarted: false } : { restarted: true };
}

/** Lets one wait for the next ring, or for so many milliseconds without one. */
function createBell() {
  let ring: () => void = () => undefined;
  return {
    ring: () => {
      ring();
    },
    heardWithin: (ms: number) =>
      new Promise<boolean>((resolve) => {
        const timer = setTimeout(resolve, ms, false);
        ring = () => {
          clearTimeout(timer);
          resolve(true);
        };
      }),
  };
}
