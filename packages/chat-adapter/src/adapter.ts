import { NetworkError } from '@chat-adapter/shared';
import type {
  Adapter,
  AdapterPostableMessage,
  Attachment,
  ChannelInfo,
  ChatInstance,
  EphemeralMessage,
  FetchOptions,
  FetchResult,
  FormattedContent,
  Message,
  PostEphemeralOptions,
  RawMessage,
  StreamChunk,
  ThreadInfo,
  UserInfo,
  WebhookOptions,
} from 'chat';
import { readSettings, type SynologyAdapterConfig } from './config.ts';
import { FixedPosts } from './fixed.ts';
import { createHistory, type History } from './history.ts';
import { SynologyFormatConverter } from './markup.ts';
import { createMessages, type Messages, type SynologyRawMessage } from './messages.ts';
import { createPeople, type People } from './people.ts';
import { createPosting, type Posting } from './posting.ts';
import { createReceiver } from './receive.ts';
import { createReplies, type Replies } from './replies.ts';
import { cutIntoPosts } from './stream.ts';
import { adapterName, decodeThread, encodeThread, type SynologyThreadId } from './thread-id.ts';

/** Synology Chat for Chat SDK. `createSynologyAdapter` returns one. */
export class SynologyAdapter extends FixedPosts implements Adapter<SynologyThreadId, SynologyRawMessage> {
  readonly name: string = adapterName;
  /** The bot can list its conversations, and no integration can list a channel: the SDK stores the messages of channels. */
  readonly persistThreadHistory = true;
  readonly #config: SynologyAdapterConfig;
  readonly #converter = new SynologyFormatConverter();
  readonly #running = new Set<Promise<unknown>>();
  readonly #people: People;
  readonly #messages: Messages;
  readonly #posting: Posting;
  readonly #history: History;
  readonly #replies: Replies;
  readonly #receive: (request: Request, options: WebhookOptions) => Promise<Response>;
  #chat: ChatInstance | undefined;

  /** Throws a `ValidationError` without an integration, and a `TypeError` for an invalid URL or token. */
  constructor(config: SynologyAdapterConfig = {}) {
    super();
    const settings = readSettings(config);
    const { bot, send } = settings;
    this.#config = config;
    this.#people = createPeople(bot, send);
    this.#messages = createMessages(settings, this.#converter, () => this.userName);
    this.#posting = createPosting(settings, this.#converter, this.#people);
    this.#history = createHistory(settings, this.#messages, this.#people);
    this.#replies = createReplies(this.#posting);
    this.#receive = createReceiver(settings, {
      ...{ adapter: this, messages: this.#messages, people: this.#people },
      ...{ history: this.#history, posting: this.#posting, replies: this.#replies },
      logger: () => this.#config.logger ?? this.#initialized().getLogger(adapterName),
      chat: () => this.#initialized(),
    });
  }

  #initialized(): ChatInstance {
    if (this.#chat) return this.#chat;
    throw new NetworkError(adapterName, 'Call chat.initialize() before');
  }

  /** The name that users mention. */
  get userName(): string {
    return this.#config.userName ?? this.#chat?.getUserName() ?? 'bot';
  }

  initialize(chat: ChatInstance): Promise<void> {
    this.#chat = chat;
    return Promise.resolve();
  }

