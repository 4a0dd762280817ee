import { type Context, Hono } from 'hono';
import type { Outbox } from 'synochat/outbox';
import { discord, type NotificationOptions } from 'synochat/relay';
import { discordWebhook, wrongMethod } from './answers.ts';
import type { ImageChoice } from './images.ts';
import { nameOf } from './key.ts';
import { receive, wrongKey } from './receive.ts';
import { type AddressKind, addressKinds } from './routes.ts';
import { describeState, healthOf } from './status.ts';

/** The settings of a relay. */
export interface RelayOptions extends Pick<NotificationOptions, 'marks' | 'mentions' | 'maxText'> {
  /** Stores the messages, and posts them by itself. The names of its webhooks are those of `keys`. */
  outbox: Pick<Outbox, 'put' | 'state'>;
  /** The key of each webhook by the name of the webhook, see `relayKey`. */
  keys: Readonly<Record<string, string>>;
  /** The place of images in messages. Default: `link`. */
  images?: ImageChoice | undefined;
  /** With `images: 'file'`, the hosts whose images Chat downloads. Images of other hosts are links. Default: none. */
  imageHosts?: readonly string[] | undefined;
  /** Called with a line for the log, without keys and texts, if a notification cannot be stored, and when one is stored again. */
  onProblem?: ((line: string) => void) | undefined;
}

/** Milliseconds for which `/health` tells that a message could not be stored. */
const problemShown = 60_000;

/**
 * Returns a Hono app that takes notifications and stores each as a message for Chat. A tool gets its answer when the
 * message is stored, in the words that the tool takes for success.
 *
 * `/health` answers 200, or 503 if the store fails or if Chat is away for 10 minutes. `/` shows counts. Both are open to
 * everybody and show neither texts nor keys.
 *
 * @example
 * ```ts
 * const outbox = createOutbox({ store, webhooks: { default: webhook } });
 * const app = createRelay({ outbox, keys: { default: await relayKey(webhook) } });
 * void outbox.run();
 * serve({ fetch: app.fetch, port: 8080 });
 * ```
 */
export function createRelay(options: RelayOptions): Hono {
  const { outbox, keys, images, imageHosts = [], marks, mentions, maxText, onProblem } = options;
  const byName = new Map(Object.entries(keys));
  let failedAt = -Infinity;
  const receiver = {
    ...{ outbox, imageHosts, shown: { images, marks, mentions, maxText } },
    nameOf: (key: string) => nameOf(key, byName),
    onStored(problem: string | undefined) {
      const hadFailed = failedAt !== -Infinity;
      failedAt = problem === undefined ? -Infinity : performance.now();
      if (problem !== undefined) onProblem?.(problem);
      else if (hadFailed) onProblem?.('Notifications are stored again');
    },
  };
  const answer = ({ format, keyOf, methods = ['POST', 'PUT'] }: AddressKind, c: Context) => {
    const key = keyOf(c);
    const name = key === undefined ? undefined : receiver.nameOf(key);
    if (key !== undefined && name === undefined) return format.refused(wrongKey());
    const { method } = c.req;
    if (methods.includes(method === 'HEAD' ? 'GET' : method)) return receive(c.req.raw, format, name, receiver);
    return format === discord && /^(GET|HEAD)$/.test(method) ? discordWebhook() : wrongMethod(format, methods);
  };

  const app = new Hono({ getPath });
  app.get('/', async (c) => c.text(describeState(await outbox.state())));
  app.get('/health', async (c) => {
    const { healthy, body } = await healthOf(outbox, performance.now() - failedAt > problemShown);
    return c.json(body, healthy ? 200 : 503);
  });
  for (const kind of addressKinds) for (const path of kind.paths) app.all(path, (c) => answer(kind, c));
  app.notFound((c) => c.text('There is no such address. The relay prints its addresses when it starts.\n', 404));
  app.onError((_, c) => c.text('The relay cannot answer now. Try again later.\n', 503));
  return app;
}

/** Returns the path without slashes too many: tools append to an address that was pasted with a slash at its end. */
function getPath({ url }: Request): string {
  return new URL(url).pathname.replace(/\/+(?=\/|$)/g, '') || '/';
}
