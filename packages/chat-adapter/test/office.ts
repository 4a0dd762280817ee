import { createMemoryState } from '@chat-adapter/state-memory';
import { Chat, type ChatConfig } from 'chat';
import { createSimulator } from 'synochat-simulator';
import { createSynologyAdapter, type SynologyAdapter, type SynologyAdapterConfig } from '../src/index.ts';

const appUrl = 'http://app.example/chat';

/**
 * A Chat with a bot, a channel with both webhooks, and a slash command, and an app of the SDK at one URL that serves all of
 * them. No sockets: the Chat calls the app, and the app the Chat.
 */
export function openOffice(
  config: SynologyAdapterConfig = {},
  options: Partial<ChatConfig<{ synology: SynologyAdapter }>> = {},
) {
  let handle: (req: Request) => Promise<Response> = () => Promise.resolve(new Response());
  const nas = createSimulator({ rateInterval: 0, fetch: (req) => handle(req) });
  const bot = nas.addBot({ name: 'helper', url: appUrl });
  const incoming = nas.addIncoming({ channel: 'general' });
  const outgoing = nas.addOutgoing({ channel: 'general', url: appUrl });
  const slash = nas.addSlash({ command: 'ask', url: appUrl });
  const adapter = createSynologyAdapter({
    bot: bot.url,
    outgoingTokens: outgoing.token,
    slashTokens: slash.token,
    webhooks: { general: incoming.url },
    send: { fetch: nas.fetch, interval: 0 },
    ...config,
  });
  const state = createMemoryState();
  const adapters = { synology: adapter };
  const chat = new Chat({ userName: 'helper', state, adapters, logger: 'silent', ...options });
  handle = (req) => chat.webhooks.synology(req);
  return {
    ...{ nas, chat, adapter, bot, incoming, outgoing, slash },
    /** Resolves when all handlers have ended. */
    settled: () => adapter.disconnect(),
    /** The texts that the bot wrote to the user. */
    heard: (user: string) => {
      const posts = nas.posts('@helper');
      const channelId = posts.find((post) => post.author === user)?.channelId;
      return posts
        .filter((post) => post.channelId === channelId && post.from === 'integration')
        .map(({ text }) => text);
    },
    /** The texts of integrations in the channel. */
    shown: () =>
      nas
        .posts('general')
        .filter(({ from }) => from === 'integration')
        .map(({ text }) => text),
    post: (body: string, init: RequestInit = {}) =>
      chat.webhooks.synology(
        new Request(appUrl, {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body,
          ...init,
        }),
      ),
  };
}
