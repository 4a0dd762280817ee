import type { Adapter, ChatInstance, Message, WebhookOptions } from 'chat';
import {
  acknowledge,
  type BotEvent,
  type ButtonPress,
  type ChatRoute,
  chatHandler,
  type OutgoingMessage,
  onBot,
  onOutgoing,
  parseBot,
} from 'synochat';
import type { Settings } from './config.ts';
import type { History } from './history.ts';
import { type Messages, named, type SynologyRawMessage } from './messages.ts';
import type { People } from './people.ts';
import type { Posting } from './posting.ts';
import type { Replies } from './replies.ts';
import { readSlash, type SlashLine } from './slash.ts';
import { channelThread, encodeThread, type SynologyThreadId } from './thread-id.ts';

/** The parts of the adapter that receive an event. */
interface Parts {
  readonly adapter: Adapter<SynologyThreadId, SynologyRawMessage>;
  readonly chat: () => ChatInstance;
  readonly messages: Messages;
  readonly people: People;
  readonly history: History;
  readonly posting: Posting;
  readonly replies: Replies;
}

/** Returns the handler of all requests from Chat. The handler never rejects. */
export function createReceiver(
  settings: Settings,
  { adapter, chat, messages, people, history, posting, replies }: Parts,
): (request: Request, options: WebhookOptions) => Promise<Response> {
  const { botTokens, outgoingTokens, slashTokens, triggerWords } = settings;

  function dispatch(
    threadId: string,
    message: Message<SynologyRawMessage> | (() => Promise<Message<SynologyRawMessage>>),
    options: WebhookOptions,
  ): Response {
    void chat().processMessage(adapter, threadId, message, options);
    return acknowledge();
  }

  function receiveBot(event: BotEvent, _: Request, options: WebhookOptions): Response {
    const threadId = encodeThread({ kind: 'dm', id: String(event.user.id) });
    history.learn(String(event.user.id), event.postId);
    if (event.kind === 'press') return receivePress(event, threadId, options);
    if (posting.isOwn(event.postId)) return acknowledge();
    const message = messages.ofEvent(event, threadId, named(String(event.user.id), event.user.name));
    return dispatch(threadId, message, options);
  }

  function receivePress(event: ButtonPress, threadId: string, options: WebhookOptions): Response {
    const { name: actionId, value, postId: messageId } = event;
    const user = named(String(event.user.id), event.user.name);
    const action = { adapter, actionId, messageId, threadId, user, raw: event };
    void chat().processAction(value === '' ? action : { ...action, value }, options);
    return acknowledge();
  }

  function receiveOutgoing(event: OutgoingMessage, _: Request, options: WebhookOptions): Response {
    if (posting.isOwn(event.postId)) return acknowledge();
    const threadId = encodeThread(channelThread(event.channel, settings.webhooks));
    return dispatch(
      threadId,
      async () => {
        const message = messages.ofEvent(event, threadId, await people.authorOf(event.user));
        // A configured trigger word is the mention. Without a trigger word the SDK looks for @name.
        if (isTriggered(event, triggerWords)) message.isMention = true;
        return message;
      },
      options,
    );
  }

  async function receiveSlash({ command, text, user, raw }: SlashLine, options: WebhookOptions): Promise<Response> {
    const author = await people.authorOf(user);
    return replies.answer(author.userId, settings.slashTimeout, (id) => {
      const channelId = encodeThread({ kind: 'slash', id });
      return new Promise((resolve, reject) => {
        const waitUntil = (task: Promise<unknown>) => {
          options.waitUntil?.(task);
          task.then(resolve, reject);
        };
        void chat().processSlashCommand(
          { adapter, channelId, command, text, user: author, raw },
          { ...options, waitUntil },
        );
      });
    });
  }

  const routes: ChatRoute<[WebhookOptions]>[] = [];
  if (botTokens.length > 0) routes.push(onBot({ token: botTokens }, receiveBot));
  if (outgoingTokens.length > 0) routes.push(onOutgoing({ token: outgoingTokens, triggerWords }, receiveOutgoing));
  const answer =
    routes.length > 0
      ? chatHandler(routes)
      : chatHandler<[WebhookOptions]>((req) => parseBot(req, { token: () => false }).then(() => acknowledge()));
  return chatHandler(async (request, options: WebhookOptions) => {
    const read = await readSlash(request, slashTokens);
    return 'headers' in read ? answer(read, options) : receiveSlash(read, options);
  });
}

/** The text after a trigger word is shorter than the text. */
function isTriggered({ text, rest }: OutgoingMessage, triggerWords: readonly string[]): boolean {
  return triggerWords.length > 0 && rest !== text.trim();
}
