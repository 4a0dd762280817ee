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

// The number of past posts that a new page receives.
const maxHistory = 10_000;
// Past posts in an event: an event for each of 10,000 posts takes a browser a second.
const postsInEvent = 100;
// Bun closes a connection after ten seconds of silence.
const pingInterval = 5_000;
// Milliseconds. A page that is cut off loses nothing: the browser reconnects and continues after the last event.
const defaultPatience = 10_000;
// Milliseconds until a browser reconnects: after a broken connection, and after a newer page took the place.
const retryDelay = 3_000;
const displacedRetryDelay = 60_000;
// A cursor before every change.
const noCursor = -1;

/** Resolves with whether the stream continues. */
type Send = (event: SSEMessage) => Promise<boolean>;

/** Streams the changes that a user sees. A page that reconnects with the id of the last event misses no event. */
export type Events = (c: Context, user: User) => Response;

/**
 * A new page receives the event `restart`, then the newest posts in events `posts`, then every change. A page with an id of an earlier
 * run, or too far behind, is treated as new. The stream reads the feed at the pace of the client and buffers nothing,
 * so a slow page costs no memory. A page that does not read an event within `patience` milliseconds is cut off. At most
 * fifty pages are served: a newer page displaces the oldest, which reconnects after a minute.
 */
export function createEvents({ feed, timeline, directory, exchanges }: Server, patience = defaultPatience): Events {
  const seats = createSeats();
  // Created late: Workers have no random values outside a request.
  let run: string | undefined;

  const view = (post: Post) => toView(post, directory.channelById(post.channelId)?.name);

  /** Returns the data of the event for a change, or undefined if the user does not, or no longer, see the change. */
  function dataOf(change: Change, user: User): object | undefined {
    if (change.kind === 'exchange') {
      const exchange = exchanges.get(change.exchangeId);
      return exchange && toExchangeView(exchange, exchanges.canReplay(exchange.id));
    }
    if (change.kind !== 'post' && change.kind !== 'replaced') return {};
    const post = timeline.get(change.postId);
    return post && directory.placeOf(post, user) ? view(post) : undefined;
  }

  /** Sends the initial events of a page, and returns the cursor to continue from. */
  async function startAnew(send: Send, user: User, idOf: (cursor: number) => string): Promise<number> {
    const cursor = feed.end();
    const past = timeline.all().filter((post) => directory.placeOf(post, user));
    const newest = past.slice(-maxHistory);
    await send({ event: 'restart', data: '' });
    for (let at = 0; at < newest.length; at += postsInEvent) {
      const end = at + postsInEvent;
      // Only the last event has an id: a page that is cut off earlier must start anew.
      const id = end >= newest.length ? { id: idOf(cursor) } : {};
      const views = newest.slice(at, end).map(view);
      if (!(await send({ event: 'posts', ...id, data: JSON.stringify(views) }))) break;
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

      // No blank line after `retry`: the browser reads `retry` with the first event.
      await written(stream.write(`retry: ${retryDelay}\n`));
      while (!stream.aborted && !seat.isTaken()) {
        if (cursor < feed.start()) {
          cursor = await startAnew(send, user, idOf);
          // Check first: the page may have left, and the bell rings only once.
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
    // Otherwise the ended stream would occupy a connection, of which there are few, until the idle timeout.
    response.headers.set('Connection', 'close');
    return response;
  };
}

/** Returns the cursor in an event's id, or undefined if the id is missing or of an earlier run. */
function cursorOf(id: string | undefined, thisRun: string): number | undefined {
  const [run, number] = id?.split('.') ?? [];
  const cursor = Number(number);
  return run === thisRun && Number.isInteger(cursor) ? cursor : undefined;
}
