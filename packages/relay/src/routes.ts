import type { Context } from 'hono';
import { apprise, discord, generic, gotify, mattermost, type NotificationFormat, ntfy, slack } from 'synochat/relay';

/** A kind of address: the paths at which tools post one format, and the place of the key. */
export interface AddressKind {
  readonly format: NotificationFormat;
  readonly paths: readonly string[];
  /** Returns the key of a request, or undefined if the key is the topic in the body. */
  readonly keyOf: (c: Context) => string | undefined;
  /** The methods that carry a notification. Default: POST and PUT. */
  readonly methods?: readonly string[];
}

const inPath = (c: Context) => c.req.param('key') ?? '';

/** The paths that clients build from the id and the token of a Discord webhook, with the versions of Discord's API. */
const discordPaths = ['', '/api', '/:version{v[0-9]+}', '/api/:version{v[0-9]+}'].map(
  (base) => `/discord${base}/webhooks/:id{[0-9]+}/:key`,
);

/** All addresses of the relay. Each tool posts to one of them. */
export const addressKinds: readonly AddressKind[] = [
  { format: slack, paths: ['/slack/:key'], keyOf: inPath },
  // Rocket.Chat has a name before the key.
  { format: mattermost, paths: ['/hooks/:key', '/hooks/:name/:key'], keyOf: inPath },
  { format: discord, paths: ['/discord/:key', ...discordPaths], keyOf: inPath },
  // Healthchecks and Netdata append `/slack` to the address of a Discord webhook.
  { format: slack, paths: ['/discord/:key/slack', ...discordPaths.map((path) => `${path}/slack`)], keyOf: inPath },
  // ntfy publishes JSON at the root of the server, with the topic in the body. Apprise cannot add a path to the root.
  { format: ntfy, paths: ['/ntfy', '/'], keyOf: () => undefined },
  { format: ntfy, paths: ['/ntfy/:key'], keyOf: inPath },
  { format: ntfy, paths: ['/ntfy/:key/:verb{publish|send|trigger}'], keyOf: inPath, methods: ['GET', 'POST', 'PUT'] },
  {
    format: gotify,
    paths: ['/gotify/message'],
    keyOf: (c) => c.req.query('token') ?? c.req.header('x-gotify-key') ?? bearer(c) ?? '',
  },
  { format: apprise, paths: ['/apprise/notify/:key'], keyOf: inPath },
  { format: generic, paths: ['/post/:key'], keyOf: inPath, methods: ['GET', 'POST', 'PUT'] },
];

function bearer(c: Context): string | undefined {
  return /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
}
