import { Hono } from 'hono';
import { type ChannelInit, createDirectory, type UserInit } from './directory.ts';
import { createDownload } from './download.ts';
import { createExchanges, type Exchange } from './exchanges.ts';
import { createCallHook } from './hooks.ts';
import { createIncoming } from './incoming.ts';
import { createIntegrations, type NewIncoming, type NewOutgoing, type NewSlash } from './integrations.ts';
import { createMask } from './mask.ts';
import { createPage } from './page/page.ts';
import { createRateRule } from './rate.ts';
import { createSay } from './say.ts';
import { pickSwitches, readSwitches, type Switches, type SwitchOptions } from './switches.ts';
import { createTimeline, type Notice, type Post } from './timeline.ts';
import { createWebApi } from './web-api.ts';
import { type Fetch, realWorld, type Sleep } from './world.ts';

export interface SimulatorOptions extends SwitchOptions {
  /** What the addresses begin with that are handed out. Default: `http://127.0.0.1:5050`. */
  readonly origin?: string | undefined;
  /** Default: `mikael` and `ada`. */
  readonly users?: readonly (string | UserInit)[] | undefined;
  /** Default: `general`. */
  readonly channels?: readonly (string | ChannelInit)[] | undefined;
  /** Sends hooks and fetches files. Default: the global `fetch`. */
  readonly fetch?: Fetch | undefined;
  /** Milliseconds since 1970. Default: `Date.now`. */
  readonly now?: (() => number) | undefined;
  /** Waits for the switches `latency`, `hookTimeout` and `fileTimeout`. Default: `setTimeout`. */
  readonly sleep?: Sleep | undefined;
}

/** A Synology Chat server in memory. */
export interface Simulator {
  /** Answers the web API and serves the page. Hand it to any server, or call it: it needs no socket and no `this`. */
  readonly fetch: (req: Request) => Promise<Response>;
  /** Makes an incoming webhook: the address to post to, and the token in it. Throws a `TypeError`, as the next two do. */
  addIncoming(webhook: NewIncoming): { url: string; token: string };
  /** Makes an outgoing webhook: the token that the app will be sent. */
  addOutgoing(webhook: NewOutgoing): { token: string };
  /** Makes a slash command: the token that the app will be sent. */
  addSlash(command: NewSlash): { token: string };
  /**
   * Types a text as a user in a channel. Resolves when all apps have answered, with what the user now sees for it, in
   * this order: the message itself (a slash command is none), then replies and notices. Throws a `TypeError` for an
   * unknown user or channel and for a blank text.
   */
  say(user: string, where: string, text: string): Promise<readonly Post[]>;
  /** What everybody sees in a channel, oldest first. */
  posts(where: string): readonly Post[];
  /** What only this user sees, oldest first. */
  notices(user: string): readonly Notice[];
  /** What went over the wire in both directions, oldest first, without tokens. */
  exchanges(): readonly Exchange[];
  /** May be changed at any time. */
  readonly switches: Switches;
}

/** A Synology Chat server of its own, with nobody to talk to it yet. Throws a `TypeError` for an option out of range. */
export function createSimulator(options: SimulatorOptions = {}): Simulator {
  const { users = ['mikael', 'ada'], channels = ['general'] } = options;
  const { fetch = realWorld.fetch, now = realWorld.now, sleep = realWorld.sleep } = options;
  const origin = new URL(options.origin ?? 'http://127.0.0.1:5050').origin;
  const world = { fetch, now, sleep };

  const switches = readSwitches(pickSwitches(options));
  const directory = createDirectory(users, channels);
  const integrations = createIntegrations(directory);
  const timeline = createTimeline(now);
  const { record, all: exchanges } = createExchanges(now, createMask(integrations.tokens));

  const download = createDownload({ world, switches, record });
  const callHook = createCallHook({ world, switches, record });
  const mayPost = createRateRule(now, switches);
  const methods = new Map([['incoming', createIncoming({ integrations, switches, mayPost, download, timeline })]]);
  const say = createSay({ directory, integrations, timeline, switches, callHook, download, now });

  const webApi = createWebApi({ origin, methods, switches, record, world });
  const page = createPage(origin, { directory, integrations, timeline, switches, say });
  const app = new Hono().route('/webapi', webApi).route('/chat/webapi', webApi).route('/', page);

  return {
    fetch: async (req) => app.fetch(req),
    addIncoming(webhook) {
      const { token } = integrations.addIncoming(webhook);
      return {
        url: `${origin}/webapi/entry.cgi?api=SYNO.Chat.External&method=incoming&version=2&token=%22${token}%22`,
        token,
      };
    },
    addOutgoing: (webhook) => ({ token: integrations.addOutgoing(webhook).token }),
    addSlash: (command) => ({ token: integrations.addSlash(command).token }),
    say,
    posts(where) {
      const { name } = directory.channel(where);
      return timeline.all().filter(({ channel, onlyTo }) => channel === name && onlyTo === undefined);
    },
    notices(user) {
      const { name } = directory.user(user);
      return timeline.all().filter((post): post is Notice => post.onlyTo === name);
    },
    exchanges,
    switches,
  };
}
