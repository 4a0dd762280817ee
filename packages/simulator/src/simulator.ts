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
   * Answers the web API and serves the page. Takes a `Request`, as servers hand it over, or an address and the options of
   * a request, as the library and the global `fetch` take them. Needs no socket and no `this`. Rejects only for the fault of
   * a dropped connection; `@hono/node-server` closes the socket for that.
   */
  readonly fetch: {
    (req: Request, server?: unknown): Promise<Response>;
    (url: string | URL, init?: RequestInit): Promise<Response>;
  };
  /**
   * Makes an incoming webhook: the address to post to, and the token in it. Throws a `TypeError`, as the next three do.
   * If the storage holds the same webhook from an earlier run, that one is returned with its token.
   */
  addIncoming(webhook: NewIncoming): { url: string; token: string };
  /** Makes an outgoing webhook: the token that the app will be sent. */
  addOutgoing(webhook: NewOutgoing): { token: string };
  /** Makes a slash command: the token that the app will be sent. */
  addSlash(command: NewSlash): { token: string };
  /** Makes a bot: the address to post to, and the token that is in it and that the app will be sent. */
  addBot(bot: NewBot): { url: string; token: string };
  /**
   * Types a text as a user in a channel, or to a bot by `@` and its name. Resolves when all apps have answered, with
   * what the user now sees for it, in this order: the message itself (a slash command is none), then replies and
   * notices. Throws a `TypeError` for an unknown user or channel and for a blank text.
   *
   * @example
   * ```ts
   * const [message, reply] = await nas.say('mikael', 'general', 'deploy 1.4.0');
   * ```
   */
  say(user: string, where: string, text: string): Promise<readonly Post[]>;
  /**
   * Uploads a file to a bot, by `@` and its name, as a user. The bot is told of its `file_name` and fetches it by
   * `post_file_get`. Resolves like `say`. Throws a `TypeError` for an unknown user or bot, for a channel, for a file
   * without a name, with a name of more than 255 characters, and for one over 32 MiB.
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
   * Presses the button with this text on it as a user. Resolves when the app has answered, with what the user now sees:
   * the post as the answer made it, or a notice, or nothing. Throws a `TypeError` for an unknown post or button.
   *
   * @example
   * ```ts
   * const [question] = nas.posts('@Helper');
   * if (question) await nas.press('ada', question, 'OK');
   * ```
   */
  press(user: string, post: Pick<Post, 'id'>, button: string): Promise<readonly Post[]>;
  /**
   * Returns the posts that everybody in a channel sees, oldest first. With `@` and a bot's name, the conversations of
   * all users.
   */
  posts(where: string): readonly Post[];
  /** Returns the posts that only this user sees, oldest first. */
  notices(user: string): readonly Notice[];
  /**
   * Returns the requests and answers in both directions, oldest first, without tokens. Requests of a page of another
   * site, which the web API refuses with 403, are left out: such a page could flood the record.
   */
  exchanges(): readonly Exchange[];
  /** May be changed at any time; a value that a switch does not have is a `TypeError`. */
  readonly switches: Switches;
}

/**
 * Creates a Synology Chat server in memory. Throws a `TypeError` that names each wrong or unknown option.
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
  // A dropped connection has to come through as a rejection, and a mistake in here may as well.
  app.onError((error) => {
    throw error;
  });

  return {
    fetch: async (to: Request | string | URL, second?: unknown) => {
      const [req, server] = isAddress(to) ? [new Request(to, second as RequestInit)] : [to, second];
      return app.fetch(req, { server });
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

/** Not by the class of a request: a server may have a class of its own. */
function isAddress(to: Request | string | URL): to is string | URL {
  return typeof to === 'string' || 'href' in to;
}
