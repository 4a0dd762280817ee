import type { Adapter, ChatInstance, Logger, Message, WebhookOptions } from 'chat';
import {
  acknowledge,
  type BotEvent,
  type OutgoingMessage,
  parseBot,
  parseOutgoing,
  RequestError,
  type TokenSource,
} from 'synochat';
import { readBytes } from './body.ts';
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
  readonly logger: () => Logger;
  readonly messages: Messages;
  readonly people: People;
  readonly history: History;
  readonly posting: Posting;
  readonly replies: Replies;
}

/** Returns the handler of all requests from Chat. The handler never rejects. */
export function createReceiver(
  settings: Settings,
  { adapter, chat, logger, messages, people, history, posting, replies }: Parts,
): (request: Request, options: WebhookOptions) => Promise<Response> {
  const { botTokens, outgoingTokens, slashTokens, triggerWords } = settings;

  function dispatch(
    threadId: string,
    message: Message<SynologyRawMessage> | (() => Promise<Message<SynologyRawMessage>>),
    options: WebhookOptions,
  ): void {
    void chat().processMessage(adapter, threadId, message, options);
  }

  function receiveBot(event: BotEvent, options: WebhookOptions): void {
    const user = named(String(event.user.id), event.user.name);
    const threadId = encodeThread({ kind: 'dm', id: user.userId });
    history.learn(user.userId, event.postId);
    if (event.kind === 'press') {
      const { name: actionId, value, postId: messageId } = event;
      const action = { adapter, actionId, messageId, threadId, user, raw: event };
      void chat().processAction(value === '' ? action : { ...action, value }, options);
    } else if (!posting.isOwn(event.postId)) dispatch(threadId, messages.ofEvent(event, threadId, user), options);
  }

  function receiveOutgoing(event: OutgoingMessage, options: WebhookOptions): void {
    if (posting.isOwn(event.postId)) return;
    const threadId = encodeThread(channelThread(event.channel, settings.webhooks));
    const read = async () => {
      const message = messages.ofEvent(event, threadId, await people.authorOf(event.user));
      // A configured trigger word is the mention. Without a trigger word the SDK looks for @name.
      if (isTriggered(event, triggerWords)) message.isMention = true;
      return message;
    };
    dispatch(threadId, read, options);
  }

  async function receiveSlash({ command, text, user, raw }: SlashLine, options: WebhookOptions): Promise<Response> {
    const began = performance.now();
    const author = await people.authorOf(user);
    const left = Math.max(0, settings.slashTimeout - (performance.now() - began));
    const track = (task: Promise<unknown>) => options.waitUntil?.(task);
    const handle = (id: string) =>
      new Promise((resolve, reject) => {
        const waitUntil = (task: Promise<unknown>) => {
          track(task);
          task.then(resolve, reject);
        };
        const channelId = encodeThread({ kind: 'slash', id });
        const event = { adapter, channelId, command, text, user: author, raw };
        void chat().processSlashCommand(event, { ...options, waitUntil });
      });
    return replies.answer(author.userId, left, handle, track);
  }

  /** Tries the tokens of one kind of integration after another. The last kind also answers probes and strangers. */
  async function receive({ url, method, headers, body }: Request, options: WebhookOptions): Promise<Response> {
    const bytes = method === 'POST' && body ? await readBytes(body) : undefined;
    const again = () => new Request(url, { method, headers, ...(bytes && { body: bytes }) });
    const line = bytes && readSlash(bytes, slashTokens);
    if (line) return receiveSlash(line, options);
    const token = tokenSource(outgoingTokens);
    const outgoing = await parseOutgoing(again(), { token, triggerWords }).catch(unlessStranger);
    if (outgoing) receiveOutgoing(outgoing, options);
    else receiveBot(await parseBot(again(), { token: tokenSource(botTokens) }), options);
    return acknowledge();
  }

  return async (request, options) => {
    try {
      return await receive(request, options);
    } catch (error) {
      if (error instanceof RequestError) return error.getResponse();
      logger().error('A request of Chat could not be handled', { error: String(error) });
      return new Response('internal error', { status: 500 });
    }
  };
}

/** An integration that is not configured accepts no token. */
function tokenSource(tokens: readonly string[]): TokenSource {
  return tokens.length > 0 ? tokens : () => false;
}

/** Throws the error again, unless the token is that of another integration, or that of a press, which is not seen at this place. */
function unlessStranger(error: unknown): undefined {
  if (!(error instanceof RequestError && error.status === 401)) throw error;
}

/** The text after a trigger word is shorter than the text. */
function isTriggered({ text, rest }: OutgoingMessage, triggerWords: readonly string[]): boolean {
  return triggerWords.length > 0 && rest !== text.trim();
}
