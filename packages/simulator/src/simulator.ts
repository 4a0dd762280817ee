import { Hono } from 'hono';
import type { Env } from './api/env.ts';
import { mergedPath } from './api/refused.ts';
import { createWebApi } from './api/web-api.ts';
import { webhookAddress } from './api/webhook-address.ts';
import { createActions } from './hooks/actions.ts';
import { checkOptions, type SimulatorOptions } from './options.ts';
import { createPage } from './page/page.ts';
import type { Exchange } from './record/exchanges.ts';
import type { NewBot, NewIncoming, NewOutgoing, NewSlash } from './room/integration.ts';
import type { Notice, Post } from './room/post.ts';
import { createServer } from './server.ts';
import type { Switches } from './switches/switches.ts';

/** A Synology Chat server in memory. */
export interface Simulator {
  /**
   * Answers the web API and serves the page. Accepts a `Request`, as servers pass, or an address and request options,
   * as the library and the global `fetch` accept. Needs no socket and no `this`. Rejects for the fault of a dropped
   * connection, and `@hono/node-server` then closes the socket. With an address, also rejects with the signal's reason
   * after an abort.
   */
  readonly fetch: {
    (req: Request, server?: unknown): Promise<Response>;
    (url: string | URL, init?: RequestInit): Promise<Response>;
  };
  /**
   * Creates an incoming webhook: the URL to post to, and the token in the URL. If the storage holds the same webhook
   * from an earlier run, returns the stored webhook and, unless `token` is set, the stored token. Throws a `TypeError`
   * for invalid settings and for the token of another integration, as the next three methods do.
   */
  addIncoming(webhook: NewIncoming): { url: string; token: string };
  /** Creates an outgoing webhook: the token that the app receives. */
  addOutgoing(webhook: NewOutgoing): { token: string };
  /** Creates a slash command: the token that the app receives. */
  addSlash(command: NewSlash): { token: string };
  /** Creates a bot: the URL to post to, and the token in the URL. The app receives the same token. */
  addBot(bot: NewBot): { url: string; token: string };
  /**
   * Types a text as a user in a channel, or to a bot by `@` and the bot's name. Resolves after all apps have answered,
   * with the posts that the user sees as a result, in order: the message (a slash command posts no message), then
   * replies and notices. Throws a `TypeError` for an unknown user or channel and for a blank text.
   *
   * @example
   * ```ts
   * const [message, reply] = await nas.say('mikael', 'general', 'deploy 1.4.0');
   * ```
   */
  say(user: string, where: string, text: string): Promise<readonly Post[]>;
  /**
   * Uploads a file as a user to a bot, by `@` and the bot's name. The bot receives the `file_name` and fetches the
   * contents by `post_file_get`. Resolves like `say`. Throws a `TypeError` for an unknown user or bot, for a channel,
   * and for a file without a name, with a name of more than 255 characters, or of more than 32 MiB.
   *
   * @example
   * ```ts
   * const nas = createSimulator();
   * nas.addBot({ name: 'Scanner', url: 'http://127.0.0.1:8787/bot' });
   * await nas.upload('ada', '@Scanner', new File(['A page'], 'scan.txt'));
   * ```
   */
  upload(user: string, bot: string, file: File): Promise<readonly Post[]>;
  /**
   * Presses the button with the text `button` as a user. Resolves after the app has answered, with the posts that the
   * user sees as a result: the post as the answer replaced it, a notice, or nothing. Throws a `TypeError` for an
   * unknown post or button.
   *
   * @example
   * ```ts
   * const [question] = nas.posts('@Helper');
   * if (question) await nas.press('ada', question, 'OK');
   * ```
   */
  press(user: string, post: Pick<Post, 'id'>, button: string): Promise<readonly Post[]>;
  /**
   * Returns the posts that everybody in a channel sees, oldest first. For `@` and a bot's name, returns the
   * conversations of all users.
   */
  posts(where: string): readonly Post[];
  /** Returns the posts that only `user` sees, oldest first. */
  notices(user: string): readonly Notice[];
  /**
   * Returns the requests and answers in both directions, oldest first, without tokens. The record leaves out the
   * requests of other sites' pages, which the web API refuses with 403, since such a page could flood the record.
   */
  exchanges(): readonly Exchange[];
  /** The switches. Values may change at any time. Setting an invalid value throws a `TypeError`. */
  readonly switches: Switches;
}

/**
 * Creates a Synology Chat server in memory. Throws a `TypeError` naming each invalid or unknown option.
 *
 * @example
 * ```ts
 * const nas = createSimulator({ rateInterval: 0, fetch: app.fetch });
 * const { token } = nas.addSlash({ command: 'ping', url: 'http://app.example/ping' });
 * const [reply] = await nas.say('mikael', 'general', '/ping 1.1.1.1');
 * nas.switches.faultRateDrop = 0.1;
 * ```
 */
export function createSimulator(options: SimulatorOptions = {}): Simulator {
  const server = createServer(checkOptions(options));
  const actions = createActions(server);
  const { origin, directory, integrations, places, timeline, exchanges, switches } = server;

  const webApi = createWebApi(server);
  const app = new Hono<Env>({ getPath: mergedPath })
    .route('/webapi', webApi)
    .route('/chat/webapi', webApi)
    .route('/', createPage(server, actions));
  // A dropped connection must reach the caller as a rejection. Errors of the simulator itself do the same.
  app.onError((error) => {
    throw error;
  });

  return {
    fetch: async (to: Request | string | URL, second?: unknown) => {
      if (!isAddress(to)) return app.fetch(to, { server: second });
      const req = new Request(to, second as RequestInit);
      return untilAborted(req.signal, async () => app.fetch(req, {}));
    },
    addIncoming(webhook) {
      const { token } = integrations.reuseOrCreate({ kind: 'incoming', ...webhook });
      return { url: webhookAddress(origin, 'incoming', token), token };
    },
    addOutgoing: (webhook) => ({ token: integrations.reuseOrCreate({ kind: 'outgoing', ...webhook }).token }),
    addSlash: (command) => ({ token: integrations.reuseOrCreate({ kind: 'slash', ...command }).token }),
    addBot(bot) {
      const { token } = integrations.reuseOrCreate({ kind: 'bot', ...bot });
      return { url: webhookAddress(origin, 'chatbot', token), token };
    },
    ...actions,
    posts(where) {
      const ids = places.idsOf(where);
      return timeline.all().filter(({ channelId, onlyTo }) => ids.includes(channelId) && onlyTo === undefined);
    },
    notices(user) {
      const { name } = directory.user(user);
      return timeline.all().filter((post): post is Notice => post.onlyTo === name);
    },
    exchanges: exchanges.all,
    switches,
  };
}

/** Settles like the work, or rejects with the signal's reason, as the global `fetch` does. After an abort the work is not started. */
async function untilAborted<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  const aborted = new Promise<never>((_, reject) => {
    const end = () => {
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', end, { once: true });
  });
  return Promise.race([work(), aborted]);
}

/** Does not test the class of the request: a server may have a Request class of its own. */
function isAddress(to: Request | string | URL): to is string | URL {
  return typeof to === 'string' || 'href' in to;
}