  /** Resolves when all running handlers have ended. */
  async disconnect(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running);
  }

  /**
   * Answers the requests of all integrations at one URL: the token tells which integration sent the request. A wrong token
   * is 401 and reaches no handler.
   */
  handleWebhook(request: Request, options: WebhookOptions = {}): Promise<Response> {
    const { waitUntil } = options;
    return this.#receive(request, {
      ...options,
      waitUntil: (task) => {
        waitUntil?.(task);
        const tracked = task
          // The SDK has logged the error.
          .catch(() => undefined)
          .finally(() => this.#running.delete(tracked));
        this.#running.add(tracked);
      },
    });
  }

  encodeThreadId(thread: SynologyThreadId): string {
    return encodeThread(thread);
  }

  decodeThreadId(threadId: string): SynologyThreadId {
    return decodeThread(threadId);
  }

  channelIdFromThreadId(threadId: string): string {
    return threadId;
  }

  isDM(threadId: string): boolean {
    return decodeThread(threadId).kind === 'dm';
  }

  parseMessage(raw: SynologyRawMessage): Message<SynologyRawMessage> {
    return this.#messages.parse(raw);
  }

  rehydrateAttachment(attachment: Attachment): Attachment {
    return this.#messages.rehydrate(attachment);
  }

  renderFormatted(content: FormattedContent): string {
    return this.#converter.fromAst(content);
  }

  /** Posts the message, a long text in parts, and returns the last post. Rejects with an error of the SDK. */
  async postMessage(threadId: string, message: AdapterPostableMessage): Promise<RawMessage<SynologyRawMessage>> {
    const thread = decodeThread(threadId);
    return thread.kind === 'slash' ? this.#replies.reply(thread.id, message) : this.#posting.post(thread, message);
  }

  postChannelMessage(channelId: string, message: AdapterPostableMessage): Promise<RawMessage<SynologyRawMessage>> {
    return this.postMessage(channelId, message);
  }

  /** Posts each paragraph as soon as it is complete, and edits no post. Returns the last post. */
  async stream(
    threadId: string,
    textStream: AsyncIterable<string | StreamChunk>,
  ): Promise<RawMessage<SynologyRawMessage>> {
    let last: RawMessage<SynologyRawMessage> = { id: crypto.randomUUID(), threadId, raw: { kind: 'sent', text: '' } };
    // A part may show nothing, such as a blank as an entity.
    for await (const markdown of cutIntoPosts(textStream))
      if (this.#converter.fromMarkdown(markdown).trim() !== '') last = await this.postMessage(threadId, { markdown });
    return last;
  }

  /**
   * Replies to the caller of a slash command alone. In any other thread, writes to the user as the bot if `fallbackToDM`
   * is set, and returns null otherwise, because Chat shows no other post to a single user of a channel.
   */
  async postEphemeral(
    threadId: string,
    userId: string,
    message: AdapterPostableMessage,
    options?: PostEphemeralOptions,
  ): Promise<EphemeralMessage<SynologyRawMessage> | null> {
    const thread = decodeThread(threadId);
    if (thread.kind === 'slash' && this.#replies.callerOf(thread.id) === userId)
      return { ...(await this.postMessage(threadId, message)), usedFallback: false };
    if (options?.fallbackToDM !== true) return null;
    return { ...(await this.postMessage(await this.openDM(userId), message)), usedFallback: true };
  }

  /** Returns the conversation of the bot with a user. Rejects with a `ValidationError` for an id that no bot can write to. */
  openDM(userId: string): Promise<string> {
    return this.#people.assertReachable(userId).then(() => encodeThread({ kind: 'dm', id: userId }));
  }

  /** Returns a user by the id that the bot sees; null for an unknown user, and for the id of a webhook's user. */
  async getUser(userId: string): Promise<UserInfo | null> {
    return (await this.#people.find(userId)) ?? null;
  }

  async fetchMessages(threadId: string, options: FetchOptions = {}): Promise<FetchResult<SynologyRawMessage>> {
    return this.#history.fetch(decodeThread(threadId), options);
  }

  fetchThread(threadId: string): Promise<ThreadInfo> {
    return this.fetchChannelInfo(threadId).then((info) => ({ ...info, channelId: threadId }));
  }

  async fetchChannelInfo(channelId: string): Promise<ChannelInfo> {
    const { kind, id } = decodeThread(channelId);
    const name = kind === 'dm' ? (await this.#people.find(id))?.fullName : id;
    return { id: channelId, isDM: kind === 'dm', ...(name !== undefined && { name }), metadata: { kind } };
  }
}
