import type { Context } from 'hono';
import { type SSEMessage, streamSSE } from 'hono/streaming';
import { hangupOf } from '../api/faults.ts';
import type { Change } from '../record/feed.ts';
import type { Post } from '../room/post.ts';
import type { User } from '../room/user.ts';
import type { Server } from '../server.ts';
import { createBell } from './bell.ts';
import { createSeats } from './seats.ts';
import { toExchangeView, toView } from './view.ts';

// What a page that was just opened gets to see of the past.
const maxHistory = 10_000;
// Bun closes a connection that was silent for ten seconds.
const pingInterval = 5_000;
// Milliseconds. A browser loses nothing by it: it comes back and goes on from the last event.
const defaultPatience = 10_000;
// Milliseconds until a browser comes back: after a broken connection, and after its place was given away.
const retryDelay = 3_000;
const displacedRetryDelay = 60_000;
// Before every change there ever was.
const noCursor = -1;

/** Resolves with whether the stream goes on. */
type Send = (event: SSEMessage) => Promise<boolean>;

/** A stream of what changes for one user. Each event's id is the place to go on from, so a lost connection loses none. */
export type Events = (c: Context, user: User) => Response;

/**
 * A page that starts anew gets an event `restart`, then the newest posts, then every change. So does one whose id is of
 * an earlier run, or who is too far behind to go on. The stream reads the feed at its own pace and keeps nothing for the client:
 * a slow page costs no memory. A page that reads nothing of an event for `patience` milliseconds is cut off. Fifty pages
 * are served; one more closes the one that was opened first, which comes back after a minute.
 */
export function createEvents({ feed, timeline, directory, exchanges }: Server, patience = defaultPatience): Events {
  const seats = createSeats();
  // Not made at once: Workers have no random values outside a request.
  let run: string | undefined;

  const view = (post: Post) => toView(post, directory.channelById(post.channelId)?.name);

  /** The data of an event about it; undefined when there is none for this user, or no longer. */
  function dataOf(change: Change, user: User): object | undefined {
    if (change.kind === 'exchange') {
      const exchange = exchanges.get(change.exchangeId);
      return exchange && toExchangeView(exchange, exchanges.canReplay(exchange.id));
    }
    if (change.kind !== 'post' && change.kind !== 'replaced') return {};
    const post = timeline.get(change.postId);
    return post && directory.placeOf(post, user) ? view(post) : undefined;
  }

  /** Sends what a page needs to start anew, and returns the cursor from which it goes on. */
  async function startAnew(send: Send, user: User, idOf: (cursor: number) => string): Promise<number> {
    const cursor = feed.end();
    const past = timeline.all().filter((post) => directory.placeOf(post, user));
    const shown = past.slice(-maxHistory);
    await send({ event: 'restart', data: '' });
    for (const [index, post] of shown.entries()) {
      // Only the last has an id: a page that is cut off before it has to start anew.
      const id = index === shown.length - 1 ? { id: idOf(cursor) } : {};
      if (!(await send({ event: 'post', ...id, data: JSON.stringify(view(post)) }))) break;
    }
    return cursor;
  }

  return (c, user) => {
    const thisRun = (run ??= crypto.randomUUID());
    const idOf = (at: number) => `${thisRun}.${at}`;
    let cursor = cursorOf(c.req.header('Last-Event-ID') ?? c.req.query('after'), thisRun) ?? noCursor;
    if (cursor > feed.end()) cursor = noCursor;

    const response = streamSSE(c, async (stream) => {
      const bell = createBell();
      const seat = seats.take(bell.ring);
      const unsubscribe = feed.subscribe(bell.ring);
      stream.onAbort(bell.ring);
      const written = (writing: Promise<unknown>) =>
        seat.use(writing, patience, () => {
          stream.abort();
          hangupOf(c.env as object)?.();
        });
      const send: Send = async (event) => {
        await written(stream.writeSSE(event));
        return !stream.aborted;
      };

      // No block of its own: it is read with the first event.
      await written(stream.write(`retry: ${retryDelay}\n`));
      while (!stream.aborted && !seat.isTaken()) {
        if (cursor < feed.start()) {
          cursor = await startAnew(send, user, idOf);
          // The page may have left meanwhile, and the bell rings once.
          continue;
        }
        const changes = feed.since(cursor);
        for (const change of changes) {
          cursor += 1;
          const data = dataOf(change, user);
          if (data && !(await send({ event: change.kind, id: idOf(cursor), data: JSON.stringify(data) }))) break;
        }
        if (changes.length === 0 && !(await bell.heardWithin(pingInterval)))
          await written(stream.write(': still here\n\n'));
      }
      if (seat.isTaken()) await written(stream.write(`retry: ${displacedRetryDelay}\n\n`));
      unsubscribe();
      seat.leave();
    });
    // A stream that ended would else keep its connection, of which there are not many, until it has been idle for long.
    response.headers.set('Connection', 'close');
    return response;
  };
}

/** The cursor that an event's id stands for; undefined when there is no id or it is from an earlier run. */
function cursorOf(id: string | undefined, thisRun: string): number | undefined {
  const [run, number] = id?.split('.') ?? [];
  const cursor = Number(number);
  return run === thisRun && Number.isInteger(cursor) ? cursor : undefined;
}
